"""What each mutation of the staff can be refused for. The page docs/errors.md is made of it."""

from app import development_clock as clock
from app.campaigns import refusals as campaigns
from app.engine import refusals as engine
from app.fences import refusals as fences
from app.identity import errors as identity
from app.mascot import refusals as mascot
from app.members import refusals as members
from app.offers import refusals as offers
from app.places import refusals as places
from app.programme import refusals as programme
from app.tiers import refusals as tiers
from app.wallet import refusals as wallet
from graphql_schema.errors import Given

ANYTHING = (engine.IdempotencyKeyReused,)
OF_A_MEMBER = (*ANYTHING, engine.TooBusy)
WITH_A_REASON = (*OF_A_MEMBER, engine.MissingReason)
REVIEW = (mascot.UnknownRound, mascot.RoundNotInReview, mascot.RoundAlreadyReviewed)

CAMPAIGN = (*ANYTHING, campaigns.UnknownCampaign, campaigns.NotPossibleNow, campaigns.ChangedMeanwhile)

REFUSALS: Given = {
    "publishProgramme": (
        *ANYTHING,
        programme.ProgrammeHasMistakes,
        programme.AssetsDropped,
        programme.CurrencyChanged,
        programme.OtherProgramme,
        programme.ExperimentChanged,
    ),
    "rollBackProgramme": (
        *ANYTHING,
        programme.UnknownProgrammeVersion,
        programme.ProgrammeHasMistakes,
        programme.AssetsDropped,
        programme.ExperimentChanged,
    ),
    "adjustWallet": (
        *WITH_A_REASON,
        members.UnknownMember,
        engine.UnknownAsset,
        engine.NothingToAdjust,
        engine.AmountTooLarge,
        wallet.InsufficientBalance,
    ),
    "reverseTransaction": (
        *WITH_A_REASON,
        wallet.UnknownTransaction,
        wallet.AlreadyReversed,
        wallet.NotReversible,
        wallet.PartlyReturned,
    ),
    "eraseMember": (*WITH_A_REASON, members.UnknownMember),
    "cancelMembership": (*WITH_A_REASON, members.UnknownMember, tiers.NoMembership),
    "approveRound": (*OF_A_MEMBER, *REVIEW),
    "rejectRound": (*WITH_A_REASON, *REVIEW),
    "issueVoucher": (
        *WITH_A_REASON,
        members.UnknownMember,
        offers.UnknownOffer,
        offers.OfferHadOtherwise,
        offers.OfferNotOpen,
        offers.OfferNotForMember,
        offers.OfferLimitReached,
        offers.OfferTooSoon,
        offers.OfferSoldOut,
        offers.NothingFits,
        wallet.InsufficientBalance,
    ),
    "cancelVoucher": (*WITH_A_REASON, offers.UnknownVoucher, offers.VoucherCancelled, offers.AlreadyRedeemed),
    "createPartnerKey": (*ANYTHING, identity.BadPartner),
    "revokePartnerKey": (*ANYTHING, identity.UnknownPartnerKey),
    "draftCampaign": (
        *ANYTHING,
        campaigns.CampaignHasMistakes,
        campaigns.CampaignExists,
        campaigns.ChangedMeanwhile,
    ),
    "submitCampaign": (*CAMPAIGN, campaigns.CampaignHasMistakes, campaigns.CampaignOver),
    "approveCampaign": (*CAMPAIGN, campaigns.NeedsAnotherPerson),
    "rejectCampaign": CAMPAIGN,
    "pauseCampaign": CAMPAIGN,
    "resumeCampaign": CAMPAIGN,
    "widenCampaign": (*CAMPAIGN, campaigns.NoPilot),
    "cancelCampaign": CAMPAIGN,
    "sendTestMessage": (
        *ANYTHING,
        campaigns.UnknownCampaign,
        campaigns.UnknownVariant,
        campaigns.NoSuchText,
        campaigns.NotSent,
        members.UnknownMember,
    ),
    "saveGeofence": (*ANYTHING, fences.BadArea, fences.InvalidFence, places.BadPosition),
    "removeGeofence": (*ANYTHING, fences.UnknownFence),
    "advanceClock": (*ANYTHING, clock.DevelopmentOnly, clock.BadDuration, clock.ClockTooFarAhead),
}
