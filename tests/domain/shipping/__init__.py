"""Tests: shipping."""
