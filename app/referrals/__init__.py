"""Referral: members invite their friends, and both sides are rewarded.

An invitation is for one friend, has a code of its own, and is accepted once. What a friend does is recorded for the
friend alone, together with what it owes the member who invited; that is then recorded for them as an activity of their
own, under a key that follows from the invitation, so it happens once, whenever that is.
"""
