"""The estimate of a large audience."""

from random import Random

from campaign_world import campaign, started, with_phone

from app.campaigns.desk import Desk
from app.campaigns.steering.estimate import estimate
from app.campaigns.store import read_campaign
from app.engine.backend import Backend


async def test_of_a_large_audience_some_are_looked_at_and_the_others_taken_to_be_like_them(
    desk: Desk, backend: Backend
) -> None:
    random = Random(5)
    anna = await with_phone(backend, "anna")
    pattern = await backend.database.members.find_one({"_id": anna})
    assert pattern is not None
    names = [f"mem_{random.randbytes(12).hex()}" for _ in range(4_000)]
    yes, no = ({"marketing_push": {**pattern["consents"]["marketing_push"], "granted": one}} for one in (True, False))
    rows = [
        {**pattern, "_id": name, "code": name, "aliases": [name], "consents": yes if random.random() < 0.25 else no}
        for name in names
    ]
    await backend.database.members.insert_many(rows)
    name = await started(desk, campaign(holdout=20))
    record = await read_campaign(desk.database, name)
    assert record is not None
    whole, part = await estimate(desk, record), await estimate(desk, record, most=2_000)
    assert (whole.audience, whole.by_chance, part.by_chance) == (4_001, False, True)
    refusing = sum(row["consents"] is no for row in rows)
    assert (whole.no_consent, whole.no_channel) == (refusing, 4_000 - refusing)
    assert abs(part.audience - 4_001) <= 1
    assert 0 < abs(part.no_consent - refusing) < 120
    assert part.no_consent + part.no_channel >= 3_999
