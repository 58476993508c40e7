"""What lies where, and taking it without ever overselling."""
