"""Tests: pages for shoppers."""
