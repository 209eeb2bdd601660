"""What becomes of a delivery at the moment at which it is due."""
