"""Where refusals are defined: one module per room."""

from app import development_clock as clock
from app.campaigns import refusals as campaigns
from app.causes import refusals as causes
from app.devices import refusals as devices
from app.engine import purchase_refusals as purchases
from app.engine import refusals as engine
from app.errors import Refusal
from app.fences import refusals as fences
from app.identity import errors as identity
from app.inbox import refusals as inbox
from app.mascot import refusals as mascot
from app.members import refusals as members
from app.offers import refusals as offers
from app.places import refusals as places
from app.programme import refusals as programme
from app.programme.language import mistakes as language
from app.questions import refusals as questions
from app.referrals import refusals as referrals
from app.streaks import refusals as streaks
from app.tiers import refusals as tiers
from app.wallet import refusals as wallet
from app.wheel import refusals as wheel

ROOMS = (
    campaigns,
    causes,
    clock,
    devices,
    engine,
    fences,
    identity,
    language,
    inbox,
    mascot,
    members,
    offers,
    places,
    programme,
    purchases,
    questions,
    referrals,
    streaks,
    tiers,
    wallet,
    wheel,
)


def refusals_of_rooms() -> list[type[Refusal]]:
    """Every refusal the rooms define, by code."""
    found = {
        thing
        for room in ROOMS
        for thing in vars(room).values()
        if isinstance(thing, type) and issubclass(thing, Refusal) and thing is not Refusal
    }
    return sorted(found, key=lambda refusal: refusal.code)


def summary(refusal: type[Refusal]) -> str:
    """What a refusal means: the first line of its docstring."""
    return (refusal.__doc__ or "").strip().splitlines()[0]
