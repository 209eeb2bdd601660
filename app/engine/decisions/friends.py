"""What a friend's steps pay the member who invited, as far as the limits allow, and what goes back with a return."""

from app.earning.rules import Earning, NotApplied
from app.engine.activities import FriendBought, FriendJoined, FriendOfFriendBought, FriendReturned
from app.engine.decisions.earned import earned
from app.engine.decisions.first_purchases import rewards_taken_back
from app.engine.effects import FriendStepped, ReferralNoted
from app.engine.situation import Decision, Situation
from app.programme.model import Referral, Reward
from app.referrals.rules import BOUGHT, JOINED, SECOND_LEVEL
from app.referrals.state import Step
from app.words import say, say_many

RETURNED = "returned"
RULES = {Step.JOINED: JOINED, Step.BOUGHT: BOUGHT, Step.SECOND_LEVEL: SECOND_LEVEL}


def decide_friend_joined(situation: Situation, activity: FriendJoined) -> Decision:
    """Pay for a friend who joined."""
    return _stepped(situation, Step.JOINED, activity.invitation)


def decide_friend_bought(situation: Situation, activity: FriendBought) -> Decision:
    """Pay for a friend's first purchase."""
    return _stepped(situation, Step.BOUGHT, activity.invitation)


def decide_friend_of_friend_bought(situation: Situation, activity: FriendOfFriendBought) -> Decision:
    """Pay for the first purchase of somebody whom a friend has invited."""
    return _stepped(situation, Step.SECOND_LEVEL, activity.invitation)


def decide_friend_returned(situation: Situation, activity: FriendReturned) -> Decision:
    """Take back what a first purchase paid, by the policy of its asset. It gives nothing back to a limit."""
    rewarded = situation.surroundings.rewarded
    assert rewarded is not None, "what is owed for an invitation is recorded in order"
    taken = rewards_taken_back(situation, rewarded, (BOUGHT, SECOND_LEVEL))
    return Decision((FriendStepped(RETURNED, activity.invitation), *taken))


def _stepped(situation: Situation, step: Step, invitation: str) -> Decision:
    """Never refused: what has happened has happened, whatever the programme in force pays for it."""
    stepped, rule = FriendStepped(step, invitation), RULES[step]
    referral, state = situation.programme.referral, situation.member.referral
    reward = _reward(referral, step) if referral else None
    if referral is None or reward is None:
        return Decision((stepped,), (NotApplied(rule, say("the programme pays nothing for it")),))
    if state.friends_left(step, referral) == 0:
        most = state.friends[step]
        paid = say_many("{count} of them is paid for at most", "{count} of them are paid for at most", most)
        return Decision((stepped,), (NotApplied(rule, paid),))
    noted = ReferralNoted(state.after_paying_for(step))
    return Decision((stepped, noted, earned(situation, Earning(rule, reward.earn, reward.amount))))


def _reward(referral: Referral, step: Step) -> Reward | None:
    if step is Step.SECOND_LEVEL:
        return referral.second_level
    return referral.inviter.joined if step is Step.JOINED else referral.inviter.bought
