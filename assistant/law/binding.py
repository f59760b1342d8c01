"""How binding a source is, and what ska, bör, får and kan say in a sentence."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from assistant.documents.model import Binding, LegalReference
from assistant.errors import CorpusError
from assistant.law.registry import shipped_folder, shipped_registry

BINDING_FILE = "binding.toml"
ADVICE_BEFORE = re.compile(r"allmänna råd(?: till| i| om)?(?: \d{1,2} kap\.)? ?\(?$")
ADVICE_REACH = 40


class Modality(StrEnum):
    """What a sentence asks of its reader."""

    DUTY = "ska"
    DUTY_NOT = "ska inte"
    PROHIBITION = "får inte"
    RECOMMENDATION = "bör"
    PERMISSION = "får"
    POSSIBILITY = "kan"

    @property
    def explanation(self) -> str:
        """Say what it means, as a sentence goes on after "betyder": ``”bör” att det är en rekommendation``."""
        return _MODAL_WORDS[self]


_MODAL_WORDS = {
    Modality.DUTY: "”ska” att det är ett krav",
    Modality.DUTY_NOT: "”ska inte” att det är ett krav att låta bli",
    Modality.PROHIBITION: "”får inte” att det är förbjudet",
    Modality.RECOMMENDATION: "”bör” att det är en rekommendation, den som avviker behöver skäl",
    Modality.PERMISSION: "”får” att det är tillåtet, men inget krav",
    Modality.POSSIBILITY: "”kan” att det är en möjlighet, inget krav",
}
# "får" with a noun ("får stöd") says what someone is given; only with a verb after it does it permit.
_INFINITIVES = (
    "ge|ta|bryta|lämna|besluta|bevilja|avstå|bestämma|använda|utse|ändra|förlänga|ske|ingå|meddela|begära|ansöka|göra|"
    "erbjuda|hålla|informera|inleda|överlämna|tillhandahålla"
)
# Order counts where two begin at the same word: "får inte" before "får".
_MODALS = (
    (re.compile(r"\b(?:får|kan|bör|ska) (?:\w+ )?(?:inte|aldrig|ej)\b"), None),
    (re.compile(r"\b(?:ska|skall|måste)\b"), Modality.DUTY),
    (re.compile(r"\bbör\b"), Modality.RECOMMENDATION),
    (re.compile(rf"\bfår (?:(?:dock|även|endast|bara|också|då) )*(?:{_INFINITIVES}|\w+as)\b"), Modality.PERMISSION),
    (re.compile(r"\bkan\b"), Modality.POSSIBILITY),
)


@dataclass(frozen=True, slots=True)
class AdviceRule:
    """A document's own words on how binding a kind of source is for its readers."""

    binding: Binding
    document_id: str
    paragraph_id: str
    quote: str


def binding_of(reference: LegalReference, text: str) -> Binding | None:
    """Tell how binding the cited source is.

    Parameters
    ----------
    reference
        What is cited.
    text
        The text it stands in: "allmänna råd till 7 kap." makes advice of a regulation's number.

    Returns
    -------
    Binding or None
        None where the source is not in the registry.
    """
    statute = shipped_registry().by_number.get(reference.sfs)
    if statute is None:
        return None
    before = " ".join(text[max(0, reference.start - ADVICE_REACH) : reference.start].split(" "))
    if statute.is_regulation and (ADVICE_BEFORE.search(before.lower()) or "allmänna råd" in reference.as_written.lower()):
        return Binding.GENERAL_ADVICE
    return statute.binding


def modalities(sentence: str) -> tuple[Modality, ...]:
    """Name the modal verbs of a sentence in the order they stand, each once.

    Returns
    -------
    tuple of Modality
        ``får inte`` and ``ska inte`` are named as such; "får stöd" and "får del av" are no permissions.
    """
    taken: list[tuple[int, int]] = []
    found: list[tuple[int, Modality]] = []
    for pattern, modality in _MODALS:
        for match in pattern.finditer(sentence.lower()):
            if any(start <= match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            named = modality or _negated(match.group())
            if named:
                found.append((match.start(), named))
    return tuple(dict.fromkeys(modality for _, modality in sorted(found)))


def _negated(words: str) -> Modality | None:
    first = words.split(" ", 1)[0]
    return {"får": Modality.PROHIBITION, "ska": Modality.DUTY_NOT, "bör": Modality.RECOMMENDATION}.get(first)


@cache
def load_rules(folder: Path) -> tuple[AdviceRule, ...]:
    """Read what documents say of binding force; a corpus without the file has no such rules.

    Raises
    ------
    CorpusError
        Where the file cannot be read.
    """
    path = folder / "law" / BINDING_FILE
    if not path.exists():
        return ()
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get("rule", [])
        return tuple(AdviceRule(Binding(row["binding"]), row["document"], row["paragraph"], row["quote"]) for row in rows)
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise CorpusError(
            "Filen corpus/law/binding.toml går inte att läsa.", "Varje [[rule]] behöver binding, document, paragraph och quote."
        ) from error


def advice_rule(document_id: str, binding: Binding) -> AdviceRule | None:
    """Give the paragraph in which a document says how binding a kind of source is, None where it says nothing."""
    for rule in load_rules(shipped_folder()):
        if rule.document_id == document_id and rule.binding is binding:
            return rule
    return None
