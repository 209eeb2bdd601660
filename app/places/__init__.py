"""Stores and other places: where a member says they are, and checking in there."""
