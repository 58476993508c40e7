"""Orders: copied in full, their states and history."""
