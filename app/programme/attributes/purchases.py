"""What was bought so far, and how often the member came."""

from app.programme.attributes.moment import Definitions, Moment
from app.programme.language import Attribute, Type


def of_purchases(minor_exponent: int) -> Definitions:
    spent = {"$divide": ["$stats.spent", 10**minor_exponent]}
    average = {"$cond": [{"$gt": ["$stats.purchases", 0]}, {"$divide": [spent, "$stats.purchases"]}, None]}
    return [
        (
            Attribute("member.purchases", Type.INT, "How many purchases so far.", path="stats.purchases"),
            lambda moment: moment.stat("purchases"),
        ),
        (
            Attribute("member.spent", Type.NUMBER, "The money spent so far, less what was returned.", mongo=spent),
            lambda moment: moment.major_units(moment.stat("spent")),
        ),
        (
            Attribute(
                "member.average_receipt",
                Type.NUMBER,
                "The money spent so far, less returns, per purchase; absent before the first purchase.",
                mongo=average,
            ),
            _average_receipt,
        ),
        (
            Attribute("member.visits", Type.INT, "How many visits so far.", path="stats.visits"),
            lambda moment: moment.stat("visits"),
        ),
    ]


def _average_receipt(moment: Moment) -> float | None:
    spent, purchases = moment.major_units(moment.stat("spent")), moment.stat("purchases")
    return spent / purchases if spent is not None and purchases else None
