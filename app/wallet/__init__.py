"""The ledger: double entry, lots that expire, exact reversals.

A *movement* is one ledger transaction before it is written: postings that sum to zero. Every verb of this room (`earn`,
`spend`, `take_back`, `settle`, `reverse`) only computes the movement to book; `Holding.after` is the one place that
turns a movement into a new holding, for live traffic and for the audit alike.
"""
