"""What the figures are called in the Swedish report, and what they say."""

from __future__ import annotations

from evals.failures import Trouble

FIGURES: dict[str, tuple[str, str]] = {
    "hit_at_1": ("Rätt stycke först", "Andel frågor där ett stycke som svarar kommer först i sökningen."),
    "hit_at_5": ("Rätt stycke bland fem", "Andel frågor där ett stycke som svarar är bland de fem första."),
    "mrr_at_10": ("MRR", "Medel av 1 delat med platsen för det första rätta stycket, bland tio."),
    "ndcg_at_10": ("nDCG", "Hur högt de rätta styckena ligger bland tio, 1 är bäst möjliga ordning."),
    "all_at_5": ("Alla stycken bland fem", "Frågor som kräver flera stycken: andelen av dem bland de fem första."),
    "reference_recall": ("Lagrum, täckning", "Andel av de lagrum som hör till svaret som svaret anger, med rätt lag."),
    "reference_recall_found": ("Lagrum, täckning när stycket citeras", "Som raden före, där ett rätt stycke citeras."),
    "reference_precision": ("Lagrum, precision", "Andel av svarets lagrum som hör till svaret enligt facit."),
    "law_in_force_recall": ("Gällande lag, täckning", "Andel av lagrummen för vilka svaret anger var det står i gällande lag."),
    "law_in_force_precision": ("Gällande lag, precision", "Andel av det som svaret kallar gällande lag som är det."),
    "fact_recall": ("Fakta i svaret", "Andel av de uppgifter ett rätt svar har som står ordagrant i svaret eller ett citat."),
    "citation_precision": ("Källor, precision", "Andel av citaten vars stycke bär en uppgift som det frågas efter."),
    "citation_recall": ("Källor, täckning", "Andel av det som behövs som något citerat stycke bär."),
    "verbatim": ("Ordagranna citat", "Andel av citaten som står ordagrant i dokumentet."),
    "answered_share": ("Besvarade av dem som har svar", "Andel frågor med svar i dokumenten som besvaras."),
    "refusal_precision": ("Rätt att avböja", "Andel av de avböjda frågorna som saknar svar i dokumenten."),
    "refusal_recall": ("Avböjda av dem utan svar", "Andel frågor utan svar i dokumenten som avböjs."),
    "refusal_recall_other_topic": ("… om annat", "Frågor om helt andra ämnen."),
    "refusal_recall_near_miss": ("… nära ämnet", "Frågor med rätt ord, om något som dokumenten inte säger."),
    "high_confidence_answerable": ("Hög säkerhet, har svar", "Andel frågor med svar som besvaras med hög säkerhet."),
    "high_confidence_near_miss": ("Hög säkerhet, nära ämnet utan svar", "Andel som besvaras med hög säkerhet. Ska vara låg."),
    "brier": ("Brier", "Medel av (sannolikhet − utfall) i kvadrat. 0 är bäst."),
    "ece": ("Kalibreringsfel (ECE)", "Medelavstånd mellan sagd sannolikhet och verklig andel, i tio klasser. 0 är bäst."),
    "auroc": ("AUROC", "Sannolikheten att en fråga med svar får högre värde än en utan. 1 är bäst."),
    "milliseconds_p50": ("Tid för ett svar, median (ms)", "På datorn som mätte."),
    "milliseconds_p95": ("Tid för ett svar, 95:e percentilen (ms)", "På datorn som mätte."),
    "retrieve_milliseconds_p50": ("varav sökning, median (ms)", "Enligt produktens egen tidtagning."),
    "answer_milliseconds_p50": ("varav svar, median (ms)", "Enligt produktens egen tidtagning."),
    "answer_characters_p50": ("Svarets längd, median (tecken)", "Det korta svaret utan citatens ram."),
    "later_turns_hit_at_1": ("Följdfrågor, rätt stycke först", "Andra och senare frågor i samtal."),
    "later_turns_hit_at_5": ("Följdfrågor, rätt stycke bland fem", "Andra och senare frågor i samtal."),
    "later_turns_mrr_at_10": ("Följdfrågor, MRR", "Andra och senare frågor i samtal."),
    "later_turns_fact_recall": ("Följdfrågor, fakta i svaret", "Andra och senare frågor i samtal."),
    "later_turns_reference_recall": ("Följdfrågor, lagrum, täckning", "Andra och senare frågor i samtal."),
    "later_turns_certain": (
        "Följdfrågor, hög säkerhet",
        "Andra och senare frågor i samtal som har svar: andel som besvaras med hög säkerhet.",
    ),
    "later_turns_certain_unanswered": (
        "Följdfrågor utan svar, hög säkerhet",
        "Andra och senare frågor i samtal utan svar i dokumenten. Ska vara låg.",
    ),
    "later_turns_certain_in_order": (
        "Följdfrågor, rätt av de säkra",
        "Andra och senare frågor i samtal som besvaras med hög säkerhet: andel där det som frågas står med.",
    ),
    "first_turns_hit_at_1": ("Första frågan, rätt stycke först", "Frågor som inleder samtal."),
    "first_turns_hit_at_5": ("Första frågan, rätt stycke bland fem", "Frågor som inleder samtal."),
    "first_turns_mrr_at_10": ("Första frågan, MRR", "Frågor som inleder samtal."),
    "first_turns_fact_recall": ("Första frågan, fakta i svaret", "Frågor som inleder samtal."),
    "first_turns_reference_recall": ("Första frågan, lagrum, täckning", "Frågor som inleder samtal."),
    "first_turns_certain": (
        "Första frågan, hög säkerhet",
        "Frågor som inleder samtal som har svar: andel som besvaras med hög säkerhet.",
    ),
    "first_turns_certain_unanswered": (
        "Första frågan utan svar, hög säkerhet",
        "Frågor som inleder samtal utan svar i dokumenten. Ska vara låg.",
    ),
    "first_turns_certain_in_order": (
        "Första frågan, rätt av de säkra",
        "Frågor som inleder samtal som besvaras med hög säkerhet: andel där det som frågas står med.",
    ),
}
"""For each figure its Swedish name and one sentence on what it is."""

