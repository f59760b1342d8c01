"""An answer to take along: as a note for the record, in Word and as PDF. Made in memory when it is asked for, never on disk."""
