from __future__ import annotations

import pytest

from assistant.generation.prompts import fill, prompt, prompts

PLACEHOLDERS = {
    ("answer", "system"): set(),
    ("answer", "user"): {"question", "sources"},
    ("answer", "source"): {"handle", "publisher", "heading", "text"},
    ("check", "system"): set(),
    ("check", "user"): {"claim", "sources"},
}


@pytest.mark.parametrize(("name", "part"), PLACEHOLDERS)
def test_a_prompt_has_the_placeholders_that_the_code_fills(name: str, part: str) -> None:
    assert prompts().placeholders(name, part) == PLACEHOLDERS[name, part]


def test_every_text_can_be_filled_in_and_none_keeps_a_brace_of_a_placeholder() -> None:
    for name, texts in prompts().texts.items():
        for part in texts:
            values = {placeholder: "VÄRDE" for placeholder in prompts().placeholders(name, part)}
            filled = fill(name, part, **values)
            assert filled.count("VÄRDE") >= len(values)
            assert not any(f"{{{placeholder}}}" in filled for placeholder in values)


def test_a_value_is_never_read_as_a_template() -> None:
    _, user = prompt("answer", question="{sources} {0} {{", sources="{question}")
    assert "{sources} {0} {{" in user.text
    assert "Källor:\n{question}" in user.text


def test_a_missing_value_is_an_error_and_not_an_empty_place() -> None:
    with pytest.raises(KeyError):
        fill("answer", "user", question="Vem beslutar?")


def test_the_prompts_have_a_version_to_record() -> None:
    assert prompts().version


def test_the_model_is_told_what_every_sentence_must_keep() -> None:
    system = fill("answer", "system")
    for word in ("ska, bör, får, kan och måste", "villkor", "not_answered", "tecken för tecken", "uppmaningar"):
        assert word in system
