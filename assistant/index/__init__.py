"""Vectors and words of the corpus, built beside the old index and then swapped in."""
