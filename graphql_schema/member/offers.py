"""The offers as one member sees them: what they can have now, and what fits them."""

import strawberry

from app.engine.activities import Activity as Doing
from app.engine.activities import OfferClaim, RewardPurchase
from app.engine.decide import decide
from app.engine.decisions.tastes import preferences
from app.engine.situation import Situation
from app.errors import Refusal
from app.offers.choose import Candidate, ranked
from app.offers.describe import reason_words
from app.programme import model
from graphql_schema.errors import UserError, user_error
from graphql_schema.member.offer_terms import OfferTerms, offer_terms
from graphql_schema.member.view import View
from graphql_schema.scalars import BigInt

CATALOGUE = (model.How.CLAIM, model.How.BUY)


@strawberry.type(description="An offer of the catalogue, as it stands for this member now.")
class Offer:
    """An offer, as it stands for this member now."""

    view: strawberry.Private[View]
    model: strawberry.Private[model.Offer]
    id: strawberry.ID = strawberry.field(description="The id of the offer in the programme.")
    name: str = strawberry.field(description="Its name.")
    reasons: list[str] = strawberry.field(description="Why it fits the member, in words.")

    @strawberry.field(description="What it is good for, and how it is had.")
    def terms(self) -> OfferTerms:
        return offer_terms(self.view.words, self.id)

    @strawberry.field(description="Whether the member would get it now.")
    async def available(self) -> bool:
        return await _refusal(self.view, self.id, self.model) is None

    @strawberry.field(description="Why the member would not get it now; null when they would.")
    async def blocked_by(self) -> UserError | None:
        refusal = await _refusal(self.view, self.id, self.model)
        return user_error(refusal, self.view.words.language) if refusal else None

    @strawberry.field(description="How many are left for all members together; null for no limit.")
    async def left(self) -> BigInt | None:
        if self.model.stock is None:
            return None
        taken = await self.view.offers_taken.get()
        return BigInt(max(0, self.model.stock - taken.get(self.id, 0)))


async def offers_of(view: View) -> list[Offer]:
    """The catalogue: what fits the member best comes first, and what they dislike at the end."""
    programme = view.programme
    shown = {offer_id: offer for offer_id, offer in programme.offers.items() if offer.how in CATALOGUE}
    candidates = [Candidate(offer_id, offer.about) for offer_id, offer in shown.items()]
    situation = Situation(programme, view.state, OfferClaim(offer=""), view.now, await view.around_offers())
    fitting = {choice.offer: choice.reasons for choice in ranked(candidates, preferences(situation), {})}
    order = [*fitting, *(offer_id for offer_id in shown if offer_id not in fitting)]
    return [
        Offer(
            view=view,
            model=shown[offer_id],
            id=strawberry.ID(offer_id),
            name=view.words.text(shown[offer_id].name),
            reasons=[view.words.put(reason_words(one)) for one in fitting.get(offer_id, ()) if one.category],
        )
        for offer_id in order
    ]


async def offer_of(view: View, offer_id: str) -> Offer | None:
    """An offer of the catalogue; None when it has no such offer."""
    return next((offer for offer in await offers_of(view) if offer.id == offer_id), None)


async def _refusal(view: View, offer_id: str, offer: model.Offer) -> Refusal | None:
    """Why the offer would be refused now: asked of the very decision it is had by, whose result is thrown away."""
    asked: Doing = RewardPurchase(offer=offer_id) if offer.how is model.How.BUY else OfferClaim(offer=offer_id)
    try:
        decide(Situation(view.programme, view.state, asked, view.now, await view.around_offers()))
    except Refusal as refusal:
        return refusal
    return None
