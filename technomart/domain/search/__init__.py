"""Finding goods: the listing, its filters and the words."""
