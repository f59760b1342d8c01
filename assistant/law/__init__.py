"""Legal references: recognised, numbered, and judged on a date."""
