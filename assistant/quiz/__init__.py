"""Quiz material from the guidelines: items with key, explanation, verbatim source and lagrum, and their exports.

`Quizmaster.make` chooses items; `assistant.quiz.exports` writes them for Moodle, forms tools, Word and Anki.
"""
