"""A campaign's messages to members, each with what was decided and why."""

from datetime import datetime

import strawberry

from app.campaigns import deliveries as stored
from app.campaigns.text.in_words import DECISIONS
from app.messages.decision import Decision
from app.storage.client import Row
from graphql_schema.ids import Node, global_id
from graphql_schema.outcomes import Words
from graphql_schema.pagination import Connection, page, position, wanted
from graphql_schema.staff.campaign_enums import ApiDecision
from graphql_schema.staff.context import StaffContext


@strawberry.type(description="One message to one member by one channel, whatever became of it.")
class Delivery(Node):
    """One message to one member by one channel."""

    campaign: strawberry.ID = strawberry.field(description="The campaign's id in its text.")
    member_id: strawberry.ID = strawberry.field(description="The member's global id.")
    occurrence: str = strawberry.field(
        description="Which time of the campaign: what the wall clock shows, or the activity that set it off."
    )
    step: int = strawberry.field(description="Which step of the cascade, from 0.")
    channel: str = strawberry.field(description="`push`, `email` or `sms`; `inbox` for a campaign without channels.")
    arm: str = strawberry.field(description="The variant that the member gets, or `holdout`.")
    decision: ApiDecision = strawberry.field(description="What was decided.")
    words: str = strawberry.field(description="The decision in plain words.")
    why: str | None = strawberry.field(
        description="What the channel said where it did not take the message; where it was capped, the campaigns whose "
        "messages left no room for it, such as `news, lunch`."
    )
    attempts: int = strawberry.field(description="How many times it was handed to the channel.")
    due_at: datetime = strawberry.field(description="When it was due first.")
    send_at: datetime = strawberry.field(description="When it was, or will be, looked at last: later where it waits.")
    decided_at: datetime | None = strawberry.field(description="When it was decided; null while it is planned.")
    opened_at: datetime | None = strawberry.field(description="When the member opened it.")


@strawberry.type(description="What a campaign has decided about a member.")
class CampaignExplanation:
    """What a campaign has decided about a member."""

    in_audience: bool = strawberry.field(description="Whether the member is in the audience now.")
    arm: str = strawberry.field(description="The variant that the member gets, or would get, or `holdout`.")
    deliveries: list[Delivery] = strawberry.field(
        description="Everything that was decided, the latest first; empty where it was not the member's turn."
    )


async def deliveries_page(
    context: StaffContext, campaign: str, first: int, after: str | None, decision: Decision | None
) -> Connection[Delivery]:
    """A page of a campaign's deliveries."""
    database = context.backend.database
    rows = await stored.deliveries_of(database, campaign, wanted(first), position(after), decision)
    return page(rows, first, after, lambda row: shown_delivery(row, context.words), lambda row: str(row["_id"]))


async def find_delivery(context: StaffContext, stored_id: str) -> Delivery | None:
    """The delivery with this id."""
    found = await stored.read_delivery(context.backend.database, stored_id)
    return shown_delivery(found, context.words) if found else None


def shown_delivery(row: Row, words: Words) -> Delivery:
    """A delivery as the API shows it."""
    decision = Decision(row["decision"])
    return Delivery(
        id=global_id("Delivery", row["_id"]),
        campaign=strawberry.ID(row["campaign"]),
        member_id=global_id("Member", row["member"]),
        occurrence=row["occurrence"],
        step=row["step"],
        channel=row["channel"],
        arm=row["arm"],
        decision=decision,
        words=DECISIONS[decision].in_language(words.language),
        why=row.get("why"),
        attempts=row["attempts"],
        due_at=row["due_at"],
        send_at=row["send_at"],
        decided_at=row.get("decided_at"),
        opened_at=row.get("opened_at"),
    )
