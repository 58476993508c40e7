"""Tests: carts."""
