"""Which paragraphs an answer quotes: the one that answers, those that stand beside it, and those that support it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.answering.citing import quote_of
from assistant.answering.companions import antecedent, begins_hanging, companions
from assistant.answering.focus import Focus
from assistant.answering.lists import ANNOUNCED, asks_for_list
from assistant.answering.selection import SHORT_ANSWER, choose
from assistant.answering.stretches import Excerpt, Stretch, joined, stands_from, units_of
from assistant.documents.corpus import Corpus
from assistant.documents.model import CatalogueEntry, Document, Kind, Paragraph
from assistant.retrieval.asked_for import Fact, asked_for
from assistant.retrieval.deeds import deeds_asked
from assistant.retrieval.search import Hit, SearchResult
from assistant.retrieval.statements import statements_of

MAX_SOURCES = 3
"""An answer shows at most so many paragraphs, and one more where the rankers disagree: more is not read."""
SUPPORT_QUOTE = 600
"""A supporting quote of running text has at most about so many characters."""
SUPPORT_SHARE = 0.75
"""A paragraph supports where its score is at least this share of the best (evals/tune_quotes.py)."""
BESIDE_GAP = 0.8
"""Another document's paragraph stands beside the best where its score is at most this far below (evals/tune_quotes.py)."""
ELSEWHERE_SHARE = 0.75
"""As `BESIDE_GAP`, of another municipality, as a share of the best score: what differs there must not be overlooked."""
ELSEWHERE_WORDS = 0.33
"""As `BESIDE_SHARE`, of another municipality, which may say the same in other words."""
BESIDE_SHARE = 0.5
"""And where it holds at least this share of what the best holds of the question's words."""
LEAD_GAP = 1.2
"""A paragraph that is put as the answer asked for leads where its score is at most this far below the best."""
LIST_GAP = 2.0
"""As `LEAD_GAP`, for a list whose heading or lead-in is what the question asks to have listed."""
CANDIDATES = 10
"""Paragraphs that an answer is chosen from."""
_RIVALS = 6
"""Paragraphs among which another ranker's best is looked for."""
_FIRST = 5
LIST_BONUS = 1.0
HEADING_BONUS = 1.5
"""What being a list counts where one is asked for, and a heading that says what is asked for, in the search's score."""
SURE_QUESTION = 0.5
"""From this cosine on a typical question is taken to ask for the same (evals/tune_quotes.py)."""
EXPLAINS = 10.0
"""What saying the meaning asked for counts: more than any difference in the search's score."""
TELLS = 1.5
"""What it counts that a paragraph of the best one's section says what the question turns on (`assistant.retrieval.deeds`)."""
POINTER = 1.5
"""What a paragraph loses that only says where to read more."""
_ONLY_POINTS = re.compile(
    r"(?:för mer information|för vidare|läs mer|mer information|se (?:även|vidare|också))\b[^.]*\.?\Z", re.IGNORECASE
)

_ASKS_OF_US = re.compile(
    r"\b(?:får|kan|ska|skall|måste|bör|behöver|borde) (?:jag|vi|soc|socialtjänsten|handläggaren?)\b", re.IGNORECASE
)
_US = re.compile(r"\b(?:socialtjänst|handlägg(?:are|arn)|(?:social)?nämnd|medarbetar|personal)\w*", re.IGNORECASE)
_OTHERS = re.compile(r"\b(?:den enskilde|(?:andra|annan) person|vårdnadshavar|utförar|polis|skatteverk)\w*", re.IGNORECASE)
_HEADINGS = tuple(
    (re.compile(asks, re.IGNORECASE), re.compile(heading, re.IGNORECASE))
    for asks, heading in (
        (
            r"\b(?:krävs|krav\w*|villkor\w*|förutsättning\w*|uppfyll\w*|(?:vem|vilka) (?:kan|får)|för vem|requirement\w*"
            r"|\d+[- ]?år\w*|ålder\w*)\b",
            r"^villkor",
        ),
        (r"\b(?:omfattning\w*|hur (?:många|länge|ofta))\b", r"^omfattning"),
        (r"\b(?:vart|vem kontaktar|vänder)\b", r"^vart ska"),
        (r"\b(?:dokumenter\w*|journal\w*)\b", r"^dokumentation"),
    )
)
"""What a question asks for, and the heading under which a description of a service says it."""


@dataclass(frozen=True, slots=True)
class Source:
    """A paragraph that an answer quotes, and what it takes of it; ``leads`` where the short answer shows it.

    ``heading`` is the heading that the words said need in front of them: a list without a lead-in, "Det kan innebära:".
    """

    leads: bool
    paragraph: Paragraph
    document: Document
    excerpts: tuple[Excerpt, ...]
    heading: str = ""

    @property
    def quoted(self) -> tuple[Stretch, ...]:
        """Give what the citations quote."""
        return tuple(excerpt.quoted for excerpt in self.excerpts)

    @property
    def said(self) -> tuple[Stretch, ...]:
        """Give what the short answer says of what is asked; a very long list is said after that (`Excerpt.whole`)."""
        return tuple(stretch for excerpt in self.excerpts for stretch in excerpt.said)


