"""What a campaign's text says, read and checked; and what follows from it: for whom, when, which group."""
