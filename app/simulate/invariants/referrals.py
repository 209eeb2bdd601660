"""What must hold of referral. That each acceptance is paid for once or waits, the audit checks."""

from collections import Counter
from collections.abc import Iterator

from app.engine.memory.history import History
from app.programme.model import Programme
from app.referrals.rules import REWARDS
from app.referrals.state import Step as FriendsStep
from app.referrals.state import referral_state_from
from app.simulate.invariants.gone_back import takes_back_more_than_it_paid
from app.simulate.step import Step


def limits_of_referral_are_kept(step: Step) -> Iterator[str]:
    """No more invitations a day, and no more friends, are paid for than the programme lets them."""
    referral = step.programme.referral
    if referral is None:
        return
    state = referral_state_from(step.after["referral"])
    for name, count, most in (
        ("invitations were sent on one day", state.today.times if state.today else 0, referral.daily_limit),
        ("friends who joined were paid for", state.friends.get(FriendsStep.JOINED, 0), referral.limits.friends),
        ("friends who bought were paid for", state.friends.get(FriendsStep.BOUGHT, 0), referral.limits.friends),
        (
            "friends' friends were paid for",
            state.friends.get(FriendsStep.SECOND_LEVEL, 0),
            referral.limits.friends_of_friends,
        ),
    ):
        if most is not None and count > most:
            yield f"{count} {name}; {most} are the most"


def friends_step_once(programme: Programme, history: History) -> Iterator[str]:
    """A friend joins once, and between two first purchases of theirs the first came back."""
    steps: Counter[tuple[str, str]] = Counter()
    for activity in history.activities.values():
        for outcome in activity["outcomes"]:
            if outcome["type"] == "friend_stepped":
                steps[outcome["invitation"], outcome["step"]] += 1
    for (invitation, step), times in steps.items():
        if step == FriendsStep.JOINED and times > 1:
            yield f"the friend of {invitation} joined {times} times"
        if step == FriendsStep.BOUGHT and times > steps[invitation, "returned"] + 1:
            yield f"{times} first purchases of the friend of {invitation} count"


def friends_give_back_no_more_than_they_paid(programme: Programme, history: History) -> Iterator[str]:
    """Over a whole life each reward of a referral takes back what it paid, and no more."""
    return takes_back_more_than_it_paid(history, lambda rule: rule in REWARDS)


def nobody_follows_who_came_later(programme: Programme, history: History) -> Iterator[str]:
    """Members follow members who joined before them, so there are no circles."""
    invited = referral_state_from(history.document.get("referral") or {}).invited
    if invited is None:
        return
    inviter = history.others[invited.inviter].document
    if inviter["joined_at"] >= history.document["joined_at"]:
        yield f"joined at {history.document['joined_at']}, before {invited.inviter}, who had invited them"
