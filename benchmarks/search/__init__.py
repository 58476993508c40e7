"""How the listing does from ten thousand to a million goods with rows of their own; `make bench-search`."""
