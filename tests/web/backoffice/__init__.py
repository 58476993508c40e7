"""Tests: the office."""
