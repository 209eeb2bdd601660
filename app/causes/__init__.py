"""Good causes: members give what they have earned, and the brand gives a share of their purchases.

What a member gives of an asset is a movement in the ledger, to the account `cause:<id>`. A share of a purchase is the
brand's money, not the member's: it is an outcome of the purchase. Both count for the member and for the cause.
"""
