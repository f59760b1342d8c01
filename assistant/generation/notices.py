"""What is said of the language model's part in an answer."""

from __future__ import annotations

from assistant.generation.endpoint import Endpoint, ModelError, Reason
from assistant.generation.reply import Completeness
from assistant.generation.writer import Written

QUOTES_INSTEAD = "Svaret är riktlinjernas egna ord."


def written_notices(written: Written, endpoint: Endpoint) -> tuple[str, ...]:
    """Say what the model wrote, what was left out, and why there are quotes where there are."""
    trouble = ModelError(written.trouble).message if written.trouble else ""
    if written.is_stopped:
        trouble = "Svaret stoppades innan det var klart."
    if written.completeness is Completeness.NOT_ANSWERED:
        return (f"Språkmodellen fann inget svar i källorna. {QUOTES_INSTEAD} Kontrollera att de svarar på frågan.",)
    if not written.stands:
        if not trouble and written.dropped:
            trouble = "Det som språkmodellen skrev gick inte att belägga i källorna och visas inte."
        return (f"{trouble or ModelError(Reason.EMPTY).message} {QUOTES_INSTEAD}",)
    notices = [
        f"Svaret är skrivet av språkmodellen {endpoint.model} ({endpoint.where}). Varje mening är maskinellt kontrollerad mot "
        "sin källa; är något oklart gäller citatets ord."
    ]
    if left_out := sum(written.dropped.values()):
        one = left_out == 1
        notices.append(
            f"{'En mening' if one else f'{left_out} meningar'} gick inte att belägga och har utelämnats. "
            "Där källans egna ord var kända visas de i stället."
        )
    if trouble:
        notices.append(f"{trouble} Svaret kan därför sakna något. Läs citaten.")
    return tuple(notices)
