"""What answers say about what a member likes."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.profile.answers import Value
from app.programme.model import Question


@dataclass(frozen=True, slots=True)
class Tastes:
    """Categories of goods, by name and without repetitions. What is disliked is never among what is liked."""

    likes: tuple[str, ...] = ()
    dislikes: tuple[str, ...] = ()


def tastes_of(questions: Mapping[str, Question], counting: Mapping[str, Value]) -> Tastes:
    """The tastes that these answers tell. Where one answer says like and another dislike, the dislike counts."""
    likes: set[str] = set()
    dislikes: set[str] = set()
    for name, value in counting.items():
        chosen = value if isinstance(value, tuple) else (value,)
        for option in questions[name].options:
            if option.id in chosen:
                likes.update(option.likes)
                dislikes.update(option.dislikes)
    return Tastes(tuple(sorted(likes - dislikes)), tuple(sorted(dislikes)))
