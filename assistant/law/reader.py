"""Walks once through a text's tokens and collects its legal references; `assistant.law.grammar` is the way in."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.documents.model import LegalReference
from assistant.law.canonical import canonical
from assistant.law.chains import Part, read_chain, read_pairs, read_signed, with_unsigned_section
from assistant.law.mentions import LAW_ENDINGS, NO_LAW, SERIES, Mention, read_sfs_number
from assistant.law.merged import order_by_age, read_merged, starts_before
from assistant.law.names import Names
from assistant.law.numbers import WHOLE_SECTION, read_number, read_numbers
from assistant.law.registry import Statute
from assistant.law.sections import load_sections
from assistant.law.sources import STARTERS, read_source
from assistant.law.tokens import CHAPTER_WORDS, DASHES, DIGITS, JOINING_WORDS, SECTION_SIGN, Tokens

ELLIPTICAL_LAWS = frozenset({"lagens", "förordningens", "balkens", "föreskrifternas"})
START_ENDINGS = (*LAW_ENDINGS, "fs", "-")
AFTER_NUMBER = CHAPTER_WORDS | JOINING_WORDS | DASHES | {SECTION_SIGN, ",", ":", "/", "till"}
LINKING_WORDS = frozenset({"i", "av"})
NO_NUMBER = "Numret på föreskriften ({series}) saknas i texten."


class Reader:
    """Walks once through the tokens; each step reads one chain, law or source and gives the index after it."""

    def __init__(self, tokens: Tokens, names: Names) -> None:
        self.tokens = tokens
        self.names = names
        self.found: list[LegalReference] = []
        self.fitting: dict[tuple[str, tuple[tuple[str | None, str | None], ...]], Statute | None] = {}

    def starts(self) -> list[int]:
        """Give the tokens at which a reference may begin; one quick pass, since most words begin none."""
        registry = self.names.registry
        words = {*registry.names_by_first_word, *registry.by_small_abbreviation, *STARTERS, SECTION_SIGN, "("}
        starting = {low for low in set(self.tokens.lower) if low[0] in DIGITS or low in words or low.endswith(START_ENDINGS)}
        return [index for index, low in enumerate(self.tokens.lower) if low in starting]

    def step(self, index: int) -> int:
        """Read what begins at a token.

        Returns
        -------
        int
            The index after it; the next token's where nothing begins.
        """
        word = self.tokens.words[index]
        if word[0] in DIGITS:
            return self._at_number(index)
        if word == SECTION_SIGN:
            return self._at_sign(index)
        source = read_source(self.tokens, index)
        if source:
            self.found += source[0]
            return source[1]
        mention = self.names.find(self.tokens, index) or self._typed_law(index)
        if mention:
            return self._at_law(mention)
        if self.tokens.lower[index] in ELLIPTICAL_LAWS:
            return self._at_elliptical(index)
        self._note_series_without_number(index)
        return index + 1

    def _at_number(self, index: int) -> int:
        tokens = self.tokens
        if tokens.is_glued(index) and tokens.at[index - 1][-1].isalpha():
            return index + 1  # the mark of a footnote
        following = tokens.low_at[index + 1]
        if following not in AFTER_NUMBER and not (len(following) == 1 and following.isalpha()):
            return index + 1
        if read_sfs_number(tokens, index):
            return self._at_bare_number(index)
        chain = read_chain(tokens, index)
        if chain:
            return self._at_chain(chain)
        pairs = read_pairs(tokens, index)
        law = self._law_after(pairs[-1].after) if pairs and all(part.sections for part in pairs) else None
        if law:
            self._emit(pairs, law, tokens.starts[index], law.end)
            return law.after
        after = pairs[-1].after if pairs else read_numbers(tokens, index)[1]
        return max(after, index + 1)

    def _at_bare_number(self, index: int) -> int:
        """Read ``1998:204 5 §``; a number with nothing beside it counts only where it is the whole text."""
        mention = self.names.find(self.tokens, index, adjacent=True)
        if mention is None:
            return index + 3
        if len(self.tokens) == mention.after - mention.first or self._sections_after(mention):
            return self._at_law(mention._replace(stands_alone=True))
        return mention.after

    def _at_sign(self, index: int) -> int:
        """Read ``§ 25 FL``, as minutes and people write it."""
        part = read_signed(self.tokens, index)
        law = self._law_after(part.after) if part else None
        if part is None or law is None or not law.sfs:
            return index + 1
        self._emit([part], law, self.tokens.starts[index], law.end)
        return law.after

    def _at_chain(self, chain: list[Part]) -> int:
        law = self._law_after(chain[-1].after)
        unsigned = with_unsigned_section(self.tokens, chain[-1]) if law is None else None
        if unsigned and (named := self._law_after(unsigned.after)) and named.sfs:
            law, chain = named, [*chain[:-1], unsigned]
        if law is None:
            self._emit(chain, self.names.of_number(self.names.default_sfs), None, None)
            return chain[-1].after
        newer = self._glued_regulation(law)
        if newer:
            return self._emit_merged(chain, (law, newer), None)
        self._emit(chain, law, None, law.end)
        return law.after

    def _at_law(self, mention: Mention) -> int:
        glued = self._glued_regulation(mention)
        if glued:
            return self._emit_merged([], (mention, glued), mention.start)
        merged = self._advice_of_two(mention)
        if merged:
            return merged
        sections = self._sections_after(mention)
        if sections and self._law_after(sections[-1].after) is None:
            self._emit(sections, mention, mention.start, None)
            return sections[-1].after
        self.names.remember(mention)
        spelled = self._spelled_out(mention)
        if spelled:
            return self._at_law(spelled)
        if mention.stands_alone:
            self._add(mention, None, None, mention.start, mention.end)
        return mention.after

    def _at_elliptical(self, index: int) -> int:
        """Read "lagens 3 kap.": the law that was named last, or the text's own."""
        chain = read_chain(self.tokens, index + 1)
        if not chain:
            return index + 1
        law = self.names.last or self.names.of_number(self.names.default_sfs)
        self._emit(chain, law, self.tokens.starts[index], None)
        return chain[-1].after

    def _law_after(self, index: int) -> Mention | None:
        """Find the law that stands right after a section, with "i" or a bracket between at most."""
        tokens = self.tokens
        if tokens.low_at[index] in LINKING_WORDS:
            index += 1
        law = self.names.find(tokens, index, adjacent=True)
        if law is None and tokens.at[index] == "(":
            inner = self.names.find(tokens, index + 1, adjacent=True)
            if inner and tokens.at[inner.after] == ")":
                return inner._replace(after=inner.after + 1, end=tokens.ends[inner.after])
        return law

    def _sections_after(self, mention: Mention) -> list[Part]:
        """Read the sections that stand right after a law: ``SoL 14:1``, ``avtalslagen 36 §``, ``FL 25``."""
        tokens, index = self.tokens, mention.after
        if tokens.at[index] == ",":
            index += 1
        signed = read_signed(tokens, index)
        if signed:
            return [signed]
        if not tokens.is_number(index) or read_sfs_number(tokens, index):
            return []
        parts = read_pairs(tokens, index) or read_chain(tokens, index)
        if parts or index != mention.after or not mention.sections_without_sign:
            return parts
        number = read_number(tokens, index)
        if number and (tokens.low_at[number[1]] in {"", ",", ".", ";", ")"} or tokens.low_at[number[1]] in JOINING_WORDS):
            return [Part(index, number[1], None, (number[0],))]
        return []

    def _typed_law(self, index: int) -> Mention | None:
        """Find an abbreviation in small letters, as people type it, where a section follows: "brb 12:1"."""
        if self.tokens.lower[index] not in self.names.registry.by_small_abbreviation:
            return None
        mention = self.names.find(self.tokens, index, adjacent=True)
        if mention is None or not self._sections_after(mention):
            return None
        return mention._replace(stands_alone=False, sections_without_sign=False)

    def _spelled_out(self, mention: Mention) -> Mention | None:
        """Join an abbreviation and the law's own title, as a list of abbreviations has them: FL Förvaltningslag (2017:900)."""
        if mention.after - mention.first != 1 or mention.statute is None:
            return None
        if self.tokens.at[mention.after] in self.names.registry.by_abbreviation:
            return None  # a title is no abbreviation
        title = self.names.find(self.tokens, mention.after)
        if title is None or title.sfs != mention.sfs or ")" not in self.tokens.words[title.first : title.after]:
            return None
        return title._replace(first=mention.first, start=mention.start)

    def _glued_regulation(self, mention: Mention) -> Mention | None:
        """Find a second regulation with nothing between: the trace of a tracked change."""
        if not self.tokens.is_glued(mention.after) or SERIES.fullmatch(self.tokens.at[mention.after]) is None:
            return None
        return self.names.find(self.tokens, mention.after)

    def _advice_of_two(self, mention: Mention) -> int:
        """Read "HSLF-FS 2022:39 allmänna råd till 5 kap. SOSFS 2014:4": one chapter for an old and a new regulation."""
        words = self.tokens.lower[mention.after : mention.after + 3]
        if words[:2] != ["allmänna", "råd"] or words[2:] not in (["till"], ["i"]):
            return 0
        chain = read_chain(self.tokens, mention.after + 3)
        law = self._law_after(chain[-1].after) if chain else None
        if law is None or order_by_age(mention, law) is None:
            return 0
        return self._emit_merged(chain, (mention, law), mention.start)

    def _emit_merged(self, chain: list[Part], pair: tuple[Mention, Mention], start: int | None) -> int:
        tokens = self.tokens
        after, end = max((mention.after, mention.end) for mention in pair)
        ordered = order_by_age(*pair)
        if ordered is None:
            self._emit(chain, pair[0], start, pair[0].end)
            self._emit([], pair[1], pair[1].start, pair[1].end)
            return after
        if start is None:
            start = tokens.starts[starts_before(tokens, chain[0])]
        self.found += read_merged(tokens, self.names.registry, chain, ordered, (start, end))
        self.names.remember(ordered[1])
        return after

    def _emit(self, chain: Sequence[Part], law: Mention | None, start: int | None, end: int | None) -> None:
        """Add the references of a chain; ``start`` and ``end`` reach out to the law where it is named."""
        law = self._fitting(law or NO_LAW, chain)
        if law.name and law.after:
            self.names.remember(law)
        if not chain and start is not None and end is not None:
            self._add(law, None, None, start, end)
        for part in chain:
            first = self.tokens.starts[part.first] if start is None else start
            last = self.tokens.ends[part.after - 1] if end is None else end
            for section in part.sections[:-1]:
                self._add(law, part.chapter, section, first, last)
            final = part.sections[-1] if part.sections else None
            for place in part.places if part.sections else (WHOLE_SECTION,):
                self._add(law, part.chapter, final, first, last, place.paragraph, place.item)

    def _fitting(self, law: Mention, chain: Sequence[Part]) -> Mention:
        """Of statutes that share a name take the first that has the sections: "2 a kap. 10 § SoL" is only in the older act."""
        if not chain or not law.namesakes:
            return law
        places = tuple((part.chapter, section) for part in chain for section in part.sections or (None,))
        key = (law.sfs, places)
        if key not in self.fitting:
            sections = load_sections(self.names.registry.folder)
            fits = (one for one in law.namesakes if all(sections.may_exist(one.number, *place) for place in places))
            self.fitting[key] = next(fits, None)
        statute = self.fitting[key]
        if statute is None or statute is law.statute:
            return law
        return law._replace(name=statute.short_name, sfs=statute.number, statute=statute)

    def _add(
        self,
        law: Mention,
        chapter: str | None,
        section: str | None,
        start: int,
        end: int,
        paragraph: str | None = None,
        item: str | None = None,
    ) -> None:
        name = canonical(law.name, chapter, section)
        written = self.tokens.text[start:end]
        self.found.append(LegalReference(name, written, start, end, law.sfs, chapter, section, paragraph, item))

    def _note_series_without_number(self, index: int) -> None:
        """Report a regulation whose number is cut off at the end of the text; a guess would be worse."""
        tokens = self.tokens
        word = tokens.words[index]
        if word in self.names.registry.series and index > 0 and tokens.skip_stop(index + 1) == len(tokens):
            start, end = tokens.starts[index], tokens.ends[index]
            self.found.append(LegalReference(word, word, start, end, reading=NO_NUMBER.format(series=word)))
