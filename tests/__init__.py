"""The tests: a mirror of the shop, plus journeys, races and the rules of the house."""
