"""Offers: which a member can have, which fit them, and the vouchers that a till redeems."""
