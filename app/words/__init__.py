"""Sentences for people, in their own language."""

from app.words.facts import AllOf, AnyOf, Money
from app.words.figures import Worded
from app.words.often import lasting, often
from app.words.said import Fact, Said, say, say_many

__all__ = ["AllOf", "AnyOf", "Fact", "Money", "Said", "Worded", "lasting", "often", "say", "say_many"]
