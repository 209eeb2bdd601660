"""The staff API, for marketing, support, finance and admins."""
