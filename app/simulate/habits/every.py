"""Every habit. A room adds its own list here, and nothing else anywhere."""

from collections.abc import Sequence

from app.simulate.habits.campaigns import GIFTS
from app.simulate.habits.causes import CAUSES
from app.simulate.habits.fences import FENCES
from app.simulate.habits.habit import Habit
from app.simulate.habits.mascot import MASCOT
from app.simulate.habits.memberships import MEMBERSHIPS
from app.simulate.habits.offers import OFFERS
from app.simulate.habits.places import PLACES
from app.simulate.habits.privacy import PRIVACY
from app.simulate.habits.questions import QUESTIONS
from app.simulate.habits.referrals import REFERRALS
from app.simulate.habits.reporting import REPORTING
from app.simulate.habits.shopping import SHOPPING
from app.simulate.habits.staff import STAFF
from app.simulate.habits.streaks import STREAKS
from app.simulate.habits.travel import TRAVEL
from app.simulate.habits.wheel import WHEEL

HABITS: Sequence[Habit] = (
    *SHOPPING,
    *REPORTING,
    *PLACES,
    *FENCES,
    *STREAKS,
    *QUESTIONS,
    *WHEEL,
    *MASCOT,
    *CAUSES,
    *OFFERS,
    *GIFTS,
    *MEMBERSHIPS,
    *REFERRALS,
    *PRIVACY,
    *STAFF,
    *TRAVEL,
)
