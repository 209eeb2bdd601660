"""Looking at campaigns, and checking what is to become one."""

from typing import Annotated

import strawberry

from app.audience.find import count_members
from app.audience.known import words_of
from app.campaigns import store
from app.campaigns.text.load import read_text
from app.identity.callers import Role
from app.programme.language import check
from app.programme.mistakes import ProgrammeMistakes
from app.programme.vocabulary import about_members
from graphql_schema.ids import stored_id
from graphql_schema.pagination import After, Connection, First, page, timed_place, timed_position, wanted
from graphql_schema.staff.campaign_enums import ApiCampaignState
from graphql_schema.staff.campaigns import Campaign, find_campaign, shown_campaign
from graphql_schema.staff.context import StaffInfo
from graphql_schema.staff.programmes import Mistake, shown_mistakes
from graphql_schema.staff.roles import Allowed

OneState = Annotated[ApiCampaignState | None, strawberry.argument(description="Only those in this state.")]
CampaignId = Annotated[strawberry.ID, strawberry.argument(description="The id in its text, or the global id.")]
Draft = Annotated[str, strawberry.argument(description="The campaign's YAML text.")]
Condition = Annotated[
    str | None, strawberry.argument(description="A condition about the member; everybody when left out.")
]


@strawberry.type(description="What a check of a campaign's text found.")
class CampaignCheck:
    """What a check found."""

    mistakes: list[Mistake] = strawberry.field(description="Everything to mend; empty when it can be drafted.")


@strawberry.type(description="How many members a condition is true for.")
class AudienceCount:
    """How many members a condition is true for."""

    members: int | None = strawberry.field(description="How many, as of now; null when the condition has mistakes.")
    mistakes: list[Mistake] = strawberry.field(description="Everything to mend in the condition.")


@strawberry.type
class CampaignQueries:
    """Looking at campaigns."""

    @strawberry.field(description="All campaigns, the newest first.", extensions=[Allowed(Role.MARKETING)])
    async def campaigns(
        self, info: StaffInfo, state: OneState = None, first: First = 20, after: After = None
    ) -> Connection[Campaign]:
        database = info.context.backend.database
        rows = await store.list_campaigns(database, wanted(first), state, timed_position(after))
        return page(rows, first, after, shown_campaign, lambda row: timed_place(row["created_at"], row["_id"]))

    @strawberry.field(
        description="The campaign with this id; null when there is none.", extensions=[Allowed(Role.MARKETING)]
    )
    async def campaign(self, info: StaffInfo, id: CampaignId) -> Campaign | None:  # noqa: A002
        return await find_campaign(info.context, stored_id("Campaign", id))

    @strawberry.field(
        description="What is wrong with a campaign's text, in the programme in force. Nothing is kept.",
        extensions=[Allowed(Role.MARKETING)],
    )
    async def check_campaign(self, info: StaffInfo, text: Draft) -> CampaignCheck:
        backend = info.context.backend
        try:
            await read_text(backend, text, not_before=backend.clock.now())
        except ProgrammeMistakes as wrong:
            return CampaignCheck(mistakes=shown_mistakes(wrong))
        return CampaignCheck(mistakes=[])

    @strawberry.field(
        description="How many members a condition is true for now, erased ones left out.",
        extensions=[Allowed(Role.MARKETING)],
    )
    async def audience_count(self, info: StaffInfo, condition: Condition = None) -> AudienceCount:
        backend, programme = info.context.backend, info.context.published.programme
        mistakes = check(condition, about_members(words_of(programme))) if condition is not None else []
        if mistakes:
            shown = [Mistake(line=1, column=one.column, path="condition", message=one.message) for one in mistakes]
            return AudienceCount(members=None, mistakes=shown)
        counted = await count_members(backend, programme, condition, backend.clock.now())
        return AudienceCount(members=counted, mistakes=[])
