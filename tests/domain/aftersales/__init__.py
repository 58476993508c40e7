"""Tests: aftersales."""
