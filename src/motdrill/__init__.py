"""motdrill: a command-line trainer for handling complaints."""

__version__ = "0.1.0"
