"""What the review queue is called in Swedish, in the terminal and on the page."""

from __future__ import annotations

from assistant.review.model import State, Step

STATES = {
    State.WAITING: "Väntar på granskning",
    State.RETURNED: "Åter för granskning",
    State.APPROVED: "Godkänt",
    State.CORRECTED: "Rättat och godkänt",
    State.REJECTED: "Avslaget",
    State.SUPERSEDED: "Ersatt av ett annat svar",
}
STEPS = {
    Step.MARKED_GOOD: "märkt som bra",
    Step.MARKED_WRONG: "märkt som fel",
    Step.APPROVED: "godkänt",
    Step.CORRECTED: "rättat och godkänt",
    Step.REJECTED: "avslaget",
    Step.RETURNED: "åter för granskning",
    Step.SUPERSEDED: "ersatt",
    Step.ERASED: "gallrat",
}
