"""The schema of the member API."""

from collections.abc import AsyncGenerator

import strawberry

from graphql_schema.errors import ERROR_TYPES
from graphql_schema.ids import Node
from graphql_schema.member.answering import (
    AnswerQuestionPayload,
    SkipQuestionPayload,
    TakeBackAnswerPayload,
    answer_question,
    skip_question,
    take_back_answer,
)
from graphql_schema.member.app_status import AppStatus, app_status
from graphql_schema.member.buying import BuyMembershipPayload, buy_membership
from graphql_schema.member.checking_in import CheckInPayload, check_in
from graphql_schema.member.claiming import BuyRewardPayload, ClaimOfferPayload, buy_reward, claim_offer
from graphql_schema.member.giving import ChooseCausePayload, DonatePayload, choose_cause, donate
from graphql_schema.member.inviting import (
    AcceptInvitationPayload,
    CancelInvitationPayload,
    CreateInvitationPayload,
    accept_invitation,
    cancel_invitation,
    create_invitation,
)
from graphql_schema.member.joining import JoinPayload, join
from graphql_schema.member.keeping_streaks import (
    FreezeStreakPayload,
    PauseStreakPayload,
    RestoreStreakPayload,
    freeze_streak,
    pause_streak,
    restore_streak,
)
from graphql_schema.member.locating import ReportCrossingPayload, ReportLocationPayload, cross, locate
from graphql_schema.member.me import Member, me
from graphql_schema.member.nodes import node
from graphql_schema.member.playing import (
    FinishMascotRoundPayload,
    StartMascotRoundPayload,
    finish_mascot_round,
    start_mascot_round,
)
from graphql_schema.member.privacy import (
    EraseMePayload,
    RequestExportPayload,
    SetConsentPayload,
    erase_me,
    request_export,
    set_consent,
)
from graphql_schema.member.programme import Programme, programme
from graphql_schema.member.reading_messages import (
    OpenMessagePayload,
    ReadMessagePayload,
    open_message,
    read_message,
)
from graphql_schema.member.registering_devices import (
    RegisterDevicePayload,
    RemoveDevicePayload,
    register_device,
    remove_device,
)
from graphql_schema.member.reporting import RecordActivityPayload, record_activity
from graphql_schema.member.spinning import RotateWheelSeedPayload, SpinWheelPayload, rotate_wheel_seed, spin_wheel
from graphql_schema.member.update import UPDATE_TYPES, Update
from graphql_schema.member.updates import updates
from graphql_schema.member.updating_profile import UpdateProfilePayload, update_profile
from graphql_schema.member.using_vouchers import (
    HandBackVoucherPayload,
    OpenVoucherPayload,
    hand_back_voucher,
    open_voucher,
)
from graphql_schema.outcomes import OUTCOME_TYPES
from graphql_schema.scalars import CONFIG


@strawberry.type(description="What the app reads.")
class Query:
    """What the app reads."""

    me: Member = strawberry.field(
        resolver=me, description="The member who asks. Somebody who has not joined gets the error `NOT_JOINED`."
    )
    node: Node | None = strawberry.field(
        resolver=node, description="Anything of the member's own by its global id; null for what is not theirs."
    )
    programme: Programme = strawberry.field(resolver=programme, description="How the programme works.")
    app_status: AppStatus = strawberry.field(
        resolver=app_status,
        description="Whether the app that asks is to be updated; also before joining, not before signing in.",
    )


