"""Tests of people: accounts, passwords, sessions, consents, keys, roles."""
