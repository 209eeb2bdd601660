"""Getting what campaigns give."""

from collections.abc import Iterator

from app.engine.activities import Activity, CampaignGift
from app.simulate.habits.habit import Habit
from app.simulate.life import Life

CAMPAIGNS = ("birthday", "we-miss-you", "spring")


def is_surprised(life: Life) -> Iterator[Activity]:
    """With an amount of something, a voucher, or both; rarely with what the programme has no longer."""
    chance, offers = life.chance, list(life.programme.offers)
    has_voucher = bool(offers) and chance.random() < 0.4
    has_amount = not has_voucher or chance.random() < 0.3
    yield CampaignGift(
        campaign=chance.choice(CAMPAIGNS),
        asset=_one_of(life, list(life.programme.assets)) if has_amount else None,
        amount=chance.choice((1, 1, 3, 50, 200)) if has_amount else None,
        offer=_one_of(life, offers) if has_voucher else None,
    )


def _one_of(life: Life, known: list[str]) -> str:
    return "no-more" if life.chance.random() < 0.01 else life.chance.choice(known)


GIFTS = (Habit(is_surprised, 3, (CampaignGift,)),)
