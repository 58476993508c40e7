"""Tests: fulfilment."""
