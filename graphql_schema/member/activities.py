"""Activities as the member they belong to sees them."""

from graphql_schema.activities import Activity, activity
from graphql_schema.outcomes import Stored, Words


def own_activity(stored: Stored, words: Words) -> Activity:
    """A stored activity, without saying who of the staff was behind it."""
    kind, _, _ = stored["source"].partition(":")
    return activity({**stored, "source": "staff"} if kind == "staff" else stored, words)
