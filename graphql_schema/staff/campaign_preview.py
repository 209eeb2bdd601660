"""A campaign's message as one member would read it."""

from dataclasses import asdict

import strawberry

from app.campaigns.steering.preview import Preview
from graphql_schema.errors import UserError


@strawberry.type(description="What a push shows and the inbox keeps.")
class NoticePreview:
    """What a push shows and the inbox keeps."""

    language: str = strawberry.field(description="The language it is in.")
    title: str = strawberry.field(description="Its title.")
    body: str = strawberry.field(description="Its text.")
    link: str | None = strawberry.field(description="Where a tap leads.")
    image: str | None = strawberry.field(description="The address of its picture.")


@strawberry.type(
    description="An e-mail. Its link to unsubscribe is an example: the member's own is made when it is sent."
)
class EmailPreview:
    """An e-mail."""

    language: str = strawberry.field(description="The language it is in.")
    subject: str = strawberry.field(description="Its subject.")
    html: str = strawberry.field(description="The letter as HTML.")
    text: str = strawberry.field(description="The letter as plain text.")


@strawberry.type(description="A text message.")
class SmsPreview:
    """A text message."""

    language: str = strawberry.field(description="The language it is in.")
    text: str = strawberry.field(description="Its text.")


@strawberry.type(description="A message as one member would read it.")
class CampaignPreview:
    """A message as one member would read it."""

    arm: str | None = strawberry.field(
        description="The variant that the member would get, or `holdout`; null when there is no preview."
    )
    variant: str | None = strawberry.field(description="The variant that is shown; null when there is none.")
    notice: NoticePreview | None = strawberry.field(description="As push and inbox show it.")
    email: EmailPreview | None = strawberry.field(description="As e-mail; null where the message has none.")
    sms: SmsPreview | None = strawberry.field(description="As text message; null where the message has none.")
    user_errors: list[UserError] = strawberry.field(description="Why there is no preview; empty when there is.")


def shown_preview(found: Preview) -> CampaignPreview:
    """A preview as the API shows it."""
    return CampaignPreview(
        arm=found.arm,
        variant=found.variant,
        notice=NoticePreview(**asdict(found.notice)) if found.notice else None,
        email=EmailPreview(**asdict(found.email)) if found.email else None,
        sms=SmsPreview(**asdict(found.sms)) if found.sms else None,
        user_errors=[],
    )


def no_preview(error: UserError) -> CampaignPreview:
    """Why there is no preview."""
    return CampaignPreview(arm=None, variant=None, notice=None, email=None, sms=None, user_errors=[error])
