"""How long a member has been away, also against their own rhythm: who is at risk of leaving."""

from datetime import datetime
from math import floor

from app.programme.attributes.moment import Definitions, Document, Moment
from app.programme.attributes.times import days_between
from app.programme.language import Attribute, Type

LAST = {
    "$ifNull": ["$rhythm.last", {"$max": ["$stats.last_purchase_at", "$stats.last_visit_at"]}, "$joined_at"],
}
"""Members who have done nothing since rhythms are kept have no `rhythm`, and newcomers have done nothing at all."""


def of_rhythm() -> Definitions:
    return [
        (
            Attribute(
                "member.days_away",
                Type.INT,
                "Calendar days since the member was last active; since they joined, before the first time.",
                mongo=lambda now: days_between(LAST, now),
            ),
            _days_away,
        ),
        (
            Attribute(
                "member.usual_gap_days",
                Type.INT,
                "How many days usually lie between two active days of the member; absent before four of them.",
                path="rhythm.gap",
            ),
            _usual_gap,
        ),
        (
            Attribute(
                "member.overdue",
                Type.INT,
                "How long the member has been away, in percent of their usual gap: 100 is as long as usual.",
                mongo=_overdue_in_mongodb,
            ),
            _overdue,
        ),
    ]


def _days_away(moment: Moment) -> int | None:
    last = moment.kept("rhythm").get("last")
    shopping = max(filter(None, (moment.stat("last_purchase_at"), moment.stat("last_visit_at"))), default=None)
    return moment.days_since(last or shopping or moment.member.get("joined_at"))


def _usual_gap(moment: Moment) -> int | None:
    found: int | None = moment.kept("rhythm").get("gap")
    return found


def _overdue(moment: Moment) -> int | None:
    away, gap = _days_away(moment), _usual_gap(moment)
    return None if away is None or gap is None else floor(100 * away / gap)


def _overdue_in_mongodb(now: datetime) -> Document:
    return {"$floor": {"$divide": [{"$multiply": [100, days_between(LAST, now)]}, "$rhythm.gap"]}}
