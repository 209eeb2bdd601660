"""What must hold of streaks and of checking in."""

from collections.abc import Iterator

from app.programme.model import Programme
from app.simulate.step import Step


def dates_never_go_back(step: Step) -> Iterator[str]:
    """The member's date on a streak is never earlier than it was, wherever they fly."""
    for name, before in step.before.get("streaks", {}).items():
        after = step.after["streaks"][name]
        if after["day"] < before["day"]:
            yield f"the day of {name} went from {before['day']} back to {after['day']}"
        if after["best"] < before["best"]:
            yield f"the best of {name} went from {before['best']} back to {after['best']}"


def freezes_are_bounded(step: Step) -> Iterator[str]:
    """Nobody holds more freezes than the programme lets them, or fewer than none. No run is longer than the best."""
    for name, kept in step.after.get("streaks", {}).items():
        most = step.programme.streaks[name].freezes.hold_at_most
        if not 0 <= kept["freezes"] <= most:
            yield f"{kept['freezes']} freezes are held for {name}; {most} are the most"
        if not 0 <= kept["length"] <= kept["best"]:
            yield f"the run of {name} is {kept['length']} long, the best was {kept['best']}"


def lengths_pay_once(step: Step) -> Iterator[str]:
    """One activity pays for a streak only where a period of it is done or restored."""
    changed = {one["streak"] for one in step.outcomes if one["type"] == "streak" and one["change"] in PAYING}
    for outcome in step.outcomes:
        if outcome["type"] == "earned" and outcome["rule"].startswith("streak:"):
            name = outcome["rule"].removeprefix("streak:")
            if name not in changed:
                yield f"{name} paid {outcome['amount']} {outcome['asset']} without getting longer"


def check_ins_are_bounded(step: Step) -> Iterator[str]:
    """No store counts twice a day, no more stores than the programme lets count, and no day comes again.

    Of the erased nothing is kept.
    """
    after, before = step.after.get("check_ins") or {}, step.before.get("check_ins") or {}
    if not after or step.after["erased_at"] is not None:
        return
    if len(set(after["stores"])) != len(after["stores"]) or len(after["stores"]) > _per_day(step.programme):
        yield f"on {after['day']} these stores counted: {', '.join(after['stores'])}"
    if before and after["day"] < before["day"]:
        yield f"the day of checking in went from {before['day']} back to {after['day']}"


def _per_day(programme: Programme) -> int:
    return programme.check_ins.per_day if programme.check_ins else 0


PAYING = ("advanced", "restored")
