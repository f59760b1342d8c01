"""The review queue: answers that somebody has marked, what a supervisor decides of them, and how approved ones are used again.

Reading order: `model`, `words`, `migrations`, `database`, `store`, `counting`, `gate` (personal data), `question` (when two
questions are the same), `desk` (what every step needs), `snapshot` (what is kept of an answer), `incoming` (one that comes
back as JSON), `marking`, `correction`, `deciding`, `expiry`, `reuse`, `using`, `stretches` and `export`, `erasing`, `reviews`
(the one door) and `use` (what a question asks of it).
"""
