"""What every channel has in common: one list of what can become of a message that was handed to a provider.

Push, e-mail and SMS each turn their provider's answers into a `verdict.Verdict`; delivery reacts to the verdict and
need not know the channel.
"""
