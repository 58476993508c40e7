"""Letters: each occasion is written once."""
