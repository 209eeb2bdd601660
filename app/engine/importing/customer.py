"""One customer's lines of a chunk: find or make the member, then record what is not there yet."""

from dataclasses import dataclass

from app.engine.activities import Join, request_hash
from app.engine.backend import Backend
from app.engine.decide import decide
from app.engine.documents import activity_id
from app.engine.importing.lines import PurchaseLine
from app.engine.importing.patience import patiently
from app.engine.importing.report import ImportOptions, ImportReport
from app.engine.importing.store import requests_of
from app.engine.join import known_or_new
from app.engine.record_all import Keyed, record_all
from app.engine.situation import Situation
from app.engine.state import state_from
from app.errors import Refusal
from app.members.newcomer import new_member
from app.members.store import read_member

AT_ONCE = 50
"""How many purchases of a member one transaction holds."""


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer's lines in the order of the file. `member` is None where no member is known by the alias."""

    alias: str
    member: str | None
    lines: list[PurchaseLine]


async def import_customer(backend: Backend, customer: Customer, options: ImportOptions, report: ImportReport) -> None:
    """Record these purchases of one customer in their order, and count what became of them."""
    if customer.member is not None:
        member = customer.member
        lines = await _not_there_yet(backend, member, customer.lines, options, report)
        joining = await _unfinished_joining(backend, member) if lines else None
    else:
        lines = await _from_first_allowed(backend, customer.lines, report)
        if not lines:
            return
        joining = newcomer = await _first_joining(backend, lines[0])
        member = await patiently(lambda: known_or_new(backend, [customer.alias], newcomer))
    for start in range(0, len(lines), AT_ONCE):
        await _record(backend, member, joining, lines[start : start + AT_ONCE], options, report)
        joining = None


async def _from_first_allowed(backend: Backend, lines: list[PurchaseLine], report: ImportReport) -> list[PurchaseLine]:
    """The lines from the first one on that the rules allow a newcomer: nobody becomes a member by a refused line."""
    programme = (await backend.programmes.current()).programme
    now = backend.clock.now()
    state = state_from(new_member(zone=programme.zone, language=programme.languages[0], joined_at=now))
    for index, line in enumerate(lines):
        try:
            decide(Situation(programme, state, line.purchase, now))
        except Refusal as refusal:
            report.refuse(line.line.number, str(refusal))
        else:
            return lines[index:]
    return []


async def _first_joining(backend: Backend, first: PurchaseLine) -> Join:
    """Customers join with their first purchase, with what the programme takes for granted."""
    programme = (await backend.programmes.current()).programme
    return Join(zone=programme.zone, language=programme.languages[0], at=first.purchase.at)


async def _unfinished_joining(backend: Backend, member: str) -> Join | None:
    """The joining of a member to whom nothing has happened yet, as an interrupted import may leave one."""
    document = await read_member(backend.database, member)
    if document is None or document["version"]:
        return None
    return Join(zone=document["zone"], language=document["language"], at=document["joined_at"])


async def _record(
    backend: Backend,
    member: str,
    joining: Join | None,
    lines: list[PurchaseLine],
    options: ImportOptions,
    report: ImportReport,
) -> None:
    first: list[Keyed] = [(joining, options.source)] if joining else []
    purchases: list[Keyed] = [(line.purchase, options.key(line.purchase.reference)) for line in lines]
    answers = await patiently(lambda: record_all(backend, member, first + purchases, options.source))
    report.joined += sum(not isinstance(answer, Refusal) for answer in answers[: len(first)])
    for line, answer in zip(lines, answers[len(first) :], strict=True):
        if isinstance(answer, Refusal):
            report.refuse(line.line.number, str(answer))
        else:
            report.recorded += 1


async def _not_there_yet(
    backend: Backend, member: str, lines: list[PurchaseLine], options: ImportOptions, report: ImportReport
) -> list[PurchaseLine]:
    ids = [activity_id(member, options.key(line.purchase.reference)) for line in lines]
    existing = await requests_of(backend.database, ids)
    missing = []
    for line, activity in zip(lines, ids, strict=True):
        if activity not in existing:
            missing.append(line)
        elif existing[activity] == request_hash(line.purchase):
            report.already_there += 1
        else:
            report.refuse(line.line.number, _reused(line))
    return missing


def _reused(line: PurchaseLine) -> str:
    reference = line.purchase.reference
    return f"The reference {reference} was already imported with another amount, time, store or channel."
