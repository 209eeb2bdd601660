"""What offers are good for and how they are had, in sentences for members."""

from decimal import Decimal

from app.offers.benefit import WHOLE_PERCENT, Benefit, BenefitKind
from app.offers.choose import Because, Reason
from app.programme.describe_limits import at_most, dated, while_stocks_last
from app.programme.kinds import each_kind, qualifying
from app.programme.model import After, How, Offer, Programme, Reporter, Stacking
from app.programme.naming import counted, name_of, span_of, title_of
from app.programme.per import per
from app.programme.values import Text, minor_unit_exponent
from app.words import AnyOf, Fact, Money, Said, Worded, often, say

HAD = {
    How.CLAIM: say("claim it"),
    How.BUY: say("buy it"),
    How.EACH_VISIT: say("it may be chosen for you when you come by"),
    How.AFTER: say("it is given"),
    How.STAFF: say("our staff give it"),
}


def benefit_words(benefit: Benefit, programme: Programme) -> Worded:
    """What a voucher is good for: "20 % off tea or coffee, up to €5.00"."""
    words = _benefit(benefit, programme)
    if benefit.most is None:
        return words
    return say("{benefit}, up to {most}", benefit=words, most=_money(benefit.most, programme))


def offer_words(offer: Offer, programme: Programme) -> Said:
    """How an offer is had, and its limits: "buy it for 100 points, at most once per month; a voucher lasts 30 days"."""
    term = _had(offer, programme)
    if offer.eligible:
        term = say("{term}, if you qualify", term=term)
    if offer.early:
        term = say("{term} (from {day} for those with early access)", term=term, day=offer.early.starts.day)
    term = dated(term, offer.starts, offer.ends)
    if offer.cap:
        term = at_most(term, per(often(offer.cap.times), offer.cap.per))
    if offer.again_after:
        term = say("{term}, again after {span}", term=term, span=span_of(offer.again_after))
    if offer.stock is not None:
        term = while_stocks_last(term, offer.stock)
    return _redeemed(term, offer, programme)


def reason_words(reason: Reason) -> Said:
    """Why an offer was chosen: "you often buy tea"."""
    if reason.because is Because.BOUGHT:
        return say("you often buy {category}", category=reason.category)
    if reason.because is Because.LIKED:
        return say("you like {category}", category=reason.category)
    return say("it is new for you")


def _benefit(benefit: Benefit, programme: Programme) -> Worded:
    goods = AnyOf((*benefit.categories, *benefit.skus)) if benefit.of_goods else None
    if benefit.kind is BenefitKind.ACCESS:
        return title_of(Text(benefit.access or ""), programme)
    if benefit.kind is BenefitKind.FREE:
        return say("{count} {goods} for free", count=benefit.size, goods=goods)
    if benefit.kind is BenefitKind.MULTIPLIER:
        return _multiplied(benefit, programme)
    if benefit.kind is BenefitKind.PERCENT:
        percent = (Decimal(benefit.size) / 100).normalize()
        off = say("{percent} % off", percent=percent)
        return say("{percent} % off {goods}", percent=percent, goods=goods) if goods else off
    money = _money(benefit.size, programme)
    return say("{money} off {goods}", money=money, goods=goods) if goods else say("{money} off", money=money)


def _multiplied(benefit: Benefit, programme: Programme) -> Said:
    """What a purchase earns: "3 times the points of a purchase"."""
    known = programme.assets.get(benefit.asset or "")
    asset = name_of(known.name, programme) if known else benefit.asset
    factor = (Decimal(benefit.size) / WHOLE_PERCENT).normalize()
    times = say("{factor} times the {asset} of a purchase", factor=factor, asset=asset)
    return say("{times}, unless more applies", times=times) if programme.stacking is Stacking.HIGHEST else times


def _had(offer: Offer, programme: Programme) -> Said:
    if offer.price:
        price = counted(offer.price.amount, offer.price.asset, programme)
        if offer.how is How.CONVERT:
            return say("{price} turn into it by themselves", price=price)
        if offer.sold_by == (Reporter.PARTNER,):
            return say("our shops sell it for {price}", price=price)
        return say("buy it for {price}", price=price)
    if offer.after is None:
        return HAD[offer.how]
    done = _after(offer.after, programme)
    if offer.how is How.CLAIM:
        return say("claim it, or it is given for {done}", done=done)
    return say("it is given for {done}", done=done)


def _after(after: After, programme: Programme) -> Fact:
    done = each_kind(after.on, programme)
    if after.least is not None:
        done = say("{done} of {least} or more", done=done, least=Money(after.least, programme.currency))
    return qualifying(done, after.when)


def _redeemed(term: Said, offer: Offer, programme: Programme) -> Said:
    term = say("{term}; a voucher lasts {span}", term=term, span=span_of(offer.lasts))
    if offer.smallest_purchase is not None:
        least = Money(offer.smallest_purchase, programme.currency)
        term = say("{term}, for a purchase of {least} or more", term=term, least=least)
    if offer.refundable:
        refundable = span_of(offer.refundable)
        term = say("{term}, and can be handed back unused for {span}", term=term, span=refundable)
    return term


def _money(minor_units: int, programme: Programme) -> Money:
    return Money(Decimal(minor_units).scaleb(-minor_unit_exponent(programme.currency)), programme.currency)
