"""The shop itself: what it keeps, its rules and its verbs; no web, no network."""
