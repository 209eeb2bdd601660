"""The mascot game: mascots appear for a moment and are caught by a tap.

The server plans each round (`plan`), judges what the member reports of it (`catch`), computes the score and what is
paid (`rules`), and holds back what no human plays (`human`). All of it is pure; `store` keeps the rounds.
`docs/mascot-rounds.md` tells the same for people.
"""
