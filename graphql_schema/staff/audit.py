"""The audit of the ledger: everything is read once, and what does not add up is told."""

import strawberry

from app.engine.audit.audit import audit
from app.engine.audit.report import AssetTotals, AuditReport, Violation
from app.identity.callers import Role
from graphql_schema.ids import global_id
from graphql_schema.scalars import BigInt
from graphql_schema.staff.context import StaffInfo
from graphql_schema.staff.roles import Allowed

VIOLATIONS_SHOWN = 100


@strawberry.type(description="All wallets and accounts of one asset together.")
class AuditTotals:
    """The totals of one asset."""

    asset: strawberry.ID = strawberry.field(description="The asset's id.")
    issued: BigInt = strawberry.field(description="What members earned, less what returns took back.")
    redeemed: BigInt = strawberry.field(description="What members spent.")
    donated: BigInt = strawberry.field(description="What members gave to causes.")
    expired: BigInt = strawberry.field(description="What members let expire.")
    outstanding: BigInt = strawberry.field(description="What members hold, available and pending, less debts.")
    difference: BigInt = strawberry.field(description="The sum over all accounts: 0 when the books are right.")


@strawberry.type(description="Something that does not add up.")
class AuditViolation:
    """Something that does not add up."""

    kind: str = strawberry.field(description="What was checked, such as `balance` or `effect missing`.")
    member_id: strawberry.ID | None = strawberry.field(description="The member it is about; null for all together.")
    document: str = strawberry.field(description="The document in the database.")
    message: str = strawberry.field(description="What is wrong, in words.")


@strawberry.type(description="What an audit read and found.")
class LedgerAudit:
    """What an audit read and found."""

    clean: bool = strawberry.field(description="Whether everything adds up.")
    members: int = strawberry.field(description="How many members were checked.")
    transactions: int = strawberry.field(description="How many transactions of the ledger.")
    postings: int = strawberry.field(description="How many postings in them.")
    activities: int = strawberry.field(description="How many activities.")
    totals: list[AuditTotals] = strawberry.field(description="For each asset, what members earned, spent and hold.")
    violation_count: int = strawberry.field(description="How many things do not add up.")
    violations: list[AuditViolation] = strawberry.field(description=f"The first {VIOLATIONS_SHOWN} of them.")


@strawberry.type
class AuditQueries:
    """Proving the books."""

    @strawberry.field(
        description="Read the whole ledger and say what does not add up. For a large one use `magpie audit`: "
        "a request has a deadline.",
        extensions=[Allowed(Role.FINANCE)],
    )
    async def audit_ledger(self, info: StaffInfo) -> LedgerAudit:
        return _shown(await audit(info.context.backend.database))


def _shown(report: AuditReport) -> LedgerAudit:
    return LedgerAudit(
        clean=report.clean,
        members=report.members,
        transactions=report.transactions,
        postings=report.postings,
        activities=report.activities,
        totals=[_totals(asset, totals) for asset, totals in sorted(report.totals.items())],
        violation_count=report.found.total(),
        violations=[_violation(violation) for violation in report.violations[:VIOLATIONS_SHOWN]],
    )


def _totals(asset: str, totals: AssetTotals) -> AuditTotals:
    return AuditTotals(
        asset=strawberry.ID(asset),
        issued=BigInt(totals.issued),
        redeemed=BigInt(totals.redeemed),
        donated=BigInt(totals.donated),
        expired=BigInt(totals.expired),
        outstanding=BigInt(totals.outstanding),
        difference=BigInt(totals.difference),
    )


def _violation(violation: Violation) -> AuditViolation:
    return AuditViolation(
        kind=violation.kind.value,
        member_id=global_id("Member", violation.member) if violation.member else None,
        document=violation.id,
        message=violation.words,
    )
