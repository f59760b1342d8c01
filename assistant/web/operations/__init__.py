"""What whoever runs the app needs: events in a log, metrics, whether it is up, and limits. Never a word that somebody typed."""
