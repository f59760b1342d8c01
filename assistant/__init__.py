"""Handläggarassistenten: answers from municipal guidelines, quoted word for word."""

__version__ = "0.1.0"
