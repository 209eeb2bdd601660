"""Devices: where a member's app can be reached."""
