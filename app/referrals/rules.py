"""The names by which the ledger and the reasons know the rewards of a referral."""

SENT = "referral:sent"
JOINED = "referral:joined"
BOUGHT = "referral:bought"
SECOND_LEVEL = "referral:second-level"
WELCOME = "referral:welcome"
"""What the friend gets for accepting."""
FIRST_PURCHASE = "referral:first-purchase"
"""What the friend gets for the first purchase."""

REWARDS = (SENT, JOINED, BOUGHT, SECOND_LEVEL, WELCOME, FIRST_PURCHASE)
