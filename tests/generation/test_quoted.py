from __future__ import annotations

import pytest

from assistant.generation.quoted import find_quoted

TEXT = "Barn är 14–18 år.\nUtföraren ska, ”när det behövs”, upprätta en plan inom två veckor, om inte särskilda skäl finns."


@pytest.mark.parametrize(
    "quote",
    [
        "Utföraren ska, ”när det behövs”, upprätta en plan",
        "Utföraren  ska,\n”när det behövs”, upprätta en plan",
        'Utföraren ska, "när det behövs", upprätta en plan',
        "”Utföraren ska, ”när det behövs”, upprätta en plan”",
        "upprätta en plan inom två veckor.",
        "… upprätta en plan inom två veckor …",
        "Barn är 14-18 år",
        "år. Utföraren ska",
    ],
)
def test_words_that_are_only_set_otherwise_are_found(quote: str) -> None:
    assert find_quoted(TEXT, quote) is not None


@pytest.mark.parametrize(
    "quote",
    [
        "Utföraren bör, ”när det behövs”, upprätta en plan",
        "utföraren ska, ”när det behövs”, upprätta en plan",
        "Utföraren ska upprätta en plan",
        "Utföraren ska … upprätta en plan",
        "upprätta en plan inom tre veckor.",
        "Barn är 14 18 år",
        "Barn är 1418 år",
        "Barn är 14–18 å.",
        "upprätta en plan inom två veck.",
        "",
        " … ",
        "”.”",
    ],
)
def test_words_that_differ_are_not_found(quote: str) -> None:
    assert find_quoted(TEXT, quote) is None


def test_what_is_found_are_the_words_and_not_the_marks_put_around_them() -> None:
    begin, end = find_quoted(TEXT, "”upprätta en plan inom två veckor.”") or (0, 0)
    assert TEXT[begin:end] == "upprätta en plan inom två veckor"


def test_a_quote_full_of_signs_is_found_in_no_time() -> None:
    assert find_quoted("-" * 5_000, '"' + "- " * 5_000) is None
