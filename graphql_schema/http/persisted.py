"""Documents known by the SHA-256 of their text: named by `documentId`, or registered by Apollo's clients as they go."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Protocol

from graphql_schema.http.errors import (
    BAD_REQUEST,
    PERSISTED_DOCUMENTS_ONLY,
    PERSISTED_QUERY_NOT_FOUND,
    PERSISTED_QUERY_NOT_SUPPORTED,
    malformed,
    refused,
)
from graphql_schema.http.recent import Recent
from graphql_schema.http.requests import GraphQLRequest

FRESH_FOR_S = 3_600.0
"""Seconds after which a document in memory is looked up again, which tells the store that it is still in use."""

CACHED_CHARACTERS = 2_000_000

_ID = re.compile(r"sha256:([0-9a-f]{64})")
_HASH = re.compile(r"[0-9a-f]{64}")


class DocumentStore(Protocol):
    """Where persisted documents live. A document's id is the SHA-256 of its UTF-8 text: 64 lower-case hex digits."""

    async def get(self, document_id: str) -> str | None:
        """The text, or None when it was never put or has been forgotten."""
        ...

    async def put(self, document_id: str, text: str) -> None:
        """Keep a text that a client registered, for as long as it is in use."""
        ...


def document_id_of(text: str) -> str:
    """The name of a text in a store."""
    return sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Found:
    """The text to run, and the id to register it under once it has proved valid."""

    text: str
    register_as: str | None = None


class PersistedDocuments:
    """Finds the text a request is about.

    Without a store there are only free texts. With `only` (trusted documents) there are only stored ones, and clients
    can't add to them.
    """

    def __init__(self, store: DocumentStore | None, *, only: bool, now: Callable[[], float]) -> None:
        if only and store is None:
            raise ValueError("To serve persisted documents only, a store is needed")
        self._store = store
        self._only = only
        self._now = now
        self._recent: Recent[str, tuple[str, float]] = Recent(CACHED_CHARACTERS)

    async def find(self, request: GraphQLRequest) -> Found:
        """The document of a request. Raises Rejected when it is unknown, misnamed or not allowed."""
        if request.document_id is not None:
            return Found(await self._named(request.document_id))
        if "persistedQuery" in request.extensions:
            return await self._automatic(request.query, request.extensions["persistedQuery"])
        if self._only:
            raise _only_persisted()
        assert request.query is not None
        return Found(request.query)

    async def register(self, document_id: str, text: str) -> None:
        """Keep a valid text for the next request that names it."""
        if self._store is not None:
            await self._store.put(document_id, text)
            self._keep(document_id, text)

    async def _named(self, document_id: str) -> str:
        matched = _ID.fullmatch(document_id)
        if not matched:
            raise malformed("A documentId is sha256: and 64 lower-case hex digits")
        text = await self._known(matched[1])
        if text is None:
            raise refused(PERSISTED_QUERY_NOT_FOUND, "There is no document with this id", 404)
        return text

    async def _automatic(self, query: str | None, link: object) -> Found:
        """Apollo's automatic persisted queries, version 1."""
        document_id = _hash_in(link)
        if self._store is None:
            raise refused(PERSISTED_QUERY_NOT_SUPPORTED, "PersistedQueryNotSupported")
        if query is not None and document_id_of(query) != document_id:
            raise malformed("The sha256Hash is not the hash of the query", 400, BAD_REQUEST)
        known = await self._known(document_id)
        if known is not None:
            return Found(known)
        if query is None:
            raise refused(PERSISTED_QUERY_NOT_FOUND, "PersistedQueryNotFound", 404)
        if self._only:
            raise _only_persisted()
        return Found(query, register_as=document_id)

    async def _known(self, document_id: str) -> str | None:
        if self._store is None:
            return None
        recent = self._recent.get(document_id)
        if recent is not None and self._now() < recent[1]:
            return recent[0]
        text = await self._store.get(document_id)
        if text is not None:
            self._keep(document_id, text)
        return text

    def _keep(self, document_id: str, text: str) -> None:
        self._recent.put(document_id, (text, self._now() + FRESH_FOR_S), len(text) + len(document_id))


def _hash_in(link: Any) -> str:
    """The hash in `extensions.persistedQuery`. Raises Rejected (400) when that is of another shape or version."""
    if not isinstance(link, dict) or link.get("version") != 1:
        raise malformed("extensions.persistedQuery must be an object of version 1")
    document_id = link.get("sha256Hash")
    if not isinstance(document_id, str) or not _HASH.fullmatch(document_id):
        raise malformed("extensions.persistedQuery.sha256Hash must be 64 lower-case hex digits")
    return document_id


def _only_persisted() -> Exception:
    return refused(PERSISTED_DOCUMENTS_ONLY, "Only documents registered beforehand are served here", 403)
