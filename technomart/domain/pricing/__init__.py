"""What goods cost: prices, honest reductions, sums to the kopeck."""
