"""Names of laws in running text: abbreviations, full names, numbers, regulations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from assistant.law.registry import Registry, Statute
from assistant.law.tokens import JOINING_WORDS, Tokens

FIRST_SFS_YEAR, LAST_SFS_YEAR = 1600, 2100
SERIES = re.compile(r"[A-ZÅÄÖ]{1,7}(?:-FS|FS)")
ABBREVIATION = re.compile(r"[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{0,5}[A-ZÅÄÖ][a-zåäö]?")
LAW_ENDINGS = tuple(
    stem + ending
    for stem in ("lag", "balk", "förordning", "kungörelse", "stadga", "instruktion", "ordning")
    for ending in ("", "en", "n", "s", "ens", "ns")
)
DEFINITE_ENDINGS = tuple(ending for ending in LAW_ENDINGS if ending.endswith(("en", "ens", "ans")))
UNNAMED = frozenset(
    {"lag", "lagen", "lagens", "balk", "balken", "balkens", "förordning", "förordningen", "förordningens", "kungörelsen"}
    | {"stadgan", "instruktionen", "ordningen", "ordning", "instruktion", "stadga", "kungörelse", "lags", "stadgans"}
)
BACK_WORDS = frozenset({"samma", "nämnda", "sagda"})
BACK_LAWS = frozenset({"lag", "balk", "förordning", "kungörelse", "stadga", "föreskrift", "föreskrifter", "författning"})
NAMED_WORDS = frozenset({"förstnämnda", "sistnämnda"})
OWN_WORDS = frozenset({"denna", "den"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A law as it is named in a text: tokens ``first`` up to ``after``, offsets ``start`` up to ``end``.

    ``sfs`` is empty where the law is unknown. ``stands_alone`` tells whether the mention is a reference by itself,
    ``points_back`` whether it only points to a law named before ("samma lag"). ``namesakes`` are the statutes that share
    the name, where nothing but today's use chose among them.
    """

    first: int
    after: int
    start: int
    end: int
    name: str
    sfs: str
    statute: Statute | None = None
    stands_alone: bool = True
    sections_without_sign: bool = False
    points_back: bool = False
    namesakes: tuple[Statute, ...] = ()


NO_LAW = Mention(0, 0, 0, 0, "", "")


