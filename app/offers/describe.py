"""What offers are good for and how they are had, in sentences for members: English so far."""

from collections.abc import Iterator
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

from app.offers.benefit import Benefit, BenefitKind
from app.offers.choose import Because, Reason
from app.programme.describe import counted, locale_of, money_of, spoken
from app.programme.model import After, How, Offer, Programme
from app.programme.values import Text, minor_unit_exponent
from app.programme.windows import Moment
from app.words import Said, say

HAD = {
    How.CLAIM: "claim it",
    How.BUY: "buy it",
    How.EACH_VISIT: "it may be chosen for you when you come by",
    How.AFTER: "it is given",
    How.STAFF: "our staff give it",
}


def benefit_words(benefit: Benefit, programme: Programme, language: str) -> str:
    """What a voucher is good for: "20 % off tea or coffee, up to €5.00"."""
    most = f", up to {_money(benefit.most, programme, language)}" if benefit.most is not None else ""
    goods = " or ".join([*benefit.categories, *benefit.skus])
    if benefit.kind is BenefitKind.ACCESS:
        text = Text(benefit.access or "")
        return text.in_language(spoken(language), programme.languages[0])
    if benefit.kind is BenefitKind.FREE:
        return f"{benefit.size} {goods} for free{most}"
    if benefit.kind is BenefitKind.PERCENT:
        percent = format_decimal(Decimal(benefit.size) / 100, locale=locale_of(language))
        off = f"{percent} % off"
    else:
        off = f"{_money(benefit.size, programme, language)} off"
    return f"{off}{f' {goods}' if goods else ''}{most}"


def offer_words(offer: Offer, programme: Programme, language: str) -> str:
    """How an offer is had, and its limits: "buy it for 100 points, once per month; a voucher lasts 30 days"."""
    return "".join(_parts(offer, programme, language))


def reason_words(reason: Reason) -> Said:
    """Why an offer was chosen: "you often buy tea"."""
    if reason.because is Because.BOUGHT:
        return say("you often buy {category}", category=reason.category)
    if reason.because is Because.LIKED:
        return say("you like {category}", category=reason.category)
    return say("it is new for you")


def _parts(offer: Offer, programme: Programme, language: str) -> Iterator[str]:
    yield HAD[offer.how]
    if offer.price:
        price = counted(offer.price.amount, programme.assets[offer.price.asset], programme, language)
        yield f" for {price}"
    if offer.after:
        yield _after(offer.after, programme, language)
    if offer.eligible:
        yield ", if you qualify"
    if offer.starts:
        yield f", from {_day(offer.starts, language)}"
    if offer.ends:
        yield f", until {_day(offer.ends, language)}"
    if offer.cap:
        times = "once" if offer.cap.times == 1 else f"{offer.cap.times} times"
        yield f", {times} per {offer.cap.per}" if offer.cap.per else f", {times}"
    if offer.stock is not None:
        yield f", as long as {format_decimal(offer.stock, locale=locale_of(language))} for all members last"
    yield f"; a voucher lasts {offer.lasts}"
    if offer.smallest_purchase is not None:
        least = money_of(offer.smallest_purchase, programme.currency, language)
        yield f", for a purchase of {least} or more"
    if offer.refundable:
        yield f", and can be handed back unused for {offer.refundable}"


def _after(after: After, programme: Programme, language: str) -> str:
    declared = programme.activities.get(after.on)
    done = declared.name.in_language(spoken(language), programme.languages[0]).lower() if declared else after.on
    least = f" of {money_of(after.least, programme.currency, language)} or more" if after.least is not None else ""
    return f" for each {done}{least}{' that qualifies' if after.when else ''}"


def _money(minor_units: int, programme: Programme, language: str) -> str:
    amount = Decimal(minor_units).scaleb(-minor_unit_exponent(programme.currency))
    return money_of(amount, programme.currency, language)


def _day(moment: Moment, language: str) -> str:
    return str(format_date(moment.day, "long", locale=locale_of(language)))
