"""What is stored of an activity is read back as the activity that was said."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from app.engine.activities import Activity, RoundStart, request_hash, said
from app.engine.decide import DECISIONS
from app.engine.recorded import activity_of
from app.places.position import Position
from app.programme.examples import example, examples
from app.simulate.circle import live_together
from app.simulate.life import Life
from app.simulate.plan import CIRCLE, START, Plan
from app.simulate.world import published_by, world_of


def test_every_recorded_activity_is_read_back_as_the_very_request() -> None:
    missing, circles = set(DECISIONS), lived()
    while missing and (lives := next(circles, None)):
        for row in (row for life in lives for row in life.history.activities.values()):
            activity = activity_of(row)
            assert request_hash(activity) == row["request"]
            missing.discard(type(activity))
    assert not missing


def lived() -> Iterator[list[Life]]:
    """Members of all the examples who have done what there is to do, a circle at a time."""
    for circle in range(4):
        for name in examples():
            plan = Plan(example(name), 4 * CIRCLE, 250, 11)
            yield live_together(world_of(plan, circle, published_by(plan)), plan.members_of(circle))


@pytest.mark.parametrize("at", [None, datetime(2027, 3, 1, tzinfo=UTC)])
def test_a_position_is_never_read_back(at: datetime | None) -> None:
    start = RoundStart(game="near-the-shop", near=Position(52.0, 4.0), at=at)
    assert activity_of(row_of(start)) == RoundStart(game="near-the-shop", at=at)


def row_of(activity: Activity) -> dict[str, object]:
    return {"kind": activity.kind, "said": said(activity), "at": START}
