"""How far a bag of words holds another: the quick way finds what comparing every word finds."""

from __future__ import annotations

from assistant.documents.corpus import Corpus
from assistant.verification.content import Bag, likeness
from assistant.verification.words import read_words


def test_the_quick_way_finds_what_comparing_every_word_finds(corpus: Corpus) -> None:
    stems = sorted({word.stem for paragraph in corpus.paragraphs for word in read_words(paragraph.full_text)})
    bag = Bag(frozenset(stems[::3]))
    for stem in stems[1::9]:
        slow = max(likeness(stem, other) for other in bag.stems)
        assert max((likeness(stem, other) for other in bag._near(stem)), default=0.0) == slow
