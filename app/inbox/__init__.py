"""The inbox: every message a member was sent, whatever else carried it."""
