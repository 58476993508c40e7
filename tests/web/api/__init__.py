"""Tests: the interface for programs."""
