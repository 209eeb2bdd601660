"""Documents out of the files that apps' tools write."""

import json
from typing import Any

import pytest

from graphql_schema.http.manifests import UnreadableManifest, texts_in
from graphql_schema.http.persisted import document_id_of

HOME = "query Home { me { id } }"
TERMS = "query Terms {\n  programme {\n    name\n  }\n}\n"


def apollo(*operations: dict[str, Any]) -> str:
    return json.dumps({"format": "apollo-persisted-query-manifest", "version": 1, "operations": operations})


def test_a_file_of_one_document_is_taken_byte_for_byte() -> None:
    assert texts_in(TERMS, json=False) == [TERMS]


def test_an_object_of_texts_by_id_is_read() -> None:
    by_id = {document_id_of(HOME): HOME, f"sha256:{document_id_of(TERMS)}": TERMS}
    assert texts_in(json.dumps(by_id), json=True) == [HOME, TERMS]


def test_apollos_manifest_is_read() -> None:
    one = {"id": document_id_of(HOME), "name": "Home", "type": "query", "body": HOME}
    assert texts_in(apollo(one), json=True) == [HOME]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "no JSON"),
        ("[]", "neither"),
        ("7", "neither"),
        ('{"x": 7}', "neither"),
        (json.dumps({"0" * 32: HOME}), "SHA-256"),
        (json.dumps({document_id_of(TERMS): HOME}), "SHA-256"),
        (apollo({"name": "Home", "body": HOME}), "neither"),
        (apollo({"id": document_id_of(HOME), "name": "Home"}), "neither"),
    ],
)
def test_what_is_no_manifest_is_told(content: str, said: str) -> None:
    with pytest.raises(UnreadableManifest, match=said):
        texts_in(content, json=True)
