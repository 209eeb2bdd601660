"""What must be true of a programme's referral beyond the form of its fields."""

from collections.abc import Iterator

from app.programme.mistakes import Mistake, mistake_at
from app.programme.tree import Node, Step, find, path_name

LIMITED = {
    "sent": ("inviter", "sent"),
    "friends": ("inviter",),
    "friends_of_friends": ("second_level",),
}
"""For each limit, where the rewards are that it limits."""
REWARDS = (("inviter",), ("friend",), ("second_level",))


def check_referral(tree: Node) -> Iterator[Mistake]:
    """Somebody gets something for it, and each limit has something to limit."""
    referral = tree.get("referral")
    if referral is None or not referral.fields:
        return
    if not any(_is_there(referral, steps) for steps in REWARDS):
        message = "nobody gets anything for inviting; give `inviter`, `friend` or both a reward"
        yield _at(tree, ("referral",), message)
    limits = referral.get("limits")
    for name in limits.fields if limits else ():
        if name in LIMITED and not _is_there(referral, LIMITED[name]):
            message = f"this limits nothing; give `{'`, `'.join(LIMITED[name])}` a reward, or take it out"
            yield _at(tree, ("referral", "limits", name), message)


def _is_there(referral: Node, steps: tuple[str, ...]) -> bool:
    node = referral.get(*steps)
    return node is not None and node.value not in (None, {})


def _at(tree: Node, steps: tuple[Step, ...], message: str) -> Mistake:
    return mistake_at(find(tree, steps)[1], path_name(steps), message)
