"""Text messages: how many segments one takes, and its way out through a gateway over HTTP."""
