"""Tests: payments."""
