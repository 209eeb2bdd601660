"""What each mutation of a member can be refused for. The page docs/errors.md is made of it."""

from app.causes import refusals as causes
from app.devices import refusals as devices
from app.engine import refusals as engine
from app.fences import refusals as fences
from app.inbox import refusals as inbox
from app.mascot import refusals as mascot
from app.members import refusals as members
from app.offers import refusals as offers
from app.places import refusals as places
from app.questions import refusals as questions
from app.referrals import refusals as referrals
from app.streaks import refusals as streaks
from app.tiers import refusals as tiers
from app.wallet import refusals as wallet
from app.wheel import refusals as wheel
from graphql_schema.errors import Given

ANYTHING = (members.NotJoined, engine.IdempotencyKeyReused, engine.TooBusy)
BESIDE = (members.NotJoined, engine.IdempotencyKeyReused)
"""Of what moves nothing of the member."""
PERSON = (members.BadZone, members.BadLanguage, members.BadProfile)
OFFER = (
    offers.UnknownOffer,
    offers.OfferHadOtherwise,
    offers.OfferNotOpen,
    offers.OfferNotForMember,
    offers.OfferLimitReached,
    offers.OfferTooSoon,
    offers.OfferSoldOut,
    offers.NothingFits,
)
INVITATION = (
    referrals.ReferralNotOffered,
    referrals.UnknownInvitation,
    referrals.InvitationCancelled,
    referrals.InvitationUsed,
    referrals.InvitationExpired,
)

REFUSALS: Given = {
    "join": (*PERSON, members.AlreadyJoined, engine.IdempotencyKeyReused, engine.TooBusy),
    "updateProfile": (*ANYTHING, *PERSON),
    "setConsent": (*ANYTHING, engine.InvalidReference),
    "requestExport": ANYTHING,
    "eraseMe": (*ANYTHING, members.NotConfirmed),
    "registerDevice": (*BESIDE, devices.InvalidDevice, members.BadZone, members.BadLanguage),
    "removeDevice": (*BESIDE, devices.UnknownDevice),
    "readMessage": (*BESIDE, inbox.UnknownMessage),
    "openMessage": (*BESIDE, inbox.UnknownMessage),
    "reportLocation": (*ANYTHING, places.BadPosition, fences.NoLocationConsent),
    "reportCrossing": (
        *ANYTHING,
        places.BadPosition,
        fences.NoLocationConsent,
        fences.NotAtFence,
        fences.UnknownFence,
    ),
    "recordActivity": (
        *ANYTHING,
        engine.UnknownActivityKind,
        engine.ActivityNotAllowed,
        engine.InvalidField,
        engine.InvalidReference,
        engine.DailyLimitReached,
    ),
    "checkIn": (
        *ANYTHING,
        places.NoCheckIns,
        places.UnknownStore,
        places.BadPosition,
        places.NotAtStore,
        places.AlreadyCheckedIn,
        places.NoCheckInLeft,
    ),
    "spinWheel": (
        *ANYTHING,
        wheel.UnknownWheel,
        wheel.BadClientSeed,
        wheel.WheelNotOpen,
        wheel.AgeUnknown,
        wheel.UnderAge,
        wheel.RegionExcluded,
        wheel.NotEligible,
        wheel.WheelSoldOut,
        wheel.NoSpinLeft,
    ),
    "rotateWheelSeed": (*ANYTHING, wheel.UnknownWheel, wheel.BadClientSeed),
    "donate": (
        *ANYTHING,
        engine.UnknownAsset,
        causes.UnknownCause,
        causes.CauseNotOpen,
        causes.AssetNotAccepted,
        causes.DonationTooSmall,
        wallet.InsufficientBalance,
    ),
    "chooseCause": (*ANYTHING, causes.UnknownCause, causes.CauseNotOpen, causes.CauseNotChoosable),
    "answerQuestion": (*ANYTHING, questions.UnknownQuestion, questions.NotAsked, questions.WrongAnswer),
    "takeBackAnswer": (*ANYTHING, questions.UnknownQuestion, questions.NotAnswered),
    "skipQuestion": (*ANYTHING, questions.UnknownQuestion, questions.NotAsked, questions.AlreadyAnswered),
    "startMascotRound": (
        *ANYTHING,
        mascot.UnknownMascotGame,
        mascot.RoundAlreadyOpen,
        mascot.PositionNeeded,
        places.BadPosition,
        mascot.TooFarAway,
        mascot.NotEligibleToPlay,
        mascot.NoRoundLeft,
    ),
    "finishMascotRound": (
        *ANYTHING,
        mascot.UnknownRound,
        mascot.RoundTooFast,
        mascot.RoundTooLate,
        mascot.RoundAlreadyFinished,
        mascot.TooManyCatches,
    ),
    "freezeStreak": (
        *ANYTHING,
        streaks.UnknownStreak,
        streaks.FreezeNotSold,
        streaks.FreezesFull,
        wallet.InsufficientBalance,
    ),
    "pauseStreak": (
        *ANYTHING,
        streaks.UnknownStreak,
        streaks.PauseNotOffered,
        streaks.PauseNotAhead,
        streaks.PauseLength,
        streaks.AlreadyPaused,
        streaks.PausesUsedUp,
    ),
    "restoreStreak": (
        *ANYTHING,
        streaks.UnknownStreak,
        streaks.RestoreNotOffered,
        streaks.NotBroken,
        streaks.RestoreTooLate,
        streaks.RestoresUsedUp,
        wallet.InsufficientBalance,
    ),
    "claimOffer": (*ANYTHING, *OFFER),
    "buyReward": (*ANYTHING, *OFFER, wallet.InsufficientBalance),
    "openVoucher": (*ANYTHING, offers.UnknownVoucher, offers.NothingToOpen),
    "handBackVoucher": (
        *ANYTHING,
        offers.UnknownVoucher,
        offers.VoucherCancelled,
        offers.AlreadyRedeemed,
        offers.VoucherExpired,
        offers.VoucherReserved,
        offers.NotRefundable,
    ),
    "createInvitation": (
        *ANYTHING,
        referrals.ReferralNotOffered,
        engine.InvalidReference,
        referrals.InvitationLimitReached,
    ),
    "cancelInvitation": (*ANYTHING, *INVITATION),
    "acceptInvitation": (
        *ANYTHING,
        *INVITATION,
        engine.InvalidReference,
        referrals.OwnInvitation,
        referrals.AlreadyInvited,
        referrals.JoinedTooLongAgo,
        referrals.NotNewer,
        referrals.SameDevice,
        referrals.SamePayment,
    ),
    "buyMembership": (
        *ANYTHING,
        tiers.UnknownMembership,
        tiers.MembershipNotForSale,
        tiers.MembershipPaidAhead,
        wallet.InsufficientBalance,
    ),
}