@strawberry.type(description="What the app does.")
class Mutation:
    """What the app does."""

    join: JoinPayload = strawberry.mutation(resolver=join, description="Become a member.")
    record_activity: RecordActivityPayload = strawberry.mutation(
        resolver=record_activity,
        description="Record what the member did in the app: a kind that the programme lets the app report.",
    )
    report_location: ReportLocationPayload = strawberry.mutation(
        resolver=locate,
        description="Say where the member is, if they agreed to it: the server finds out what fences were crossed.",
    )
    report_crossing: ReportCrossingPayload = strawberry.mutation(
        resolver=cross, description="Report what the device has seen that watches fences itself; the server checks it."
    )
    check_in: CheckInPayload = strawberry.mutation(
        resolver=check_in, description="Check in at a store: the server compares where the member is."
    )
    spin_wheel: SpinWheelPayload = strawberry.mutation(
        resolver=spin_wheel, description="Spin a wheel once, with a free spin before a token."
    )
    rotate_wheel_seed: RotateWheelSeedPayload = strawberry.mutation(
        resolver=rotate_wheel_seed,
        description="Reveal the server seed behind one's spins of a wheel, and go on with the next.",
    )
    donate: DonatePayload = strawberry.mutation(resolver=donate, description="Give an amount of an asset to a cause.")
    choose_cause: ChooseCausePayload = strawberry.mutation(
        resolver=choose_cause,
        description="Choose the cause that the brand shares one's purchases with from now on, or none.",
    )
    answer_question: AnswerQuestionPayload = strawberry.mutation(
        resolver=answer_question, description="Answer a question, or change the answer; the first answer is paid for."
    )
    take_back_answer: TakeBackAnswerPayload = strawberry.mutation(
        resolver=take_back_answer, description="Take an answer back: it is forgotten, and what it paid stays."
    )
    skip_question: SkipQuestionPayload = strawberry.mutation(
        resolver=skip_question, description="Skip a question: it is not the next one for a while."
    )
    start_mascot_round: StartMascotRoundPayload = strawberry.mutation(
        resolver=start_mascot_round, description="Start a round of a mascot game: the server plans it."
    )
    finish_mascot_round: FinishMascotRoundPayload = strawberry.mutation(
        resolver=finish_mascot_round, description="Report what was caught in a round: the server computes the score."
    )
    update_profile: UpdateProfilePayload = strawberry.mutation(
        resolver=update_profile, description="Change one's time zone, language or personal details."
    )
    register_device: RegisterDevicePayload = strawberry.mutation(
        resolver=register_device,
        description="Say where the member's app can be reached: when it starts, and when what it said has changed.",
    )
    remove_device: RemoveDevicePayload = strawberry.mutation(
        resolver=remove_device, description="Stop reaching the member on a device, as when they sign out."
    )
    read_message: ReadMessagePayload = strawberry.mutation(
        resolver=read_message, description="Say that the member saw a message in the inbox."
    )
    open_message: OpenMessagePayload = strawberry.mutation(
        resolver=open_message,
        description="Say that the member followed a message, from the inbox or from a push: it has reached them, and "
        "no other channel is tried for it.",
    )
    set_consent: SetConsentPayload = strawberry.mutation(
        resolver=set_consent, description="Allow one's data to be used for a purpose, or no longer. It holds at once."
    )
    request_export: RequestExportPayload = strawberry.mutation(
        resolver=request_export, description="Get everything that is known of oneself, as JSON."
    )
    erase_me: EraseMePayload = strawberry.mutation(
        resolver=erase_me,
        description="Be erased: personal data, sign-in, codes and key are gone, what the wallet holds is forfeited. "
        "Signing in again afterwards is a new beginning, with nothing.",
    )
    freeze_streak: FreezeStreakPayload = strawberry.mutation(
        resolver=freeze_streak, description="Buy a freeze, to be used by itself for a period that is missed later."
    )
    pause_streak: PauseStreakPayload = strawberry.mutation(
        resolver=pause_streak, description="Announce days off, on which nothing can be missed."
    )
    restore_streak: RestoreStreakPayload = strawberry.mutation(
        resolver=restore_streak, description="Make good what broke a streak, for its price."
    )
    claim_offer: ClaimOfferPayload = strawberry.mutation(
        resolver=claim_offer, description="Take an offer of the catalogue that costs nothing."
    )
    buy_reward: BuyRewardPayload = strawberry.mutation(
        resolver=buy_reward, description="Buy an offer of the catalogue for its price."
    )
    open_voucher: OpenVoucherPayload = strawberry.mutation(
        resolver=open_voucher, description="Open a surprise: look what it is good for."
    )
    hand_back_voucher: HandBackVoucherPayload = strawberry.mutation(
        resolver=hand_back_voucher,
        description="Give up a voucher that was not used. What was paid for it goes back while it is refundable.",
    )
    create_invitation: CreateInvitationPayload = strawberry.mutation(
        resolver=create_invitation, description="Make an invitation for one friend, with a code and a link to send."
    )
    cancel_invitation: CancelInvitationPayload = strawberry.mutation(
        resolver=cancel_invitation, description="Take back an invitation that nobody has accepted."
    )
    accept_invitation: AcceptInvitationPayload = strawberry.mutation(
        resolver=accept_invitation, description="Say, as a new member, by whose invitation one came."
    )
    buy_membership: BuyMembershipPayload = strawberry.mutation(
        resolver=buy_membership,
        description="Buy a membership with what it costs in the app, or more time of one.",
    )


@strawberry.type(description="What the app is told.")
class Subscription:
    """What the app is told."""

    updates: AsyncGenerator[Update, None] = strawberry.subscription(
        resolver=updates,
        description="What changes for the member, each change once and in order, as soon as it has happened.",
    )


schema = strawberry.Schema(
    query=Query,
    mutation=Mutation,
    subscription=Subscription,
    types=[*ERROR_TYPES, *OUTCOME_TYPES, *UPDATE_TYPES],
    config=CONFIG,
)
