"""Scenarios: the model (`model`), reading a file into it (`load`), and what may be wrong with a file (`problem`)."""
