"""What the staff does with a campaign: keep, try out, start, pause, widen and cancel it."""
