"""Follow-ups: telling them from new topics, and making them self-contained. Stands between answering and chat."""
