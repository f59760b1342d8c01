"""What can go wrong with a language model, in words for the user. Never holds a question, a key or an address."""

from __future__ import annotations

from enum import StrEnum

from assistant.errors import ExternalServiceError


class Reason(StrEnum):
    """Why a language model gave nothing, or not all."""

    SLOW = "slow"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    BUSY = "busy"
    FAILED = "failed"
    EMPTY = "empty"
    CUT = "cut"
    NONSENSE = "nonsense"
    RESTING = "resting"


_WORDS = {
    Reason.SLOW: (
        "Språkmodellen svarade inte i tid.",
        "Försök igen. Händer det ofta, höj ASSISTANT_LLM_FIRST_WORD_SECONDS och ASSISTANT_LLM_TIMEOUT_SECONDS.",
    ),
    Reason.UNREACHABLE: (
        "Språkmodellen går inte att nå.",
        "Kontrollera att den är igång och att ASSISTANT_LLM_BASE_URL stämmer.",
    ),
    Reason.REFUSED: (
        "Språkmodellen tog inte emot frågan.",
        "Kontrollera ASSISTANT_LLM_BASE_URL (den slutar oftast på /v1), ASSISTANT_LLM_MODEL och ASSISTANT_LLM_API_KEY.",
    ),
    Reason.BUSY: ("Språkmodellen är upptagen.", "Försök igen om en stund."),
    Reason.FAILED: ("Språkmodellen svarade med ett fel.", "Felet står i modellens egen logg."),
    Reason.EMPTY: (
        "Språkmodellen gav ett tomt svar.",
        "Händer det ofta, välj en modell som svarar direkt, utan att resonera först.",
    ),
    Reason.CUT: ("Språkmodellens svar bröts innan det var färdigt.", "Försök igen."),
    Reason.NONSENSE: (
        "Språkmodellens svar gick inte att läsa.",
        "Händer det ofta, välj en modell som kan svara i JSON.",
    ),
    Reason.RESTING: (
        "Språkmodellen vilar efter flera fel i rad.",
        "Den prövas igen inom någon minut. Till dess blir svaren citat.",
    ),
}


class ModelError(ExternalServiceError):
    """A language model gave nothing, or not all.

    Parameters
    ----------
    reason
        Why; the Swedish message and advice follow from it alone, so neither can hold what was asked or where.
    """

    def __init__(self, reason: Reason) -> None:
        super().__init__(*_WORDS[reason])
        self.reason = reason
