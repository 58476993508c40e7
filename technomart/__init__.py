"""Technomart: a complete online electronics shop."""
