"""How goods reach the shopper and for what fee."""