def source_of(hit: Hit, corpus: Corpus, focus: Focus, limit: int = SHORT_ANSWER) -> Source:
    """Make a source of a paragraph that leads an answer; ``limit`` is how much of its running text is said."""
    paragraph = corpus.paragraph(hit.paragraph_id)
    excerpts = choose(paragraph, focus, hit.question_evidence, limit, hit.item, trust=trust_in(hit))
    return _headed(Source(True, paragraph, corpus.document_of(hit.paragraph_id), excerpts), corpus)


def trust_in(hit: Hit) -> float:
    """Tell how far the stretch that the nearest typical question asks for can be trusted, 0 to 1."""
    return min(1.0, max(0.0, hit.question) / SURE_QUESTION)


def _headed(source: Source, corpus: Corpus) -> Source:
    """Give a source the heading that it needs where nothing before it in its section says what it speaks of."""
    paragraph = source.paragraph
    begins = min(stretch.start for stretch in source.said) == 0
    bare = paragraph.kind is Kind.LIST and not paragraph.lead_in
    hangs = begins and antecedent(corpus, paragraph) is None and begins_hanging(paragraph)
    return replace(source, heading=paragraph.section[-1]) if paragraph.section and (bare or hangs) else source


def led_by(result: SearchResult, corpus: Corpus, focus: Focus) -> SearchResult:
    """Put first the paragraph that is put as the answer asked for, where one scores about as well as the best.

    Where the meaning of a word is asked for, a paragraph that only uses the word is no answer, however near it lies.
    """
    best = result.hits[0]
    wants_list = asks_for_list(result.query.text)
    statements = statements_of(corpus)
    turns, section = bool(deeds_asked(result.query.text)), corpus.paragraph(best.paragraph_id).section

    def fits(hit: Hit) -> float:
        paragraph = corpus.paragraph(hit.paragraph_id)
        announced = 0.0
        if wants_list and paragraph.kind is Kind.LIST:
            heading = paragraph.section[-1] if paragraph.section else ""
            announced = focus.nearness(f"{heading} {paragraph.lead_in}")
        is_asked_list = announced >= ANNOUNCED
        explains = statements.define([paragraph.id], result.query)
        if not explains and hit.score < best.score - (LIST_GAP if is_asked_list else LEAD_GAP):
            return -math.inf
        tells = turns and paragraph.section == section and statements.tell([paragraph.id], result.query)
        bonus = (
            focus.bonus(paragraph.full_text)
            + HEADING_BONUS * is_headed(result.query.text, paragraph)
            + EXPLAINS * explains
            + TELLS * tells
            + (LIST_BONUS + HEADING_BONUS * announced) * is_asked_list
        )
        return hit.score + bonus - POINTER * bool(_ONLY_POINTS.match(paragraph.text))

    chosen = max(result.hits[:_FIRST], key=fits)
    return replace(result, hits=(chosen, *(hit for hit in result.hits if hit is not chosen)))


def is_headed(question: str, paragraph: Paragraph) -> bool:
    """Tell whether a paragraph stands under a heading that says what a question asks for."""
    heading = paragraph.section[-1] if paragraph.section else ""
    return any(asks.search(question) and says.search(heading) for asks, says in _HEADINGS)


def beside(result: SearchResult, corpus: Corpus, focus: Focus) -> tuple[Hit, ...]:
    """Find another municipality's paragraph that answers about as well, where the question names no municipality."""
    if result.query.municipality:
        return ()
    best = result.hits[0]
    home = corpus.document_of(best.paragraph_id).entry
    held = focus.nearness(corpus.paragraph(best.paragraph_id).full_text)
    for hit in result.hits[1:]:
        if hit.score < ELSEWHERE_SHARE * best.score:
            break
        other = corpus.document_of(hit.paragraph_id).entry
        elsewhere = other.municipality != home.municipality
        near = elsewhere or hit.score >= best.score - BESIDE_GAP
        share = ELSEWHERE_WORDS if elsewhere else BESIDE_SHARE
        on_matter = focus.nearness(corpus.paragraph(hit.paragraph_id).full_text) >= share * held
        if near and on_matter and _stands_apart(home, other):
            return (hit,)
    return ()