DIMENSIONS = {
    "style": "Efter stil",
    "role": "Efter roll",
    "chapter": "Efter kapitel",
    "document": "Efter dokument",
    "kind": "Efter slag av fråga",
    "lean": "Efter hur frågan hänger ihop med de förra",
}

VALUES = {
    "plain": "rakt på",
    "paraphrase": "andra ord",
    "scenario": "beskriver en situation",
    "colloquial": "talspråk",
    "typo": "stavfel",
    "keyword": "sökord",
    "english": "engelska",
    "answerable": "ett stycke svarar",
    "multi": "flera stycken behövs",
    "near_miss": "nära ämnet, utan svar",
    "other_topic": "annat ämne",
    "first": "första frågan",
    "new": "nytt ämne",
    "pronoun": "pronomen",
    "ellipsis": "utelämnade ord",
    "place": "en annan kommun",
    "age": "en annan ålder",
    "condition": "ett villkor läggs till",
    "source": "frågar var det står",
    "high": "hög säkerhet",
    "medium": "medelhög säkerhet",
    "low": "låg säkerhet",
    "refused": "avböjd",
    "-": "inget dokument",
}

TROUBLES = {
    Trouble.ANSWERED_WITHOUT: "Besvarade, fast dokumenten inte svarar",
    Trouble.REFUSED: "Avböjda, fast dokumenten svarar",
    Trouble.NOT_FOUND: "Rätt stycke är inte bland de fem första",
    Trouble.FACTS: "Rätt stycke, men en uppgift saknas i svaret",
    Trouble.NOT_FIRST: "Rätt svar, men rätt stycke kommer inte först",
    Trouble.OTHER: "Rätt svar, med anmärkning på lagrum eller källor",
}


def name_of(figure: str) -> str:
    """Give a figure's Swedish name; ``style.paraphrase.hit_at_5`` becomes "Rätt stycke bland fem, andra ord"."""
    *place, last = figure.split(".")
    name = FIGURES.get(last, (last, ""))[0]
    return ", ".join((name, *(VALUES.get(value, value) for value in place[1:])))


def number(value: float, decimals: int = 3) -> str:
    """Write a number with a decimal comma."""
    return f"{value:.{decimals}f}".replace(".", ",")
