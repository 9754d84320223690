"""Data without text: a package that holds what figures need, and nothing that could be turned back into articles."""
