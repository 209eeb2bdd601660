"""Earning: the programme's rules that turn activities into assets."""
