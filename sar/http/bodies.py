"""Bodies of requests: how large each route takes them, read whole and counted before any work.

A body is JSON in UTF-8 (RFC 8259 8.1), or what the import takes. Its keys and items are counted
before they are held against a schema: telling each fault of a hundred thousand costs seconds.
"""

import asyncio
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final, NamedTuple

import orjson
from starlette.types import Message, Receive, Scope

from sar.errors import Malformed, TooLarge, TooSlow
from sar.languages.places import filled

UNSAFE: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})
READS_BY_POST: Final = frozenset({"/api/matches", "/api/distress-reports/look"})
"""Questions that are too long for an address: they write nothing, and count as reads."""
"""The methods that write (RFC 9110 9.2.1), and whose routes may take a body."""

READ_S: Final = 30.0
"""A client that sends a body more slowly than that is refused (house figure)."""


@dataclass(frozen=True, slots=True)
class Size:
    """So many bytes; and so many keys and items in all, where it is JSON."""

    octets: int
    items: int | None


USUAL: Final = Size(64_000, 4_000)
UNREAD: Final = Size(4_000, 20)
"""Of a method whose routes take no body: some clients send an empty object."""
SIZES: Final[Mapping[re.Pattern[str], Size]] = {
    re.compile(r"/api/session|/api/me/password"): Size(4_000, 20),
    re.compile(r"/api/assets/import"): Size(10_000_000, None),
    re.compile(r"/api/(assets|ships)/[^/]+/fixes"): Size(1_000_000, 60_000),
    re.compile(r"/api/fixes"): Size(1_000_000, 60_000),
    re.compile(r"/api/agreements.*"): Size(1_000_000, 60_000),
    re.compile(r"/api/declared-limits"): Size(256_000, 20_000),
    re.compile(r"/api/incidents/[^/]+"): Size(256_000, 20_000),
}
"""By the whole path; a zone, a limit or a search area has a place for each of its corners."""


class Heard(NamedTuple):
    """A body that was read whole, and what gives it to the application."""

    body: bytes
    receive: Receive


async def read(scope: Scope, receive: Receive, *, stranger: bool) -> Heard:
    """The request's body, read and not looked at.

    A `stranger` gives no more than the usual size, whatever the route takes. Raises TooLarge or
    TooSlow; and then no work was done.
    """
    size = _size(scope)
    if stranger and size.octets > USUAL.octets:
        size = USUAL
    octets = declared(scope)
    if octets is not None and octets > size.octets:
        raise _too_large(size)
    try:
        async with asyncio.timeout(READ_S):
            body, ended = await _all(receive, size)
    except TimeoutError:
        raise TooSlow(
            "too_slow",
            filled(
                "The body took longer than {seconds} s. Nothing was kept.", seconds=f"{READ_S:.0f}"
            ),
        ) from None
    return Heard(body, _replayed(body, ended, receive))


def look_at(scope: Scope, body: bytes) -> None:
    """Count a body that is JSON: done in a turn, for it holds the loop. Raises Malformed."""
    size = _size(scope)
    if body and size.items is not None and _is_json(scope):
        refuse_beyond(body, size.items)


def declared(scope: Scope) -> int | None:
    """The bytes that a request says it brings, without a body none; None: it does not say."""
    told = _header(scope, b"content-length")
    if told.isdigit():
        return int(told)
    return None if _header(scope, b"transfer-encoding") else 0


def is_large(path: str) -> bool:
    """Whether it takes more than the usual size."""
    return size_of(path).octets > USUAL.octets


def _size(scope: Scope) -> Size:
    return size_of(scope["path"]) if scope["method"] in UNSAFE else UNREAD


def may_write(scope: Scope) -> bool:
    """Whether a request is one that may write."""
    return scope.get("method") in UNSAFE and scope["path"] not in READS_BY_POST


def size_of(path: str) -> Size:
    """The size that a path takes."""
    return next((size for route, size in SIZES.items() if route.fullmatch(path)), USUAL)


def refuse_beyond(body: bytes, items: int) -> None:
    """Raise Malformed where it is no JSON in UTF-8, or has more keys and items than that."""
    try:
        parsed = _parsed(body)
    except (ValueError, RecursionError):
        raise Malformed.at("body", "json_invalid", "is not JSON") from None
    found, keys = count(parsed, beyond=items)
    if found > items:
        raise Malformed.at(
            "body",
            "too_many_items",
            filled("has more than {items} keys and items", items=items),
            limit=items,
        )
    if _name_ends(body) > keys:
        _refuse_twice(body)


def _parsed(body: bytes) -> Any:
    """As the routes read it: numbers and signs that are not JSON's are told field by field."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return json.loads(body.decode())


def count(parsed: Any, *, beyond: int) -> tuple[int, int]:
    """The keys and items of all its objects and lists, and of them the keys; not deeper than where
    they are more than `beyond`."""
    found, keys, level = 0, 0, [parsed]
    while level and found <= beyond:
        objects = [one for one in level if isinstance(one, dict)]
        lists = [one for one in level if isinstance(one, list)]
        here = sum(map(len, objects))
        keys += here
        found += here + sum(map(len, lists))
        level = [*chain.from_iterable(map(dict.values, objects)), *chain.from_iterable(lists)]
    return found, keys


_NAME_ENDS: Final = re.compile(rb'"[ \t\r\n]*:')


def _name_ends(body: bytes) -> int:
    """The names of members in JSON, with text that looks like the end of one."""
    if b" :" in body or b"\t:" in body or b"\r:" in body or b"\n:" in body:
        return len(_NAME_ENDS.findall(body))
    return body.count(b'":')


_TOLD: Final = 60


def _refuse_twice(body: bytes) -> None:
    """Raise Malformed where two members of one object have one name: one of them would be lost
    unseen (RFC 8259 4). Slow, and so not asked of a body with no more ends of names than keys."""
    try:
        json.loads(body, object_pairs_hook=_members)
    except RecursionError:
        raise Malformed.at("body", "json_invalid", "is too deep") from None


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        before: set[str] = set()
        for name, _ in pairs:
            if name in before:
                told = ascii(name[:_TOLD])
                reason = filled("has {told} twice in one object", told=told)
                raise Malformed.at("body", "key_twice", reason, key=name[:_TOLD])
            before.add(name)
    return made


async def _all(receive: Receive, size: Size) -> tuple[bytes, Message | None]:
    """The body; and the message that the client has gone, if it has."""
    parts: list[bytes] = []
    seen = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return b"".join(parts), message
        part = message.get("body", b"")
        seen += len(part)
        if seen > size.octets:
            raise _too_large(size)
        parts.append(part)
        if not message.get("more_body", False):
            return b"".join(parts), None


def _replayed(body: bytes, ended: Message | None, receive: Receive) -> Receive:
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]
    if ended is not None:
        messages = [ended]

    async def replay() -> Message:
        return messages.pop(0) if messages else await receive()

    return replay


def _is_json(scope: Scope) -> bool:
    kind = _header(scope, b"content-type").partition(b";")[0].strip().lower()
    return kind in (b"", b"application/json") or kind.endswith(b"+json")


def _header(scope: Scope, name: bytes) -> bytes:
    """Its first value, as the application reads it."""
    values: list[bytes] = [value for key, value in scope["headers"] if key == name]
    return values[0] if values else b""


def _too_large(size: Size) -> TooLarge:
    return TooLarge(
        "too_large",
        filled("The body is larger than {octets} bytes. Nothing was kept.", octets=size.octets),
        limit_bytes=size.octets,
    )
