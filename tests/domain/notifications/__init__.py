"""Tests: letters."""
