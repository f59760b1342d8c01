"""What is said of a rendering, in Swedish and in its own language: that a machine made it, and which text applies."""

from __future__ import annotations

REASONS = {
    "model": "Språkmodellen svarade inte.",
    "missing": "Språkmodellen gav ingen text för meningen.",
    "form": "Texten hade en form som inte visas.",
    "language": "Texten var inte på rätt språk.",
    "length": "Texten var mycket kortare eller längre än meningen.",
    "number": "Tal, tider eller telefonnummer stämde inte med meningen.",
    "reference": "Lagrum eller lagar stämde inte med meningen.",
    "name": "Namn på myndigheter, verksamheter eller platser stämde inte med meningen.",
    "negation": "Något som nekas i meningen nekades inte i texten, eller tvärtom.",
    "modality": "Det som ska, bör, får eller kan göras stämde inte med meningen.",
    "content": "Ord som avgör vad meningen säger saknades eller hade kommit till.",
    "meaning": "Textens betydelse låg för långt från meningens.",
    "source": "Texten gick inte att belägga i källan.",
}
"""Why a sentence stays as it is, by fault."""

_NAMES = {"english": "engelska", "finnish": "finska"}
_FOREIGN = {
    "plain": "",
    "english": "This is a machine translation. The Swedish text applies.",
    "finnish": "Tämä on konekäännös. Ruotsinkielinen teksti on voimassa.",
}
_FOREIGN_LEFT_OUT = {
    "plain": ("", ""),
    "english": (
        "One sentence could not be translated reliably and is shown in Swedish only.",
        "{n} sentences could not be translated reliably and are shown in Swedish only.",
    ),
    "finnish": (
        "Yhtä virkettä ei voitu kääntää luotettavasti, ja se näytetään vain ruotsiksi.",
        "{n} virkettä ei voitu kääntää luotettavasti, ja ne näytetään vain ruotsiksi.",
    ),
}
_FOREIGN_NONE = {
    "plain": "",
    "english": "The answer could not be translated reliably. It is shown in Swedish only.",
    "finnish": "Vastausta ei voitu kääntää luotettavasti. Se näytetään vain ruotsiksi.",
}


def rendering_notices(language: str, model: str, sentences: int, left_out: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Say what a rendering is.

    Parameters
    ----------
    language
        ``plain``, ``english`` or ``finnish``.
    model
        The language model's name.
    sentences, left_out
        How many sentences the answer has, and how many of them have no rendering.

    Returns
    -------
    tuple
        The notices in Swedish, and the same in the rendering's language (none for plain Swedish).
    """
    if not sentences:
        return ("Det finns inget svar att återge.",), ()
    if left_out == sentences:
        return (_none(language),), _without_empty(_FOREIGN_NONE[language])
    if language == "plain":
        first = (
            f"Texten är svaret på enklare svenska, maskinellt omskrivet av språkmodellen {model}. "
            "Det är svaret ovan som gäller."
        )
    else:
        first = (
            f"Texten är en maskinöversättning till {_NAMES[language]} av språkmodellen {model}. "
            "Det är den svenska texten som gäller."
        )
    one, several = _FOREIGN_LEFT_OUT[language]
    foreign = (one if left_out == 1 else several.format(n=left_out)) if left_out else ""
    return (first, *_left_out(language, left_out)), _without_empty(_FOREIGN[language], foreign)


def _none(language: str) -> str:
    if language == "plain":
        return "Svaret gick inte att återge säkert på enklare svenska. Det står kvar som det är."
    return f"Svaret gick inte att översätta säkert till {_NAMES[language]}. Det står bara på svenska."


def _left_out(language: str, left_out: int) -> tuple[str, ...]:
    if not left_out:
        return ()
    which = "En mening" if left_out == 1 else f"{left_out} meningar"
    if language == "plain":
        return (f"{which} gick inte att skriva om säkert och står kvar som i svaret.",)
    return (f"{which} gick inte att översätta säkert och står bara på svenska.",)


def _without_empty(*texts: str) -> tuple[str, ...]:
    return tuple(text for text in texts if text)
