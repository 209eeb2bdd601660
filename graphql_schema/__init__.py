"""The three GraphQL APIs: `member` (the app), `partner` (till and webshop) and `staff`.

Resolvers read in one breath: parse, call one verb of `app`, map what it returned. The rooms decide; words and shapes
live here.
"""
