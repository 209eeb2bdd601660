"""One file for each family of activities: a pure function from a situation to a decision."""
