"""Experiments: what the variants of a mechanic really changed."""
