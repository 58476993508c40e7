"""The shop's own documents and details."""
