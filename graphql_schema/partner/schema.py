"""The schema of the partner API."""

import strawberry

from graphql_schema.activities import Activity
from graphql_schema.errors import ERROR_TYPES
from graphql_schema.outcomes import OUTCOME_TYPES
from graphql_schema.partner.consents import ConsentMutations
from graphql_schema.partner.members import MemberQueries
from graphql_schema.partner.nodes import NodeQueries
from graphql_schema.partner.previews import PreviewQueries
from graphql_schema.partner.programme import ProgrammeQueries
from graphql_schema.partner.purchases import PurchaseMutations
from graphql_schema.partner.redeeming import VoucherMutations
from graphql_schema.partner.reports import ActivityMutations
from graphql_schema.partner.selling import RewardMutations
from graphql_schema.partner.visits import VisitMutations
from graphql_schema.partner.vouchers import VoucherQueries
from graphql_schema.scalars import CONFIG


@strawberry.type(description="What a partner can look up. Nothing here changes anything.")
class Query(MemberQueries, PreviewQueries, VoucherQueries, ProgrammeQueries, NodeQueries):
    """What a partner can look up."""


@strawberry.type(description="What a partner can record. Each takes one `input` with an `idempotencyKey`.")
class Mutation(
    PurchaseMutations, VisitMutations, VoucherMutations, RewardMutations, ActivityMutations, ConsentMutations
):
    """What a partner can record."""


schema = strawberry.Schema(
    query=Query, mutation=Mutation, types=[Activity, *OUTCOME_TYPES, *ERROR_TYPES], config=CONFIG
)
