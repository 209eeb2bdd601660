"""The format `csv`: a header and one purchase a line, with RFC 4180 quoting."""

import csv
from collections.abc import Iterator

from app.engine.activities import Purchase
from app.engine.importing.lines import BadLine, Line, PurchaseLine
from app.engine.importing.refusals import UnreadableFile
from app.engine.importing.values import read_amount, read_instant, read_name, shown

REQUIRED = ("member", "reference", "occurred_at", "amount", "currency")
OPTIONAL = ("store", "channel")


class CsvFormat:
    """Reads the header first, which may name the columns in any order."""

    def __init__(self, partner: str, currency: str) -> None:
        self._partner = partner
        self._currency = currency
        self._columns: list[str] | None = None

    def read(self, line: Line) -> Iterator[PurchaseLine]:
        """The purchase in a line; none in the header. Raises BadLine, or UnreadableFile about the header."""
        if self._columns is None:
            self._columns = _header(line)
            return
        values = _fields(line.text)
        if len(values) != len(self._columns):
            raise BadLine(f"has {len(values)} columns, the header has {len(self._columns)}")
        yield self._purchase(line, dict(zip(self._columns, values, strict=True)))

    def _purchase(self, line: Line, said: dict[str, str]) -> PurchaseLine:
        if said["currency"] != self._currency:
            raise BadLine(f"the programme counts in {self._currency}, not in `{shown(said['currency'])}`")
        purchase = Purchase(
            at=read_instant(said["occurred_at"]),
            partner=self._partner,
            reference=read_name("reference", said["reference"]),
            amount=read_amount(said["amount"], self._currency),
            currency=said["currency"],
            store=_optional("store", said),
            channel=_optional("channel", said),
        )
        return PurchaseLine(line, read_name("member", said["member"]), purchase)


def _optional(name: str, said: dict[str, str]) -> str | None:
    value = said.get(name)
    return read_name(name, value) if value else None


def _header(line: Line) -> list[str]:
    try:
        columns = _fields(line.text)  # a line that can't be read is no header either
    except BadLine as bad:
        raise UnreadableFile(line.number, f"the header {bad}") from None
    problem = None
    if missing := [name for name in REQUIRED if name not in columns]:
        problem = f"the header has no column {', '.join(missing)}"
    elif unknown := [name for name in columns if name not in REQUIRED + OPTIONAL]:
        problem = f"the header has a column `{shown(unknown[0])}`, which this format does not know"
    elif len(set(columns)) < len(columns):
        problem = "the header names a column twice"
    if problem:
        expected = f"{','.join(REQUIRED)}[,{','.join(OPTIONAL)}]"
        raise UnreadableFile(line.number, f"{problem}; it must be {expected}, separated by commas")
    return columns


def _fields(text: str) -> list[str]:
    try:
        [values] = csv.reader([text], strict=True)
    except csv.Error:
        raise BadLine("has quotes that do not match") from None
    return [value.strip() for value in values]
