"""Tests: notifications."""
