"""The catalogue: tree, brands, types, specs, goods."""
