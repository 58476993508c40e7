"""Tests: checkout."""
