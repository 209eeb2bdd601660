"""How it all works: the programme in words, for members and for those who think about joining."""

from typing import Annotated

import strawberry

from app.programme import model
from app.programme.describe import earning_term
from app.programme.timing import is_secret
from graphql_schema.context import Info
from graphql_schema.member.activity_terms import ActivityTerms, activity_terms
from graphql_schema.member.assets import Asset, asset
from graphql_schema.member.badge_terms import BadgeTerms, badge_terms
from graphql_schema.member.cause_terms import CauseTerms, published
from graphql_schema.member.experiment_terms import ExperimentTerms, experiment_terms
from graphql_schema.member.mascot_terms import MascotTerms, mascot_terms
from graphql_schema.member.offer_terms import OfferTerms, offer_terms
from graphql_schema.member.question_terms import QuestionTerms
from graphql_schema.member.question_terms import published as published_question
from graphql_schema.member.referral_terms import ReferralTerms, referral_terms_of
from graphql_schema.member.stores import Store, all_stores
from graphql_schema.member.streak_terms import StreakTerms, streak_terms
from graphql_schema.member.tier_terms import MembershipTerms, TierTerms, membership_terms, tiers_of
from graphql_schema.member.view import find_view
from graphql_schema.member.wheel_terms import WheelTerms, wheel_terms
from graphql_schema.outcomes import Words

Language = Annotated[
    str | None,
    strawberry.argument(description="The language of the texts, such as `uk`; the member's own when left out."),
]


@strawberry.type(description="A way to earn.")
class EarningRule:
    """A way to earn."""

    id: strawberry.ID = strawberry.field(description="The rule's id in the programme.")
    name: str | None = strawberry.field(description="Its name.")
    words: str = strawberry.field(description="What it gives, in words.")
    asset: Asset = strawberry.field(description="What it gives.")


@strawberry.type(description="The programme in force: everything that can be earned and won.")
class Programme:
    """The programme in force."""

    texts: strawberry.Private[Words]
    name: str = strawberry.field(description="Its name.")
    currency: str = strawberry.field(description="The ISO 4217 code of the currency of all its amounts of money.")
    zone: str = strawberry.field(description="The IANA time zone of its own days and months.")
    languages: list[str] = strawberry.field(description="The languages its texts come in; the first is the default.")

    @strawberry.field(description="What a wallet can hold.")
    def assets(self) -> list[Asset]:
        return [asset(self.texts, asset_id) for asset_id in self.texts.programme.assets]

    @strawberry.field(description="What members can do in the app: what `recordActivity` takes.")
    def activities(self) -> list[ActivityTerms]:
        return activity_terms(self.texts)

    @strawberry.field(description="The brand's stores.")
    def stores(self) -> list[Store]:
        return all_stores(self.texts)

    @strawberry.field(description="At how many stores a member can check in a day; null for none.")
    def check_ins_per_day(self) -> int | None:
        rules = self.texts.programme.check_ins
        return rules.per_day if rules else None

    @strawberry.field(description="The ways to earn; a surprise from the moment on at which it starts.")
    def earning(self, info: Info) -> list[EarningRule]:
        known, now = self.texts.programme, info.context.backend.clock.now()
        return [_earning(self.texts, rule) for rule in known.earning if not is_secret(rule, now, known.tz)]

    @strawberry.field(description="The wheels as published; `me { wheels }` has the member's own odds.")
    def wheels(self) -> list[WheelTerms]:
        return [wheel_terms(self.texts, wheel_id, wheel) for wheel_id, wheel in self.texts.programme.wheels.items()]

    @strawberry.field(description="The good causes as published; `me { causes }` has what the member gave.")
    def causes(self) -> list[CauseTerms]:
        causes = self.texts.programme.causes.items()
        return [CauseTerms(**published(self.texts, cause_id, cause)) for cause_id, cause in causes]

    @strawberry.field(description="The badges that are no secret; `me { badges }` has the member's own progress.")
    def badges(self) -> list[BadgeTerms]:
        return badge_terms(self.texts)

    @strawberry.field(description="The mascot games as published; `me { mascotGames }` has the member's own state.")
    def mascot_games(self) -> list[MascotTerms]:
        return [mascot_terms(self.texts, game_id, game) for game_id, game in self.texts.programme.mascots.items()]

    @strawberry.field(description="The streaks as published; `me { streaks }` has the member's own.")
    def streaks(self) -> list[StreakTerms]:
        return [streak_terms(self.texts, name, streak) for name, streak in self.texts.programme.streaks.items()]

    @strawberry.field(description="The questions as published; `me { questions }` asks the member one at a time.")
    def questions(self) -> list[QuestionTerms]:
        questions = self.texts.programme.questions.items()
        return [QuestionTerms(**published_question(self.texts, name, question)) for name, question in questions]

    @strawberry.field(description="The offers as published; `me { offers }` has what the member can have now.")
    def offers(self) -> list[OfferTerms]:
        return [offer_terms(self.texts, offer_id) for offer_id in self.texts.programme.offers]

    @strawberry.field(description="How members bring friends; null when they can't. `me { referral }` has one's own.")
    def referral(self) -> ReferralTerms | None:
        return referral_terms_of(self.texts)

    @strawberry.field(description="The levels; null when there are none. `me { tier }` says where the member stands.")
    def tiers(self) -> TierTerms | None:
        return tiers_of(self.texts)

    @strawberry.field(description="The memberships that can be bought; `me { paidMemberships }` has the member's own.")
    def memberships(self) -> list[MembershipTerms]:
        return [membership_terms(self.texts, name, one) for name, one in self.texts.programme.memberships.items()]

    @strawberry.field(description="For which comparisons members are treated differently, by chance.")
    def experiments(self) -> list[ExperimentTerms]:
        return experiment_terms(self.texts)


async def programme(info: Info, language: Language = None) -> Programme:
    """The programme in the asked language, else in the member's, else in its default one."""
    published = info.context.published.programme
    if language is None:
        view = await find_view(info.context)
        language = view.state.language if view else published.languages[0]
    words = Words(published, language)
    return Programme(
        texts=words,
        name=words.text(published.name),
        currency=published.currency,
        zone=published.zone,
        languages=list(published.languages),
    )


def _earning(words: Words, rule: model.EarningRule) -> EarningRule:
    return EarningRule(
        id=strawberry.ID(rule.id),
        name=words.text(rule.name) if rule.name else None,
        words=words.put(earning_term(rule, words.programme)),
        asset=asset(words, rule.earn),
    )
