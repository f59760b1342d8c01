"""From a chat's messages to a question and its history."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field

from assistant.chat import Turn
from assistant.conversation.turns import MAX_TURNS
from assistant.text import MAX_QUESTION
from assistant.web.api.chat.text import without_sources
from assistant.web.api.errors import ChatError
from assistant.web.api.requests import Limits

MODEL = "handlaggarassistenten"
MOST_MESSAGES = 1_000


class Lenient(BaseModel):
    """A part of a request that clients fill with more than we read: what is not named here is ignored."""

    model_config = ConfigDict(extra="ignore", use_attribute_docstrings=True, frozen=True)


class Part(Lenient):
    """A part of a message."""

    type: str
    text: str = ""


class Message(Lenient):
    """A message of the chat."""

    role: str
    content: str | list[Part] | None = None


class StreamOptions(Lenient):
    """What a client wants of a stream."""

    include_usage: bool = False


class ChatBody(Lenient):
    """A request for a chat completion. Temperature, tools and the like are ignored: nothing here is drawn by lot."""

    model: str
    messages: list[Message] = Field(min_length=1, max_length=MOST_MESSAGES)
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    n: int | None = 1
    handlaggarassistenten: Limits = Limits()
    """Our own: the documents or the publisher to answer from, and the date that law is judged on."""


def read_chat(messages: Sequence[Message]) -> tuple[str, list[Turn]]:
    """Give the question, which is the last message of the user's, and the turns before it, oldest first.

    Messages of other roles than user and assistant are passed over: what the assistant does is not for instructions to change.

    Raises
    ------
    ChatError
        Where there is no question, or it holds something else than text.
    """
    said = [(message.role, _text(message), message) for message in messages if message.role in {"user", "assistant"}]
    last = next((at for at in range(len(said) - 1, -1, -1) if said[at][0] == "user"), None)
    if last is None:
        raise ChatError(400, "Samtalet har ingen fråga.", "Skicka minst ett meddelande med rollen user.")
    if any(kind != "text" for kind in _kinds(said[last][2])):
        raise ChatError(400, "Frågan innehåller annat än text.", "Assistenten läser bara text, inga bilder eller filer.")
    turns: list[Turn] = []
    for role, text, _ in said[:last]:
        if role == "user":
            turns.append(Turn(text))
        elif turns and not turns[-1].answer:
            turns[-1] = Turn(turns[-1].question, without_sources(text))
    answered = [turn for turn in turns if 0 < len(turn.question.strip()) <= MAX_QUESTION]  # no other was ever answered
    return said[last][1], answered[-MAX_TURNS:]


def _text(message: Message) -> str:
    if isinstance(message.content, list):
        return "\n".join(part.text for part in message.content if part.type == "text")
    return message.content or ""


def _kinds(message: Message) -> list[str]:
    return [part.type for part in message.content] if isinstance(message.content, list) else []
