"""What must be true of a programme's referral beyond the form of its fields."""

from app.programme.checks.reading import Found, at
from app.programme.tree import Node

LIMITED = {
    "sent": ("inviter", "sent"),
    "friends": ("inviter",),
    "friends_of_friends": ("second_level",),
}
"""For each limit, where the rewards are that it limits."""
REWARDS = (("inviter",), ("friend",), ("second_level",))


def check_referral(tree: Node) -> Found:
    """Somebody gets something for it, and each limit has something to limit."""
    referral = tree.get("referral")
    if referral is None or not referral.fields:
        return
    if not any(_is_there(referral, steps) for steps in REWARDS):
        message = "nobody gets anything for inviting; give `inviter`, `friend` or both a reward"
        yield at(tree, ("referral",), message)
    limits = referral.get("limits")
    for name in limits.fields if limits else ():
        if name in LIMITED and not _is_there(referral, LIMITED[name]):
            message = f"this limits nothing; give `{'`, `'.join(LIMITED[name])}` a reward, or take it out"
            yield at(tree, ("referral", "limits", name), message)


def _is_there(referral: Node, steps: tuple[str, ...]) -> bool:
    node = referral.get(*steps)
    return node is not None and node.value not in (None, {})
