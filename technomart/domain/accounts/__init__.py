"""People: registration data, addresses, devices, consents, roles, tokens."""
