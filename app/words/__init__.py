"""Sentences for people, in their own language."""

from app.words.said import Fact, Said, say

__all__ = ["Fact", "Said", "say"]
