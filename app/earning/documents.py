"""What the earning room stores beside the member document."""

from beanie import Document


class BudgetShard(Document):
    """What was taken from one shard of a rule's budget. Its id is `rule:shard`."""

    id: str  # type: ignore[assignment]  # Beanie declares an ObjectId
    taken: int

    class Settings:
        name = "earning_budgets"


def shard_id(rule: str, shard: int) -> str:
    """The id of a shard of a rule's budget."""
    return f"{rule}:{shard:02}"
