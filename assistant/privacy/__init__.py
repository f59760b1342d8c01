"""Personal data in what a user types: found, named, and taken out before anything else sees the text.

`find_personal_data` looks through a text, `stops` tells whether what was found is sure enough to stop the question,
`mask` and `suggest_without` give the question back without it and `describe` says what it was, never repeating it.

Reading order: `model`, `view` (the text with its disguises removed), `identity`, `reach` (telephone and e-mail),
`address`, `cases`, `vocabulary`, `names`, `find`, `wording`.
"""

from assistant.privacy.find import contacts_in, find_personal_data
from assistant.privacy.model import Finding, PersonalDataKind
from assistant.privacy.wording import describe, mask, stops, suggest_without, without_masks

__all__ = [
    "Finding",
    "PersonalDataKind",
    "contacts_in",
    "describe",
    "find_personal_data",
    "mask",
    "stops",
    "suggest_without",
    "without_masks",
]
