"""What became of a campaign: its progress, its report, and why a member got what they got."""
