from __future__ import annotations

import pytest

from assistant.retrieval.parties import Party, parties_in

EXPOSED, USING = Party.EXPOSED, Party.USING


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Kan jag bevilja bistånd till våldsutövaren?", {USING}),
        ("Vad gäller för den som utövat hedersrelaterat våld?", {USING}),
        ("Insatser till den som utsätter någon för våld", {USING}),
        ("Får gärningsmannen veta det?", {USING}),
        ("What help is there for the abuser?", {USING}),
        ("Insatser till den som är utsatt för våld", {EXPOSED}),
        ("Den våldsutsattas ekonomi får inte avgöra.", {EXPOSED}),
        ("Hon har blivit utsatt för psykiskt våld.", {EXPOSED}),
        ("Hur skyddar vi den våldsutsatta från förövaren?", {EXPOSED, USING}),
        ("Vem ska upprätta genomförandeplanen?", set()),
        ("Hen är utsatt för press på jobbet.", set()),
    ],
)
def test_the_sides_of_violence_that_a_text_names(text: str, parties: set[Party]) -> None:
    assert parties_in(text) == parties
