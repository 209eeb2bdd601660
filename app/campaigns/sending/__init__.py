"""Gifts and messages on their way to members, and what the channels answer."""
