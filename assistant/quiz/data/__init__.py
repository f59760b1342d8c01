"""Facts that the quiz needs: words that decide a sentence, actors, and the order of the steps of a case."""
