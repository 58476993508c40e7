"""Tests of what the shop sells."""
