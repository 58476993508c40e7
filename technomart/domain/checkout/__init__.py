"""From a cart to a placed order, once."""
