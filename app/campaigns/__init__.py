"""Campaigns: the right surprise for the right members, in their own time, and what it really changed."""
