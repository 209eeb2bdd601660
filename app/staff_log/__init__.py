"""The staff log: who of the staff did what, and what came of it."""
