"""The review queue: answers that somebody has marked, what a supervisor decides of them, and how approved ones are used again.

Reading order: `model`, `migrations`, `database`, `store`, `gate` (personal data), `question` (when two questions are the
same), `snapshot` (what is kept of an answer), `correction`, `expiry`, `reuse`, `closeness`, `export`, `erasure`, `reviews`
(the one door) and `use` (what a question asks of it).
"""
