"""Tests: what shoppers say about goods."""
