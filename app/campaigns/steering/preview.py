"""Preview: a campaign's message as one member would read it; and send it to them alone, to see it on a device."""

from dataclasses import dataclass

from app.audience.known import Known, known_members
from app.campaigns.desk import Desk
from app.campaigns.model import Campaign, Channel
from app.campaigns.refusals import NoSuchText, NotSent, UnknownVariant
from app.campaigns.sender import Outgoing, Sender
from app.campaigns.text.arms import arm_of
from app.campaigns.text.in_words import verdict_in_words
from app.campaigns.text.load import campaign_in
from app.campaigns.text.values import values_of
from app.channels.verdict import Delivered
from app.members.refusals import UnknownMember
from app.members.store import read_member
from app.storage.client import Row
from app.templates.check import UNSUBSCRIBE
from app.templates.render import ReadEmail, Reader, ReadNotice, ReadSms, email_for, notice_for, sms_for
from app.templates.values import Link
from app.words import say

EXAMPLE_LINK = Link("https://loyalty.example/unsubscribe/...")
"""In the place of the one that a letter gets when it is sent: whoever tries that out unsubscribes the member."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What one member would read; None for what the message does not have."""

    arm: str
    """The group the member is in."""
    variant: str
    notice: ReadNotice | None
    email: ReadEmail | None
    sms: ReadSms | None


async def preview(desk: Desk, record: Row, member: str, variant: str | None = None) -> Preview:
    """A variant of the message, the first one unless named. Raises UnknownMember, UnknownVariant."""
    campaign = campaign_in(record["text"])
    outgoing = await _outgoing(desk, campaign, member, variant)
    message, reader, values = outgoing.message, outgoing.reader, outgoing.values
    return Preview(
        arm=arm_of(record["salt"], member, campaign.holdout, campaign.variants),
        variant=variant or campaign.variants[0].id,
        notice=notice_for(message, reader, values),
        email=email_for(message, reader, {**values, UNSUBSCRIBE: EXAMPLE_LINK}),
        sms=sms_for(message, reader, values),
    )


@dataclass(frozen=True, slots=True)
class Trial:
    """A message that can be sent to one member alone, to see what it looks like: it counts nowhere."""

    sender: Sender
    channel: Channel
    outgoing: Outgoing

    async def send(self) -> None:
        """Send it now. Raises NotSent with what the channel says."""
        [verdict] = await self.sender.send([self.outgoing])
        if not isinstance(verdict, Delivered):
            raise NotSent(self.channel, verdict_in_words(verdict)).about("channel")


async def prepare_trial(desk: Desk, record: Row, member: str, channel: Channel, variant: str | None = None) -> Trial:
    """A message to try out. The member must have agreed to the channel.

    Raises UnknownMember, UnknownVariant, NoSuchText, or NotSent with what is in the way.
    """
    campaign = campaign_in(record["text"])
    outgoing = await _outgoing(desk, campaign, member, variant)
    sender = desk.senders.get(channel)
    if not _has_text(outgoing, channel):
        raise NoSuchText(campaign.campaign, channel).about("channel")
    if sender is None:
        raise NotSent(channel, say("the channel is not set up")).about("channel")
    if not outgoing.known.member.consents.allows(sender.purpose):
        raise NotSent(channel, say("the member has not agreed to {purpose}", purpose=sender.purpose.value)).about(
            "memberId"
        )
    if not await sender.reachable([outgoing.known]):
        raise NotSent(channel, say("there is no device or address")).about("memberId")
    return Trial(sender, channel, outgoing)


def _has_text(outgoing: Outgoing, channel: Channel) -> bool:
    read = {Channel.PUSH: notice_for, Channel.EMAIL: email_for, Channel.SMS: sms_for}[channel]
    return read(outgoing.message, outgoing.reader, outgoing.values) is not None


async def _outgoing(desk: Desk, campaign: Campaign, member: str, variant: str | None) -> Outgoing:
    programme, known = (await desk.backend.programmes.current()).programme, await _known(desk, member)
    name = variant or campaign.variants[0].id
    chosen = next((one for one in campaign.variants if one.id == name), None)
    if chosen is None:
        raise UnknownVariant(campaign.campaign, name).about("variant")
    values = values_of(programme, known, desk.backend.clock.now(), campaign.gift)
    reader = Reader(known.member.language, programme.languages[0])
    test = f"{campaign.campaign}:test:{member}"
    return Outgoing(test, test, known, campaign, chosen.message, values, reader)


async def _known(desk: Desk, member: str) -> Known:
    row = await read_member(desk.database, member)
    if row is None or row.get("erased_at"):
        raise UnknownMember(member).about("memberId")
    [known] = await known_members(desk.backend, [row], personally=True)
    return known