@dataclass
class Names:
    """Recognises the laws of one text; remembers what the text itself defines and which law it named last."""

    registry: Registry
    basis: Mapping[str, str]
    default_sfs: str | None
    defined: dict[str, Mention] = field(default_factory=dict)
    last: Mention | None = None
    before_last: Mention | None = None

    def find(self, tokens: Tokens, index: int, *, adjacent: bool = False) -> Mention | None:
        """Recognise the law that is named at a token.

        Parameters
        ----------
        tokens
            The text.
        index
            The token at which the name would begin.
        adjacent
            Whether a section stands right beside it: then small letters, unknown abbreviations and "samma lag" count too.

        Returns
        -------
        Mention or None
            None where no law is named.
        """
        mention = (
            self._numbered(tokens, index, adjacent=adjacent)
            or self._named(tokens, index)
            or self._abbreviated(tokens, index, adjacent=adjacent)
            or self._generic(tokens, index, adjacent=adjacent)
        )
        if mention is None and adjacent:
            mention = self._back(tokens, index) or self._unknown(tokens, index)
        return mention

    def remember(self, mention: Mention) -> None:
        """Keep the law as the one that "samma lag" will mean."""
        if mention.points_back:
            return
        if self.last is not None and self.last.sfs != mention.sfs:
            self.before_last = self.last
        self.last = mention

    def of_number(self, number: str | None) -> Mention | None:
        """Give a mention without a place for a statute's number (the law that bare references belong to)."""
        if not number:
            return None
        statute = self.registry.by_number.get(number)
        name = statute.short_name if statute else (number if not number[0].isdigit() else f"SFS {number}")
        return Mention(0, 0, 0, 0, name, number, statute)

    def _mention(self, tokens: Tokens, first: int, after: int, statute: Statute | None, name: str, sfs: str) -> Mention:
        return Mention(first, after, tokens.starts[first], tokens.ends[after - 1], name, sfs, statute)

    def _numbered(self, tokens: Tokens, index: int, *, adjacent: bool) -> Mention | None:
        """Recognise ``SOSFS 2014:5``, ``SFS 2018:218``, ``(2001:453)`` and, beside a section, ``1998:204``."""
        word = tokens.word(index)
        first, at = index, index
        if word == "(":
            at = index + 1
        is_series = SERIES.fullmatch(tokens.word(at)) is not None or tokens.low(at) in {"sfs", "sosfs", "hslf-fs"}
        read = read_sfs_number(tokens, at + 1 if is_series else at)
        if read is None:
            return None
        number, after = read
        if word == "(":
            known = is_series or adjacent or number in self.registry.by_number
            if tokens.word(after) != ")" or not known:
                return None  # "Rapport (2019:23)" is no statute
            after += 1
        elif not is_series and not adjacent:
            return None
        series = tokens.word(at).upper()
        sfs = f"{series} {number}" if is_series and series != "SFS" else number
        mention = self.of_number(sfs)
        if mention is None:
            return None
        return replace(
            mention,
            first=first,
            after=after,
            start=tokens.starts[at],
            end=tokens.ends[after - 2 if word == "(" else after - 1],
            stands_alone=is_series or word == "(",
            sections_without_sign=is_series,
        )

    def _named(self, tokens: Tokens, index: int) -> Mention | None:
        low = tokens.low(index)
        table = self.registry.names_by_first_word
        for words, statutes in table.get(low) or table.get(low.removesuffix("s"), ()):
            if not _matches(tokens, index, words):
                continue
            mention = self._chosen(tokens, (index, index + len(words)), statutes, " ".join(words))
            return self._with_number(tokens, mention, statutes, " ".join(words))
        return None

    def _chosen(self, tokens: Tokens, span: tuple[int, int], statutes: tuple[Statute, ...], key: str) -> Mention:
        """Choose among statutes that share a name: what the text has said, else the basis, else today's."""
        chosen = self.registry.resolve(statutes, self.basis, self.default_sfs)
        mention = self._mention(tokens, *span, chosen, (chosen or statutes[0]).short_name, chosen.number if chosen else "")
        known = self.defined.get(key)
        if known:
            return replace(mention, name=known.name, sfs=known.sfs, statute=known.statute)
        is_open = not self.basis and self.default_sfs not in {statute.number for statute in statutes}
        return replace(mention, namesakes=statutes if is_open and len(statutes) > 1 else ())

    def _abbreviated(self, tokens: Tokens, index: int, *, adjacent: bool) -> Mention | None:
        word = tokens.word(index)
        statutes = self.registry.by_abbreviation.get(word)
        if statutes is None and adjacent:
            statutes = self.registry.by_small_abbreviation.get(word.lower())
        if statutes is None:
            return None
        mention = self._chosen(tokens, (index, index + 1), statutes, statutes[0].short_name)
        titled = any(statute.title for statute in statutes)
        mention = replace(
            mention, stands_alone=titled, sections_without_sign=not (mention.statute and mention.statute.chapters)
        )
        return self._with_number(tokens, mention, statutes, "")

    def _generic(self, tokens: Tokens, index: int, *, adjacent: bool) -> Mention | None:
        """Recognise ``lagen (2009:724)``, ``plan- och bygglagen (…)``, and a name that the text has given a number."""
        last = index
        if tokens.word(index).endswith("-") and tokens.low(index + 1) in JOINING_WORDS:
            last = index + 2
        low = tokens.low(last)
        if not low.endswith(LAW_ENDINGS):
            return None
        key = " ".join(tokens.lower[index : last + 1])
        numbered = read_bracketed_number(tokens, last + 1) or read_sfs_number(tokens, last + 1)
        if numbered is None:
            known = self.defined.get(_definite(key))
            if known is None or low in UNNAMED:
                return None
            mention = self._mention(tokens, index, last + 1, known.statute, known.name, known.sfs)
            return self._with_short(tokens, mention)
        number, after = numbered
        base = self.of_number(number)
        if base is None:
            return None
        mention = self._mention(tokens, index, after, base.statute, base.name, number)
        if low not in UNNAMED:
            self.defined[_definite(key)] = mention
        return self._with_short(tokens, mention)

    def _with_number(self, tokens: Tokens, mention: Mention, statutes: tuple[Statute, ...], name: str) -> Mention:
        """Take in the number that follows a name: ``socialtjänstlagen (2001:453)``, ``SoL (2025:400)``."""
        numbered = read_bracketed_number(tokens, mention.after)
        if numbered is None:
            bare = read_sfs_number(tokens, mention.after)
            numbered = bare if bare and any(statute.number == bare[0] for statute in statutes) else None
        if numbered is None:
            return self._with_short(tokens, mention) if name else mention
        number, after = numbered
        statute = self.registry.by_number.get(number)
        short = statute.short_name if statute else mention.name
        mention = replace(mention, after=after, end=tokens.ends[after - 1], name=short, sfs=number, statute=statute)
        mention = replace(mention, stands_alone=True, namesakes=())
        self.defined[name or short] = mention
        if short not in self.basis:
            self.defined[short] = mention  # "socialtjänstlagen (2001:453), SoL": the text says which one it means
        return self._with_short(tokens, mention)

    def _with_short(self, tokens: Tokens, mention: Mention) -> Mention:
        """Take in the abbreviation that follows a name: ``socialtjänstlagen (SoL)``."""
        word = tokens.word(mention.after + 1)
        if tokens.word(mention.after) != "(" or tokens.word(mention.after + 2) != ")":
            return mention
        if mention.name != word and not (mention.statute and word in mention.statute.abbreviations):
            return mention
        self.defined[word] = mention
        after = mention.after + 3
        return replace(mention, after=after, end=tokens.ends[after - 1])

    def _back(self, tokens: Tokens, index: int) -> Mention | None:
        """Recognise ``samma lag``, ``nämnda förordning`` and ``den förstnämnda lagen``: a law that was named before."""
        if tokens.low(index) in BACK_WORDS and tokens.low(index + 1) in BACK_LAWS:
            target = self.last or NO_LAW
        elif tokens.low(index) == "den" and tokens.low(index + 1) in NAMED_WORDS:
            first = tokens.low(index + 1) == "förstnämnda"
            target = (self.before_last if first else None) or self.last or NO_LAW
            return self._at(tokens, index, index + (3 if tokens.low(index + 2) == "lagen" else 2), target)
        elif tokens.low(index) in OWN_WORDS and tokens.low(index + 1) in {"lag", "förordning", "balk"}:
            target = self.of_number(self.default_sfs) or NO_LAW
        else:
            return None
        return self._at(tokens, index, index + 2, target)

    def _at(self, tokens: Tokens, first: int, after: int, target: Mention) -> Mention:
        start, end = tokens.starts[first], tokens.ends[after - 1]
        return replace(target, first=first, after=after, start=start, end=end, points_back=True)

    def _unknown(self, tokens: Tokens, index: int) -> Mention | None:
        """Recognise a law that nothing is known of, beside a section: ``5 § XYZL``, ``23 § påhittadelagen``."""
        word, low = tokens.word(index), tokens.low(index)
        named = low not in UNNAMED and low.endswith(DEFINITE_ENDINGS)
        if named or ABBREVIATION.fullmatch(word):
            return self._mention(tokens, index, index + 1, None, _definite(low) if named else word, "")
        return None


