"""What was done."""

from app.programme.attributes.moment import Compute, Definitions
from app.programme.language import Attribute, Type


def of_activity() -> Definitions:
    return [
        (
            Attribute("activity.kind", Type.STRING, "What was done, such as purchase, visit or share."),
            _activity("kind"),
        ),
        (
            Attribute("activity.amount", Type.NUMBER, "The money spent, in the programme's currency, such as 12.50."),
            lambda moment: moment.major_units(moment.activity.get("amount")),
        ),
        (Attribute("activity.currency", Type.STRING, "The ISO 4217 code of the money spent."), _activity("currency")),
        (Attribute("activity.store", Type.STRING, "The id of the store where it was done."), _activity("store")),
        (
            Attribute(
                "activity.region",
                Type.STRING,
                "The region of that store, ISO 3166; absent where the programme tells none.",
            ),
            _activity("region"),
        ),
        (
            Attribute("activity.offer", Type.STRING, "The id of the offer whose voucher was used; for goals."),
            _activity("offer"),
        ),
        (Attribute("activity.fence", Type.STRING, "The id of the fence that was crossed."), _activity("fence")),
        (Attribute("activity.crossing", Type.STRING, "How it was: entry, exit or dwell."), _activity("crossing")),
        (Attribute("activity.channel", Type.STRING, "Where it came in, such as till or web."), _activity("channel")),
    ]


def of_items() -> Definitions:
    return [
        (
            Attribute("activity.categories", Type.STRINGS, "The categories of the items that were bought."),
            _activity("categories"),
        ),
        (
            Attribute("activity.skus", Type.STRINGS, "The article numbers of the items that were bought."),
            _activity("skus"),
        ),
        (
            Attribute("activity.items", Type.INT, "How many pieces were bought; absent when no items were told."),
            _activity("items"),
        ),
    ]


def _activity(field: str) -> Compute:
    return lambda moment: moment.activity.get(field)
