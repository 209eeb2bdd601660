"""What is to be sent to whom, and when: occurrences, triggers, those a pilot left out, the end."""