def of_us(best: Source, result: SearchResult, corpus: Corpus) -> tuple[Hit, ...]:
    """Find what a section says of us, where a question asks what we may or must and the best words tell of others alone.

    "Andra personer kan också lämna uppgifter till polis" is no answer to "får jag lämna uppgifter": the next paragraph is.
    """
    said = " ".join(quote_of(best.paragraph, stretch) for stretch in best.said)
    asks = asked_for(result.query.text) is Fact.YES_NO and _ASKS_OF_US.search(result.query.text)
    if not asks or _US.search(said) or not _OTHERS.search(said):
        return ()
    for hit in result.hits[1:_FIRST]:
        other = corpus.paragraph(hit.paragraph_id)
        if other.section == best.paragraph.section and _US.search(other.text):
            return (hit,)
    return ()


def _stands_apart(home: CatalogueEntry, other: CatalogueEntry) -> bool:
    """Tell whether two documents rule side by side: of two municipalities, or two of one kind from the same one."""
    return other.municipality != home.municipality or (other.kind == home.kind and other.id != home.id)


def with_companions(source: Source, found: Sequence[Hit], corpus: Corpus, focus: Focus) -> list[Source]:
    """Put a source beside the paragraphs it cannot stand without: further conditions, what its first words point to."""
    whole = companions(corpus, source.paragraph, [hit.paragraph_id for hit in found], focus)
    if whole:
        return [source_of_whole(one, corpus) for one in whole]
    before = antecedent(corpus, source.paragraph) if any(stretch.start == 0 for stretch in source.said) else None
    return [*([_last_words(before, corpus)] if before else []), source]


def _last_words(paragraph: Paragraph, corpus: Corpus) -> Source:
    """Say the end of a paragraph, from the last sentence that stands by itself; of a list all."""
    units = [unit for unit in units_of(paragraph) if unit.end <= len(paragraph.text)]
    start = 0 if paragraph.items else units[stands_from(paragraph, units, len(units) - 1)].start
    excerpt = Excerpt((Stretch(start, len(paragraph.text)),), Stretch(0, len(paragraph.text)))
    return Source(True, paragraph, corpus.document_of(paragraph.id), (excerpt,))


def source_of_whole(paragraph: Paragraph, corpus: Corpus) -> Source:
    """Make a source of a paragraph that is said and quoted whole."""
    whole = Excerpt((Stretch(0, len(paragraph.text)),), Stretch(0, len(paragraph.text)))
    return _headed(Source(True, paragraph, corpus.document_of(paragraph.id), (whole,)), corpus)


def supports(result: SearchResult, leading: Sequence[Source], corpus: Corpus, focus: Focus) -> list[Source]:
    """Find the paragraphs that stand below the short answer.

    They are those that the search finds nearly as good, and among the next ones the paragraph that has most of the
    question's words and the one that the most similar typical question leads to: where the rankers disagree, both are shown.
    """
    taken = {source.paragraph.id for source in leading}
    ranked = sorted(result.hits[:CANDIDATES], key=lambda hit: -hit.score)
    near = [hit for hit in ranked if hit.score >= SUPPORT_SHARE * ranked[0].score][:MAX_SOURCES]
    first = ranked[:_RIVALS]
    rivals = [max(first, key=lambda hit: hit.lexical), max(first, key=lambda hit: hit.question)]
    found: list[Source] = []
    for hit in dict.fromkeys([*near, *rivals]):
        paragraph = corpus.paragraph(hit.paragraph_id)
        if paragraph.kind is Kind.CONTACT or hit.paragraph_id in taken or len(leading) + len(found) > MAX_SOURCES:
            continue
        excerpts = choose(paragraph, focus, hit.question_evidence, SUPPORT_QUOTE, hit.item, SUPPORT_QUOTE, trust_in(hit))
        found.append(Source(False, paragraph, corpus.document_of(hit.paragraph_id), excerpts))
    return found


def merged(first: Source, second: Source) -> Source:
    """Join what two parts of a question take of one paragraph."""
    said = joined(sorted({*first.said, *second.said}, key=lambda stretch: stretch.start))
    quoted = [*first.quoted, *second.quoted]
    around = Stretch(min(one.start for one in quoted), max(one.end for one in quoted))
    whole = next((excerpt.whole for excerpt in (*first.excerpts, *second.excerpts) if excerpt.whole), None)
    return replace(first, excerpts=(Excerpt(said, around, None if said == (whole,) else whole),))


def without_repeats(sources: Iterable[Source]) -> list[Source]:
    """Leave out a paragraph whose quoted words another one has already; the short answer says them for each document."""
    seen: dict[str, set[str]] = {}
    kept = []
    for source in sources:
        words = " ".join(quote_of(source.paragraph, stretch) for stretch in source.quoted).casefold()
        documents = seen.setdefault(words, set())
        if not documents or (source.leads and source.document.id not in documents):
            kept.append(source)
        documents.add(source.document.id)
    return kept
