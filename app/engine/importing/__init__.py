"""Importing: a brand's history, read from a file and recorded through the engine like anything else.

The formats are described in `docs/import.md`. A file is read line by line, in chunks: within a chunk the members are
worked on side by side, each member's lines in the order of the file. Every line has an idempotency key that follows
from its reference, so importing a file again changes nothing.
"""
