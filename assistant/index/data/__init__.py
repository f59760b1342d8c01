"""Questions about other things than the documents, to tell what is off the subject."""
