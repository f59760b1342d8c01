"""Words that passwords are not made of."""
