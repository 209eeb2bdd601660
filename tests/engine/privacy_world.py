"""A programme with everything that leaves traces of a member, and a member who leaves them."""

from datetime import timedelta

from engine_examples import does, joined, profiling, purchase
from inbox_world import delivered, sent
from mascot_world import WITH_GAMES, plays
from offer_world import WITH_OFFERS, sip, use
from question_world import PROGRAMME as ASKING
from question_world import tells
from referral_world import REFERRAL, accepts, invites

from app.clock import FixedClock
from app.devices.installation import Installation
from app.engine.activities import Adjustment, ConsentChange, OfferClaim, Spin, VoucherCancellation
from app.engine.backend import Backend
from app.engine.devices import register
from app.engine.locate import report_location
from app.members.consents import Purpose
from app.places.position import Position
from app.profile.person import NOBODY, Person
from app.programme.model import Platform
from app.questions.given import Given

GAMES = WITH_GAMES[WITH_GAMES.index("mascots:") :]
QUESTIONS = ASKING[ASKING.index("questions:") :]
WITH_EVERYTHING = f"{WITH_OFFERS}{GAMES}{QUESTIONS}{REFERRAL}"


async def lives(backend: Backend, clock: FixedClock, name: str, person: Person = NOBODY, answer: str = "Tea") -> str:
    """Join, tell, buy, play, invite and be corrected, each so that something is left of it in every collection."""
    member = await joined(backend, name, person)
    await does(backend, member, profiling(), "c1")
    said = ConsentChange(purpose=Purpose.LOCATION, granted=True, text_version="t-7")
    await does(backend, member, said, "c2")
    await does(backend, member, purchase(f"receipt-of-{name}", 6000), "k1")
    await does(backend, member, sip("tea", f"tea-of-{name}"), "k2")
    await does(backend, member, Spin(wheel="shiny"), "k3")
    await does(backend, member, Adjustment(asset="points", amount=5, reason="sorry", author="staff-sam"), "k4")
    await does(backend, member, OfferClaim(offer="tote-bag"), "k5")
    await does(backend, member, use(2, f"bag-of-{name}"), "k6")
    await does(backend, member, OfferClaim(offer="tote-bag"), "k7")
    await does(backend, member, VoucherCancellation(voucher=3, reason="sorry", author="staff-sam"), "k8")
    await tells(backend, member, "more", Given(text=answer), "a1")
    await invites(backend, member, device=f"device-of-{name}", channel="sms")
    await plays(backend, clock, member, "bot", reaction_ms=40)
    await register(backend, member, Installation("token", f"phone-of-{name}", Platform.WEB, "1.0", "en", "UTC"), "d1")
    await report_location(backend, member, Position(50.45, 30.52), "l1", "app")
    await sent(backend, member)
    await delivered(backend, member)
    return member


async def lives_with_a_friend(backend: Backend, clock: FixedClock, friend: Person = NOBODY) -> tuple[str, str]:
    """Anna, and Boris, who came by her invitation, joined with his own device, and has bought."""
    anna = await lives(backend, clock, "anna")
    code = await invites(backend, anna, "for-a-friend")
    clock.instant += timedelta(minutes=1)
    boris = await joined(backend, "boris", friend)
    await accepts(backend, boris, code, device="device-of-boris", payment_reference="iban-of-boris")
    await does(backend, boris, purchase("receipt-of-boris"), "k1")
    return anna, boris
