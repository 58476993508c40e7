"""Tests: the shop's documents."""
