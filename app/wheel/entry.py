"""Who may take part in a wheel, and when: its published rules."""

from datetime import date, datetime

from app.errors import Refusal
from app.programme.birthdays import age_on
from app.programme.model import Programme, Wheel
from app.programme.regions import lies_in
from app.wheel.refusals import AgeUnknown, NotEligible, RegionExcluded, UnderAge, WheelNotOpen
from app.words import Said


def refusal_of_entry(
    programme: Programme,
    wheel_id: str,
    wheel: Wheel,
    *,
    birth_date: date | None,
    region: str | None,
    unmet: Said | None,
    now: datetime,
) -> Refusal | None:
    """Why the member may not take part now, or None. `unmet` says why the wheel's own condition does not hold.

    The wheel's dates, and the member's age, are looked at on today's date in the programme's zone.
    """
    rules = wheel.rules
    today = now.astimezone(programme.tz).date()
    if (rules.starts_on and today < rules.starts_on) or (rules.ends_on and today > rules.ends_on):
        return WheelNotOpen(wheel_id, rules.starts_on, rules.ends_on)
    if rules.minimum_age is not None:
        if birth_date is None:
            return AgeUnknown(wheel_id, rules.minimum_age)
        if age_on(today, birth_date) < rules.minimum_age:
            return UnderAge(wheel_id, rules.minimum_age)
    if rules.regions is not None and not lies_in(region, rules.regions):
        return RegionExcluded(wheel_id, region, rules.regions)
    return None if unmet is None else NotEligible(wheel_id, unmet)
