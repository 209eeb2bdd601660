"""Questions to members about themselves: which one is next, which answers fit, and which count."""
