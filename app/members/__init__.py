"""Members: joining, and the one document that holds a member's game state."""
