"""Streaks: coming back every day, week or month. Decided on the member's calendar, with no clock and no database."""
