"""Who reacts to what: one table."""
