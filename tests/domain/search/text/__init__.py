"""Tests: finding by words."""
