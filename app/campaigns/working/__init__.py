"""What workers do, turn by turn, and how they are opened."""
