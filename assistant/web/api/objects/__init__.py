"""What the API gives, field by field: the same objects as the command line's ``--json``."""
