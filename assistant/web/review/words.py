"""What the pages of Granskning say: states with their form, steps, and what has been done."""

from __future__ import annotations

from assistant.review.export import Form
from assistant.review.model import State, Step
from assistant.review.words import STATES
from assistant.web.words import State as Look

LOOKS = {
    State.WAITING: Look("neutral", "question", STATES[State.WAITING]),
    State.RETURNED: Look("caution", "back", STATES[State.RETURNED]),
    State.APPROVED: Look("ok", "check", STATES[State.APPROVED]),
    State.CORRECTED: Look("ok", "check", STATES[State.CORRECTED]),
    State.REJECTED: Look("stop", "stop", STATES[State.REJECTED]),
    State.SUPERSEDED: Look("neutral", "arrow", STATES[State.SUPERSEDED]),
}
STEPS = {
    Step.MARKED_GOOD: "Märkt som bra",
    Step.MARKED_WRONG: "Märkt som fel",
    Step.APPROVED: "Godkänt",
    Step.CORRECTED: "Rättat och godkänt",
    Step.REJECTED: "Avslaget",
    Step.RETURNED: "Åter i kön",
    Step.SUPERSEDED: "Ersatt av ett annat svar",
    Step.ERASED: "Gallrat",
}
MARKS = (Step.MARKED_GOOD, Step.MARKED_WRONG)
DONE = {
    "godkant": "Svaret är godkänt. Den som ställer samma fråga får det härifrån och framåt.",
    "rattat": "Det rättade svaret är sparat och godkänt. Den som ställer samma fråga får det härifrån och framåt.",
    "avslaget": "Svaret är avslaget och används inte.",
}
"""What stands at the top after a decision, by what the address ends with."""

EXPORTS = {
    Form.ANSWERS: ("Alla märkta svar", "Frågor, svar, källor, läge och antal märkningar, som ”assistant review show --json”."),
    Form.HISTORY: ("Historik", "Varje steg: vad, när, med vilken roll, med vilken anteckning, och vad som har gallrats."),
    Form.EVALS: ("Testfrågor", "Godkända svar som frågor till utvärderingen av assistenten."),
    Form.QUESTIONS: ("Typiska frågor", "Godkända svar som typiska frågor till dokumenten."),
}
