"""The documents that an app is shipped with, out of the files that its tools write."""

from collections.abc import Mapping
from typing import Any

import orjson

from graphql_schema.http.persisted import document_id_of

APOLLO = "apollo-persisted-query-manifest"


class UnreadableManifest(Exception):
    """No file of documents. Says what is wrong, for people."""


def texts_in(content: str, *, json: bool) -> list[str]:
    """The texts of all documents in a file: byte for byte as the app hashes them. Raises UnreadableManifest.

    A JSON file is either Apollo's manifest of persisted queries, or an object of texts by their ids, as Relay and
    GraphQL Code Generator write it. Each id must be the text's SHA-256, so that the app's own ids are those here. Any
    other file is one document.
    """
    if not json:
        return [content]
    texts = _by_id(content)
    for document_id, text in texts.items():
        if document_id.removeprefix("sha256:") != document_id_of(text):
            raise UnreadableManifest(
                f"the id {document_id[:80]} is not the SHA-256 of its text: make the app's tool hash with SHA-256"
            )
    return list(texts.values())


def _by_id(content: str) -> Mapping[str, str]:
    try:
        manifest = orjson.loads(content)
    except orjson.JSONDecodeError as problem:
        raise UnreadableManifest(f"this is no JSON: {problem}") from None
    is_apollos = isinstance(manifest, dict) and manifest.get("format") == APOLLO
    texts = _of_apollo(manifest) if is_apollos else manifest
    if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()):
        raise UnreadableManifest("this is neither Apollo's manifest of persisted queries nor an object of texts by id")
    return texts


def _of_apollo(manifest: dict[str, Any]) -> object:
    """https://www.apollographql.com/docs/graphos/platform/security/persisted-queries"""
    operations = manifest.get("operations")
    if not isinstance(operations, list) or not all(isinstance(one, dict) and "id" in one for one in operations):
        return None
    return {str(one["id"]): one.get("body") for one in operations}
