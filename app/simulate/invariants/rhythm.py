"""What must hold of a member's rhythm."""

from collections.abc import Iterator

from app.simulate.step import Step


def active_days_never_go_back(step: Step) -> Iterator[str]:
    """Whatever is reported late, the last active day and instant stay, and no day counts twice."""
    before, after = step.before.get("rhythm") or {}, step.after.get("rhythm") or {}
    if len(set(after.get("days", ()))) != len(after.get("days", ())):
        yield f"a day counts twice: {', '.join(after['days'])}"
    if not before or step.after["erased_at"] is not None:
        return
    if not after or after["days"][-1] < before["days"][-1] or after["last"] < before["last"]:
        yield f"the last active day went from {before['days'][-1]} back to {(after.get('days') or ['none'])[-1]}"
