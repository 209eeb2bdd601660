"""Messages: what campaigns send to whom, and what became of each."""
