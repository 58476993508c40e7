"""Timings, run by hand and in CI as a smoke test; never asserted in tests."""
