"""Tests: the outside world."""
