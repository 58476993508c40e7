"""The timings still run."""
