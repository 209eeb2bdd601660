"""Magpie: the backend of a gamified loyalty app."""

__version__ = "0.1.0"
