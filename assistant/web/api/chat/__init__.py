"""The assistant as a language model: OpenAI's ``/v1/models`` and ``/v1/chat/completions``."""
