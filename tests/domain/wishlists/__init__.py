"""Tests: lists of shoppers."""
