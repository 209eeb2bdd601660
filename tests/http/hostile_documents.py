"""Documents made to be expensive, each with a word of the limit that it goes beyond."""


def doubling(levels: int) -> str:
    """A short document that selects 2 to the power of `levels` fields."""
    parts = [f"fragment F{n} on Bird {{ ...F{n + 1} mate {{ ...F{n + 1} }} }}" for n in range(levels)]
    return "{ bird { ...F0 } } " + " ".join(parts) + f" fragment F{levels} on Bird {{ name }}"


def chained(count: int) -> str:
    """Fragments that hand on to one another without selecting anything."""
    parts = [f"fragment F{n} on Query {{ ...F{n + 1} }}" for n in range(count)]
    return "{ ...F0 } " + " ".join(parts) + f" fragment F{count} on Query {{ hello }}"


TOO_MUCH = {
    "deep": ("depth", "{ bird " + "{ mate " * 12 + "{ name }" + "}" * 13),
    "deep through fragments": (
        "depth",
        "{ bird { ...A } } fragment A on Bird "
        + "{ mate " * 6
        + "{ ...B }"
        + "} " * 6
        + "fragment B on Bird "
        + "{ mate " * 6
        + "{ name }"
        + "}" * 6,
    ),
    "deep in inline fragments": ("levels", "{" + "... {" * 150 + "hello" + "}" * 151),
    "a value nested deeply": ("nested", "{ hello(name: " + "[" * 900 + "]" * 900 + ") }"),
    "wide": ("aliases", "{ bird { " + " ".join(f"a{n}: mate {{ name }}" for n in range(300)) + " } }"),
    "many aliases": ("aliases", "{ bird { " + " ".join(f"a{n}: name" for n in range(31)) + " } }"),
    "aliases spread again and again": (
        "aliases",
        "{ bird { ...A mate { ...A mate { ...A } } } } fragment A on Bird { "
        + " ".join(f"a{n}: name" for n in range(11))
        + " }",
    ),
    "many root fields": ("root fields", "{ " + " ".join(f"a{n}: hello" for n in range(21)) + " }"),
    "one field repeated": ("root fields", "{ " + "__typename " * 500 + "}"),
    "one object repeated": ("fields", "{ bird { " + "mate { name } " * 450 + "} }"),
    "objects repeated inside of repeated objects": (
        "repeats",
        "{ bird { " + ("mate { " + "mate { name } " * 11 + "} ") * 18 + "} }",
    ),
    "one object repeated through fragments": (
        "repeats",
        "{ bird { "
        + " ".join(f"...F{n}" for n in range(21))
        + " } } "
        + " ".join(f"fragment F{n} on Bird {{ mate {{ name }} }}" for n in range(21)),
    ),
    "many directives": (
        "directives",
        "{ "
        + "bird @include(if: true) { name @include(if: true) } " * 19
        + "... @include(if: true) @include(if: true) { __typename @include(if: true) } " * 5
        + "}",
    ),
    "many directives in one place": ("directives in one place", "{ hello " + "@include(if: true) " * 6 + "}"),
    "unknown directives in one place": ("directives in one place", "{ hello " + "@aa " * 10 + "}"),
    "directives on the operation": ("directives", "query " + "@skip(if: true) " * 60 + "{ hello }"),
    "many tokens": ("tokens", "{ " + "a " * 2_001 + "}"),
    "many comments": ("tokens", "#\n" * 2_001 + "{ hello }"),
    "fragments that double": ("depth", doubling(20)),
    "fragments that double side by side": (
        "fields",
        "{ ...F0 } "
        + " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(40))
        + " fragment F40 on Query { bird { name } }",
    ),
    "fragments in a long chain": ("levels", chained(220)),
    "the schema twice": ("__schema", "{ a: __schema { types { name } } b: __schema { types { name } } }"),
    "long lists": ("costs", "{ bird { friends(first: 1001) { nodes { name } } } }"),
    "lists in lists": (
        "costs",
        "{ bird { friends(first: 100) { nodes { friends(first: 100) { nodes { name } } } } } }",
    ),
    "huge lists": ("costs", "{ bird " + "{ friends(first: 2147483647) { nodes " * 5 + "{ name }" + "} }" * 5 + " }"),
}

INVALID = {
    "fragments in a circle": "{ bird { ...A } } fragment A on Bird { mate { ...B } }"
    " fragment B on Bird { mate { ...A } }",
    "a fragment in itself": "{ bird { ...A } } fragment A on Bird { mate { ...A } ...A }",
    "many fragments in circles": "{ ...F0 } "
    + " ".join(f"fragment F{n} on Query {{ " + " ".join(f"...F{m}" for m in range(15)) + " }" for n in range(30)),
    "a huge whole number": "{ bird { friends(first: " + "9" * 5_000 + ") { totalCount } } }",
    "a negative circle of introspection": "{ __schema { types { fields { type { fields { type { fields { type {"
    " fields { type { name } } } } } } } } } } }",
    "unknown fields galore": "{ " + " ".join(f"unknown{n}" for n in range(20)) + " }",
    "directives the schema doesn't know": "{ " + "hello @aa @bb " * 20 + "}",
}
