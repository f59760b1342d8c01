"""Facts that the search needs: names of municipalities, abbreviations, function words, an English glossary."""
