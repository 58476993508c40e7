"""Proofs that the demo shop is believable, complete and the same every time."""
