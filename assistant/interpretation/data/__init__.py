"""Tables of the interpretation check."""
