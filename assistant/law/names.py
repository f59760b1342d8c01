"""Names of laws in running text: abbreviations, full names, numbers, regulations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.law.mentions import (
    ABBREVIATION,
    BACK_LAWS,
    BACK_WORDS,
    DEFINITE_ENDINGS,
    LAW_ENDINGS,
    NAME_ENDINGS,
    NAMED_WORDS,
    NO_LAW,
    OWN_WORDS,
    UNNAMED,
    Mention,
    is_series,
    read_bracketed_number,
    read_sfs_number,
)
from assistant.law.registry import Registry, Statute
from assistant.law.titles import matches, title_end
from assistant.law.tokens import DIGITS, JOINING_WORDS, Tokens


@dataclass
class Names:
    """Recognises the laws of one text; remembers what the text itself defines and which law it named last."""

    registry: Registry
    basis: Mapping[str, str]
    default_sfs: str | None
    defined: dict[str, Mention] = field(default_factory=dict)
    last: Mention | None = None
    before_last: Mention | None = None
    chosen: dict[tuple[str, str], Mention] = field(default_factory=dict)
    beginnings: dict[str, tuple[bool, bool]] = field(default_factory=dict)

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
        word = tokens.at[index]
        alone, beside = self.beginnings.get(word) or self.beginnings.setdefault(word, self._begins(word))
        if not (beside if adjacent else alone):
            return None
        mention = (
            self._numbered(tokens, index, adjacent=adjacent)
            or self._named(tokens, index)
            or self._abbreviated(tokens, index, adjacent=adjacent)
            or self._generic(tokens, index)
        )
        if mention is None and adjacent:
            mention = self._back(tokens, index) or self._unknown(tokens, index)
        return mention

    def _begins(self, word: str) -> tuple[bool, bool]:
        """Tell whether a law's name can begin with a word, by itself and beside a section; asked once a word and text."""
        low = word.lower()
        names = self.registry.names_by_first_word
        alone = (
            word == "("
            or word in self.registry.by_abbreviation
            or low in names
            or low.removesuffix("s") in names
            or low.endswith(NAME_ENDINGS)
            or is_series(word)
        )
        beside = (
            low[:1] in DIGITS
            or low in self.registry.by_small_abbreviation
            or low in BACK_WORDS
            or low in OWN_WORDS
            or ABBREVIATION.fullmatch(word) is not None
        )
        return alone, alone or beside

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
        word = tokens.at[index]
        first, at = index, index
        if word == "(":
            at = index + 1
        has_series = is_series(tokens.at[at])
        read = read_sfs_number(tokens, at + 1 if has_series else at)
        if read is None:
            return None
        number, after = read
        if word == "(":
            known = has_series or adjacent or number in self.registry.by_number
            if tokens.at[after] != ")" or not known:
                return None  # "Rapport (2019:23)" is no statute
            after += 1
        elif not has_series and not adjacent:
            return None
        series = tokens.at[at].upper()
        sfs = f"{series} {number}" if has_series and series != "SFS" else number
        mention = self.of_number(sfs)
        if mention is None:
            return None
        return mention._replace(
            first=first,
            after=after,
            start=tokens.starts[at],
            end=tokens.ends[after - 2 if word == "(" else after - 1],
            stands_alone=has_series or word == "(",
            sections_without_sign=has_series,
        )

    def _named(self, tokens: Tokens, index: int) -> Mention | None:
        low = tokens.low_at[index]
        table = self.registry.names_by_first_word
        for words, statutes in table.get(low) or table.get(low.removesuffix("s"), ()):
            if not matches(tokens, index, words):
                continue
            mention = self._chosen(tokens, (index, index + len(words)), statutes, " ".join(words))
            return self._with_number(tokens, mention, statutes, " ".join(words))
        return None

    def _chosen(
        self, tokens: Tokens, span: tuple[int, int], statutes: tuple[Statute, ...], key: str, *, is_short: bool = False
    ) -> Mention:
        """Choose among statutes that share a name: what the text has said, else the basis, else today's."""
        first, after = span
        start, end = tokens.starts[first], tokens.ends[after - 1]
        word = (tokens.words[first], key)
        law = self.chosen.get(word)
        if law is None:
            law = self.chosen[word] = self._choice(statutes, self.defined.get(key), is_short=is_short)
        return Mention(first, after, start, end, *law[4:])

    def _choice(self, statutes: tuple[Statute, ...], known: Mention | None, *, is_short: bool) -> Mention:
        """Choose a statute; the choice holds until the text gives a law a number."""
        if known:
            law = NO_LAW._replace(name=known.name, sfs=known.sfs, statute=known.statute)
        else:
            statute = self.registry.resolve(statutes, self.basis, self.default_sfs)
            is_open = not self.basis and self.default_sfs not in {one.number for one in statutes}
            law = NO_LAW._replace(
                name=(statute or statutes[0]).short_name,
                sfs=statute.number if statute else "",
                statute=statute,
                namesakes=statutes if is_open and len(statutes) > 1 else (),
            )
        if not is_short:
            return law
        has_title = any(statute.title for statute in statutes)
        return law._replace(stands_alone=has_title, sections_without_sign=not (law.statute and law.statute.chapters))

    def _define(self, name: str, mention: Mention) -> None:
        """Keep what the text says that a name means; choices made before no longer hold."""
        before = self.defined.get(name)
        self.defined[name] = mention
        if before is None or (before.name, before.sfs) != (mention.name, mention.sfs):
            self.chosen.clear()

    def _abbreviated(self, tokens: Tokens, index: int, *, adjacent: bool) -> Mention | None:
        word = tokens.at[index]
        statutes = self.registry.by_abbreviation.get(word)
        if statutes is None and adjacent:
            statutes = self.registry.by_small_abbreviation.get(word.lower())
        if statutes is None:
            return None
        mention = self._chosen(tokens, (index, index + 1), statutes, statutes[0].short_name, is_short=True)
        return self._with_number(tokens, mention, statutes, "")

    def _generic(self, tokens: Tokens, index: int) -> Mention | None:
        """Recognise ``lagen (2009:724)``, ``plan- och bygglagen (…)``, and a name that the text has given a number."""
        last = index
        if tokens.at[index].endswith("-") and tokens.low_at[index + 1] in JOINING_WORDS:
            last = index + 2
        low = tokens.low_at[last]
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
        after = title_end(tokens, after, base.statute)
        mention = self._mention(tokens, index, after, base.statute, base.name, number)
        if low not in UNNAMED:
            self._define(_definite(key), mention)
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
        mention = mention._replace(after=after, end=tokens.ends[after - 1], name=short, sfs=number, statute=statute)
        mention = mention._replace(stands_alone=True, namesakes=())
        self._define(name or short, mention)
        if short not in self.basis:
            self._define(short, mention)  # "socialtjänstlagen (2001:453), SoL": the text says which one it means
        return self._with_short(tokens, mention)

    def _with_short(self, tokens: Tokens, mention: Mention) -> Mention:
        """Take in the abbreviation that follows a name: ``socialtjänstlagen (SoL)``."""
        word = tokens.at[mention.after + 1]
        if tokens.at[mention.after] != "(" or tokens.at[mention.after + 2] != ")":
            return mention
        if mention.name != word and not (mention.statute and word in mention.statute.abbreviations):
            return mention
        self._define(word, mention)
        after = mention.after + 3
        return mention._replace(after=after, end=tokens.ends[after - 1])

    def _back(self, tokens: Tokens, index: int) -> Mention | None:
        """Recognise ``samma lag``, ``nämnda förordning`` and ``den förstnämnda lagen``: a law that was named before."""
        if tokens.low_at[index] in BACK_WORDS and tokens.low_at[index + 1] in BACK_LAWS:
            target = self.last or NO_LAW
        elif tokens.low_at[index] == "den" and tokens.low_at[index + 1] in NAMED_WORDS:
            first = tokens.low_at[index + 1] == "förstnämnda"
            target = (self.before_last if first else None) or self.last or NO_LAW
            return self._at(tokens, index, index + (3 if tokens.low_at[index + 2] == "lagen" else 2), target)
        elif tokens.low_at[index] in OWN_WORDS and tokens.low_at[index + 1] in {"lag", "förordning", "balk"}:
            target = self.of_number(self.default_sfs) or NO_LAW
        else:
            return None
        return self._at(tokens, index, index + 2, target)

    def _at(self, tokens: Tokens, first: int, after: int, target: Mention) -> Mention:
        start, end = tokens.starts[first], tokens.ends[after - 1]
        return target._replace(first=first, after=after, start=start, end=end, points_back=True)

    def _unknown(self, tokens: Tokens, index: int) -> Mention | None:
        """Recognise a law that nothing is known of, beside a section: ``5 § XYZL``, ``23 § påhittadelagen``."""
        word, low = tokens.at[index], tokens.low_at[index]
        named = low not in UNNAMED and low.endswith(DEFINITE_ENDINGS)
        if named or ABBREVIATION.fullmatch(word):
            return self._mention(tokens, index, index + 1, None, _definite(low) if named else word, "")
        return None


def _definite(name: str) -> str:
    """Give the form that a name is remembered by: definite, not genitive."""
    if name.endswith(("ens", "ns")):
        return name[:-1]
    if name.endswith(("lag", "balk", "förordning", "ordning", "instruktion")):
        return name + "en"
    return name
