"""Tests: pricing."""
