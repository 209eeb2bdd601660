"""Replay: what would recorded activities have led to under a draft of the programme?

Each member's activities are lived again, in memory and one member after another: from the beginning under the versions
that were really in force, and from a chosen day on once more under the draft. Nothing is written anywhere.
"""
