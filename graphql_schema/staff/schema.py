"""The schema of the staff API."""

import strawberry

from graphql_schema.activities import Activity
from graphql_schema.errors import ERROR_TYPES
from graphql_schema.outcomes import OUTCOME_TYPES
from graphql_schema.scalars import CONFIG
from graphql_schema.staff.audit import AuditQueries
from graphql_schema.staff.awarding import AwardingQueries
from graphql_schema.staff.campaign_changes import CampaignMutations
from graphql_schema.staff.campaign_queries import CampaignQueries
from graphql_schema.staff.churn import ChurnQueries
from graphql_schema.staff.clock import ClockMutations
from graphql_schema.staff.corrections import CorrectionMutations
from graphql_schema.staff.erasing import ErasureMutations
from graphql_schema.staff.experiments import ExperimentQueries
from graphql_schema.staff.geofences import GeofenceMutations, GeofenceQueries
from graphql_schema.staff.logged import logged
from graphql_schema.staff.members import MemberQueries
from graphql_schema.staff.nodes import NodeQueries
from graphql_schema.staff.partner_keys import PartnerKeyMutations, PartnerKeyQueries
from graphql_schema.staff.programmes import ProgrammeQueries
from graphql_schema.staff.publishing import PublishingMutations
from graphql_schema.staff.reviewing import ReviewMutations
from graphql_schema.staff.rounds import RoundQueries
from graphql_schema.staff.staff_log import StaffLogQueries
from graphql_schema.staff.trying_out import TestMessageMutations
from graphql_schema.staff.vouchers import VoucherMutations
from graphql_schema.transactions import Transaction


@strawberry.type(
    description="What the staff can look up, each according to their roles. Nothing here changes anything."
)
class Query(
    ProgrammeQueries,
    AwardingQueries,
    MemberQueries,
    ChurnQueries,
    ExperimentQueries,
    PartnerKeyQueries,
    AuditQueries,
    RoundQueries,
    GeofenceQueries,
    CampaignQueries,
    StaffLogQueries,
    NodeQueries,
):
    """What the staff can look up."""


@logged
@strawberry.type(description="What the staff can do. Each takes one `input` with an `idempotencyKey`.")
class Mutation(
    PublishingMutations,
    CorrectionMutations,
    ReviewMutations,
    VoucherMutations,
    GeofenceMutations,
    CampaignMutations,
    TestMessageMutations,
    ErasureMutations,
    PartnerKeyMutations,
    ClockMutations,
):
    """What the staff can do."""


schema = strawberry.Schema(
    query=Query, mutation=Mutation, types=[Activity, Transaction, *OUTCOME_TYPES, *ERROR_TYPES], config=CONFIG
)
