"""Fences: areas on the map, who goes in and out of them, and where members were within a day."""