def read_sfs_number(tokens: Tokens, index: int) -> tuple[str, int] | None:
    """Read ``2001:453`` or, of an old statute, ``1736:0123 s. 2``: the number and the index after it."""
    if not (tokens.is_number(index) and tokens.word(index + 1) == ":" and tokens.is_number(index + 2)):
        return None
    year = tokens.word(index)
    if len(year) != 4 or not FIRST_SFS_YEAR <= int(year) < LAST_SFS_YEAR or len(tokens.word(index + 2)) > 5:
        return None
    number, after = f"{year}:{tokens.word(index + 2)}", index + 3
    if tokens.low(after) == "s" and tokens.word(after + 1) == "." and tokens.is_number(after + 2):
        page = tokens.word(after + 2)
        if len(page) == 1:
            return f"{number} s.{page}", after + 3
    return number, after


def read_bracketed_number(tokens: Tokens, index: int) -> tuple[str, int] | None:
    """Read ``(2001:453)``: the number and the index after the closing bracket."""
    if tokens.word(index) != "(":
        return None
    read = read_sfs_number(tokens, index + 1)
    if read is None or tokens.word(read[1]) != ")":
        return None
    return read[0], read[1] + 1


def _definite(name: str) -> str:
    """Give the form that a name is remembered by: definite, not genitive."""
    if name.endswith(("ens", "ns")):
        return name[:-1]
    if name.endswith(("lag", "balk", "förordning", "ordning", "instruktion")):
        return name + "en"
    return name


def _matches(tokens: Tokens, index: int, words: tuple[str, ...]) -> bool:
    last = index + len(words) - 1
    if last > index and tokens.lower[index:last] != list(words[:-1]):
        return False
    return tokens.low(last) in {words[-1], words[-1] + "s"}
