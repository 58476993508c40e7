"""The `technomart` command: serve the shop, look after its database, fill the demo."""
