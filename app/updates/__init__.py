"""Live updates: what changed for a member, from any place in their history on, and then as it happens."""
