"""Tests: wishlists."""
