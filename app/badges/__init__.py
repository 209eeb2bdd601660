"""Badges: what members have done often, in a row, in many places or for much money, with progress and levels."""
