"""Facts that the comparison of a sentence with its source needs: word classes, actors, synonyms, units, verbs."""
