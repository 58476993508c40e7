"""Tests: the worker."""
