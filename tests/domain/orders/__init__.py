"""Tests: orders."""
