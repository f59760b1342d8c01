"""Word tables of the checks on what a language model writes in other words or another language."""
