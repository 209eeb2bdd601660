"""What all outcomes share."""

import strawberry


@strawberry.interface(description="Something an activity led to.")
class Outcome:
    """Something an activity led to."""

    message: str = strawberry.field(description="What happened, in words.")
