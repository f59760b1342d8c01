"""Who may do what: users and their roles, ways to log in, sessions, keys for the API. Stands below the web and the CLI."""
