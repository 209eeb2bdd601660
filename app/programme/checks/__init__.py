"""What must be true of a programme beyond the form of its fields: one file per room."""

from app.programme.checks.meaning import check_meaning

__all__ = ["check_meaning"]
