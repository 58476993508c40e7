"""The ground every domain stands on: database, money, time, errors; it has never heard of a shop."""
