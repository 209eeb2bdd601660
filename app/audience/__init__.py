"""Members by what they have in common, found by conditions in the rule language."""
