"""Answers in running text from a language model that the user names; every sentence of them is verified before it is shown."""
