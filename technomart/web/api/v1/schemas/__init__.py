"""The shapes on the wire: what programs send and what they get."""
