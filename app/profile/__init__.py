"""Personal data, apart from everything else: game state and ledger never hold any."""
