"""Tests: who waits for goods."""
