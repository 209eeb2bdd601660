"""The format `cdnow`: the research data of Fader and Hardie (2001), as it is published.

Five columns separated by spaces: customer number in the cohort, customer number in the sample, date (YYYYMMDD), number
of CDs, amount in US dollars. There is neither a receipt number nor a time of day.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from app.engine.activities import Purchase
from app.engine.importing.lines import BadLine, Line, PurchaseLine
from app.engine.importing.values import read_amount, read_name, shown

CURRENCY = "USD"
COLUMNS = 5
NOON = 12


class CdnowFormat:
    """Counts each customer's purchases of a day: `<customer>-<date>-<count>` stands in for the receipt number.

    Lines must come in the order of the sample's numbers, as published, so that counting needs no memory of them all.
    """

    def __init__(self, partner: str, zone: ZoneInfo) -> None:
        self._partner = partner
        self._zone = zone
        self._sample_number = -1
        self._bought: Counter[str] = Counter()

    def read(self, line: Line) -> Iterator[PurchaseLine]:
        """The purchase in a line. Raises BadLine."""
        values = line.text.split()
        if len(values) != COLUMNS:
            raise BadLine(f"has {len(values)} columns, not {COLUMNS}")
        customer, sample_number, day, count, paid = values
        at = self._noon(day)
        amount = read_amount(paid, CURRENCY)
        if not (count.isascii() and count.isdigit()):
            raise BadLine(f"`{shown(count)}` is not a number of CDs")
        self._arrive_at(sample_number)
        named = f"{read_name('customer', customer)}-{day}"
        self._bought[named] += 1
        purchase = Purchase(
            at=at, partner=self._partner, reference=f"{named}-{self._bought[named]}", amount=amount, currency=CURRENCY
        )
        yield PurchaseLine(line, customer, purchase)

    def _noon(self, day: str) -> datetime:
        try:
            if len(day) != len("YYYYMMDD") or not day.isascii():
                raise ValueError
            noon = datetime.strptime(day, "%Y%m%d").replace(hour=NOON, tzinfo=self._zone)
            return noon.astimezone(UTC)
        except (ValueError, OverflowError):
            raise BadLine(f"`{shown(day)}` is not a date, for example 19970131") from None

    def _arrive_at(self, sample_number: str) -> None:
        if not (sample_number.isascii() and sample_number.isdigit() and len(sample_number) <= 12):
            raise BadLine(f"`{shown(sample_number)}` is not a customer's number in the sample")
        number = int(sample_number)
        if number < self._sample_number:
            raise BadLine("comes after customers with a higher number; sort the file by the second column")
        if number > self._sample_number:
            self._sample_number = number
            self._bought.clear()
