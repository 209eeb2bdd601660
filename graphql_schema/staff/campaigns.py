"""Campaigns as the staff sees them."""

from datetime import datetime
from typing import Annotated

import strawberry

from app.campaigns import store
from app.campaigns.reports.explain import explain
from app.campaigns.reports.kept import read_kept
from app.campaigns.reports.progress import progress
from app.campaigns.reports.reporting import latest_report
from app.campaigns.steering.estimate import estimate
from app.campaigns.steering.preview import preview
from app.campaigns.text.load import campaign_in
from app.campaigns.text.occurrences import next_instant
from app.errors import Refusal
from app.members.store import member_zones
from app.messages.documents import CampaignState
from app.storage.client import Row
from graphql_schema.errors import user_error
from graphql_schema.ids import Node, global_id, stored_id
from graphql_schema.pagination import After, Connection, First
from graphql_schema.staff.campaign_enums import ApiCampaignState, ApiDecision
from graphql_schema.staff.campaign_estimate import CampaignEstimate, shown_estimate
from graphql_schema.staff.campaign_preview import CampaignPreview, no_preview, shown_preview
from graphql_schema.staff.campaign_progress import CampaignProgress, shown_progress
from graphql_schema.staff.campaign_report import CampaignCounting, CampaignReport, shown_report
from graphql_schema.staff.context import StaffContext, StaffInfo
from graphql_schema.staff.deliveries import CampaignExplanation, Delivery, deliveries_page, shown_delivery

OneDecision = Annotated[ApiDecision | None, strawberry.argument(description="Only those with this decision.")]
OneMember = Annotated[strawberry.ID, strawberry.argument(description="The member's global id.")]
OneVariant = Annotated[
    strawberry.ID | None, strawberry.argument(description="The id of a variant; the first one when left out.")
]
OVER = (CampaignState.ENDED, CampaignState.CANCELLED)


@strawberry.type(description="Who gets which message when, and what came of it.")
class Campaign(Node):
    """A campaign."""

    record: strawberry.Private[Row]
    key: strawberry.ID = strawberry.field(description="The id in its text.")
    name: str = strawberry.field(description="What the staff calls it.")
    text: str = strawberry.field(description="The YAML text, to the letter. It can be changed while it is a draft.")
    state: ApiCampaignState = strawberry.field(description="How far it has come.")
    created_at: datetime = strawberry.field(description="When it was drafted first.")
    created_by: str = strawberry.field(description="Who drafted it first: the subject of somebody of the staff.")
    submitted_by: str | None = strawberry.field(description="Who submitted it; null while it is a draft.")
    started_at: datetime | None = strawberry.field(description="When it began to run; null before.")
    widened_at: datetime | None = strawberry.field(
        description="When its pilot ended; null while there is one, or none."
    )
    gifts: int = strawberry.field(description="How many of its gifts were given, or set aside for messages under way.")

    @strawberry.field(
        description="When it happens next, wherever among the members that is first; null for a campaign on a trigger, "
        "and when there is no next time."
    )
    async def next_at(self, info: StaffInfo) -> datetime | None:
        if self.record["state"] in OVER:
            return None
        zone, backend = info.context.published.programme.tz, info.context.backend
        zones = await member_zones(backend.database)
        return next_instant(campaign_in(self.text).timing, zone, zones, backend.clock.now())

    @strawberry.field(description="Whom it would reach now, and what each limit takes away.")
    async def estimate(self, info: StaffInfo) -> CampaignEstimate:
        return shown_estimate(await estimate(info.context.desk, self.record))

    @strawberry.field(description="The message as one member would read it now.")
    async def preview(self, info: StaffInfo, member_id: OneMember, variant: OneVariant = None) -> CampaignPreview:
        try:
            found = await preview(info.context.desk, self.record, stored_id("Member", member_id), variant)
        except Refusal as refusal:
            return no_preview(user_error(refusal, within=()))
        return shown_preview(found)

    @strawberry.field(description="Its messages, one for each member, occurrence and step, the latest first.")
    async def deliveries(
        self, info: StaffInfo, first: First = 20, after: After = None, decision: OneDecision = None
    ) -> Connection[Delivery]:
        return await deliveries_page(info.context, self.record["_id"], first, after, decision)

    @strawberry.field(description="How far the sending has come. It is cheap: ask again every second, if you like.")
    async def progress(self, info: StaffInfo) -> CampaignProgress:
        backend = info.context.backend
        return shown_progress(await progress(backend.database, self.record, backend.clock.now()))

    @strawberry.field(
        description="What came of it so far. With more than 5,000 deliveries it is computed by a worker "
        "once somebody asks for it, and anew when it is older than ten minutes; null before the first time."
    )
    async def report(self, info: StaffInfo) -> CampaignReport | None:
        latest = await latest_report(info.context.backend, self.record)
        return shown_report(latest, info.context.words) if latest else None

    @strawberry.field(description="The report that a worker is to compute, or is at; null when none is to come.")
    async def counting(self, info: StaffInfo) -> CampaignCounting | None:
        row = await read_kept(info.context.backend.database, self.record["_id"])
        if row is None or row["asked_at"] is None:
            return None
        return CampaignCounting(asked_at=row["asked_at"], done=row.get("done", 0), of=row.get("of", 0))

    @strawberry.field(
        description="What was decided about one member and why; null where there is no such member. The latest "
        "100 deliveries."
    )
    async def explain(self, info: StaffInfo, member_id: OneMember) -> CampaignExplanation | None:
        found = await explain(info.context.backend, self.record, stored_id("Member", member_id))
        if found is None:
            return None
        return CampaignExplanation(
            in_audience=found.in_audience,
            arm=found.arm,
            deliveries=[shown_delivery(row, info.context.words) for row in found.deliveries],
        )


async def find_campaign(context: StaffContext, stored_id: str) -> Campaign | None:
    """The campaign with this id in its text."""
    found = await store.read_campaign(context.backend.database, stored_id)
    return shown_campaign(found) if found else None


def shown_campaign(record: Row) -> Campaign:
    """A campaign as the API shows it."""
    return Campaign(
        id=global_id("Campaign", record["_id"]),
        record=record,
        key=strawberry.ID(record["_id"]),
        name=campaign_in(record["text"]).name,
        text=record["text"],
        state=CampaignState(record["state"]),
        created_at=record["created_at"],
        created_by=record["created_by"],
        submitted_by=record["submitted_by"],
        started_at=record["started_at"],
        widened_at=record.get("widened_at"),
        gifts=record["gifts"],
    )
