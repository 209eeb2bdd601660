"""Tiers: levels that members reach by what they earn, spend or do in a period, and memberships that they buy.

What counts is kept by days or months of the member's calendar, apart from what the wallet holds: spending lowers no
tier. Reading, recording and the sweep all ask `tier_after` where a member stands.
"""
