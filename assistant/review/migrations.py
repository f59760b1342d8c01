"""The tables of the review queue, and the way from every earlier version of them to this one: forward only."""

from __future__ import annotations

_FIRST = (
    """
    CREATE TABLE reviews (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        question TEXT NOT NULL,
        question_key TEXT NOT NULL,
        documents TEXT NOT NULL,
        state TEXT NOT NULL
            CHECK (state IN ('waiting', 'returned', 'approved', 'corrected', 'rejected', 'superseded')),
        reason TEXT NOT NULL DEFAULT '',
        note TEXT NOT NULL DEFAULT '',
        approved_on TEXT,
        approved_role TEXT NOT NULL DEFAULT '',
        approved_name TEXT NOT NULL DEFAULT '',
        created_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        CHECK ((state IN ('approved', 'corrected')) = (approved_on IS NOT NULL))
    )
    """,
    # Two answers to one question are never in use at once, whatever two supervisors do at the same moment.
    """
    CREATE UNIQUE INDEX reviews_in_use ON reviews (question_key, documents)
        WHERE state IN ('approved', 'corrected')
    """,
    "CREATE INDEX reviews_by_question ON reviews (question_key, documents)",
    "CREATE INDEX reviews_by_state ON reviews (state, changed_at)",
    """
    CREATE TABLE answers (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        review_id INTEGER NOT NULL REFERENCES reviews (id) ON DELETE CASCADE,
        status TEXT NOT NULL,
        confidence TEXT NOT NULL,
        mode TEXT NOT NULL,
        text TEXT NOT NULL,
        made_by TEXT NOT NULL,
        fingerprint TEXT NOT NULL
    )
    """,
    "CREATE INDEX answers_of_review ON answers (review_id)",
    """
    CREATE TABLE citations (
        answer_id INTEGER NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
        marker INTEGER NOT NULL,
        paragraph_id TEXT NOT NULL,
        document_id TEXT NOT NULL,
        label TEXT NOT NULL,
        binding TEXT NOT NULL,
        quote TEXT NOT NULL,
        text_sha256 TEXT NOT NULL,
        PRIMARY KEY (answer_id, marker)
    )
    """,
    """
    CREATE TABLE legal_references (
        answer_id INTEGER NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        canonical TEXT NOT NULL,
        as_written TEXT NOT NULL,
        sfs TEXT NOT NULL,
        chapter TEXT,
        section TEXT,
        paragraph TEXT,
        item TEXT,
        status TEXT NOT NULL,
        replaced_by TEXT NOT NULL,
        PRIMARY KEY (answer_id, position)
    )
    """,
    """
    CREATE TABLE history (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        review_id INTEGER NOT NULL REFERENCES reviews (id) ON DELETE CASCADE,
        at TEXT NOT NULL,
        step TEXT NOT NULL,
        role TEXT NOT NULL,
        name TEXT NOT NULL,
        note TEXT NOT NULL,
        reason TEXT NOT NULL,
        state TEXT NOT NULL
    )
    """,
    "CREATE INDEX history_of_review ON history (review_id)",
    # What is erased leaves its number, when and by whom; no word of it.
    """
    CREATE TABLE erasures (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        review_id INTEGER NOT NULL,
        at TEXT NOT NULL,
        role TEXT NOT NULL,
        name TEXT NOT NULL
    )
    """,
    # The history is append-only: a row goes only together with its whole review (the foreign key's cascade, which runs
    # when the review's own row is gone).
    """
    CREATE TRIGGER history_is_not_changed BEFORE UPDATE ON history
        BEGIN SELECT RAISE(ABORT, 'history is append-only'); END
    """,
    """
    CREATE TRIGGER history_is_not_removed BEFORE DELETE ON history
        WHEN EXISTS (SELECT 1 FROM reviews WHERE id = OLD.review_id)
        BEGIN SELECT RAISE(ABORT, 'history is append-only'); END
    """,
    """
    CREATE TRIGGER erasures_are_not_changed BEFORE UPDATE ON erasures
        BEGIN SELECT RAISE(ABORT, 'erasures are append-only'); END
    """,
    """
    CREATE TRIGGER erasures_are_not_removed BEFORE DELETE ON erasures
        BEGIN SELECT RAISE(ABORT, 'erasures are append-only'); END
    """,
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST,)
"""The statements that make each version of the one before it; the first makes version 1 of an empty file. Only added to."""
