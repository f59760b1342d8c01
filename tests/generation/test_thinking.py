from __future__ import annotations

import pytest

from assistant.generation.thinking import WithoutThinking


def passed_on(text: str, size: int) -> str:
    thinking = WithoutThinking()
    return "".join(thinking.feed(text[at : at + size]) for at in range(0, len(text), size)) + thinking.end()


@pytest.mark.parametrize("size", [1, 2, 5, 100])
@pytest.mark.parametrize(
    ("reply", "shown"),
    [
        ('{"sentences": []}', '{"sentences": []}'),
        ("<think>Hm, 5 < 7.</think>{}", "{}"),
        ("\n<think>\nHm\n</think>\n\n{}", "{}"),
        ("<thinking>Hm</thinking> svar", "svar"),
        ("<think></think><think>igen</think>svar", "svar"),
        ("<think>aldrig färdig", ""),
        ("<thi", "<thi"),
        ("<b>svar</b>", "<b>svar</b>"),
        ("svar om <think> och </think>", "svar om <think> och </think>"),
        ("   ", ""),
    ],
)
def test_only_thinking_before_the_answer_is_taken_away(reply: str, shown: str, size: int) -> None:
    assert passed_on(reply, size) == shown
