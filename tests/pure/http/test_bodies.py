"""Sizes of bodies by route, and what is counted in them before any work."""

import json
from typing import Any

import pytest
from starlette.types import Message, Scope

from sar.errors import Malformed, TooLarge
from sar.http import bodies

pytestmark = pytest.mark.anyio

SESSION, INCIDENTS, DRAFTS = "/api/session", "/api/incidents", "/api/agreements"


def scope(path: str, *, kind: bytes = b"application/json", length: int | None = None) -> Scope:
    headers = [(b"content-type", kind)]
    if length is not None:
        headers.append((b"content-length", str(length).encode()))
    return {"type": "http", "method": "POST", "path": path, "headers": headers}


class Sending:
    """A client that sends its body in parts, and counts what was taken of it."""

    def __init__(self, *parts: bytes) -> None:
        self.parts = list(parts)
        self.taken = 0

    async def __call__(self) -> Message:
        part = self.parts.pop(0)
        self.taken += len(part)
        return {"type": "http.request", "body": part, "more_body": bool(self.parts)}


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "BREW"])
async def test_a_method_that_takes_no_body_is_read_no_large_one(method: str) -> None:
    given = {**scope("/api/assets/import", kind=b"text/csv", length=9_000_000), "method": method}
    unread = Sending(b"x")
    with pytest.raises(TooLarge):
        await bodies.read(given, unread, stranger=False)
    assert unread.taken == 0
    untold = {**scope("/api/assets/import", kind=b"text/csv"), "method": method}
    parts = Sending(*[b"x" * 1_000] * 9_000)
    with pytest.raises(TooLarge):
        await bodies.read(untold, parts, stranger=False)
    assert parts.taken <= 5_000


@pytest.mark.parametrize(
    ("path", "octets"),
    [
        (SESSION, 4_000),
        ("/api/me/password", 4_000),
        (INCIDENTS, 64_000),
        ("/api/requests", 64_000),
        ("/api/incidents/0198/positions", 64_000),
        ("/api/incidents/0198", 256_000),
        (DRAFTS, 1_000_000),
        ("/api/agreements/0198/draft", 1_000_000),
        ("/api/assets/0198/fixes", 1_000_000),
        ("/api/assets/import", 10_000_000),
        ("/api/session/else", 64_000),
    ],
)
async def test_each_route_has_its_size(path: str, octets: int) -> None:
    assert bodies.size_of(path).octets == octets
    unread = Sending(b"x")
    with pytest.raises(TooLarge) as refused:
        await bodies.read(scope(path, length=octets + 1), unread, stranger=False)
    assert (refused.value.params["limit_bytes"], unread.taken) == (octets, 0)
    parts = Sending(*[b"x" * 1_000] * (octets // 1_000 + 5))
    with pytest.raises(TooLarge):
        await bodies.read(scope(path), parts, stranger=False)
    assert parts.taken <= octets + 1_000


@pytest.mark.parametrize(
    ("body", "items"),
    [
        ({}, 0),
        ([], 0),
        ("words", 0),
        ({"a": 1, "b": 2}, 2),
        ({"a": [1, 2, [3, {"b": {}}]]}, 7),
        ([[[[[]]]]], 4),
    ],
)
def test_keys_and_items_are_counted_wherever_they_are(body: Any, items: int) -> None:
    assert bodies.count(body, beyond=100)[0] == items


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        (SESSION, {f"k{n}": 0 for n in range(400)}, "too_many_items"),
        (INCIDENTS, {f"k{n}": 0 for n in range(4_001)}, "too_many_items"),
        (INCIDENTS, {"a": [[] for _ in range(4_001)]}, "too_many_items"),
        (DRAFTS, {"terms": [{} for _ in range(300_000)]}, "too_many_items"),
        (INCIDENTS, {f"k{n}": 0 for n in range(4_000)}, None),
    ],
)
async def test_a_body_of_many_keys_is_refused_before_it_is_held_against_a_schema(
    path: str, body: Any, code: str | None
) -> None:
    sent = json.dumps(body, separators=(",", ":")).encode()
    if code is None:
        heard = await bodies.read(scope(path), Sending(sent), stranger=False)
        bodies.look_at(scope(path), heard.body)
        assert (await heard.receive())["body"] == heard.body == sent
        return
    with pytest.raises(Malformed) as refused:
        bodies.look_at(scope(path), sent)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("body", "key"),
    [
        (b'{"a":1,"a":2}', "a"),
        (b'{"a":1, "\\u0061" : 1}', "a"),
        (b'[{"b":{"c":null,"d":0,"c"\n:[]}}]', "c"),
        (b'{"x":NaN,"x":1}', "x"),
        (b'{"' + b"k" * 500 + b'":0,"' + b"k" * 500 + b'":0}', "k" * 60),
        (b'{"a":{"b":1},"b":{"a":1}}', None),
        (b'{"a":"\\":\\" :","b":"\\\\"}', None),
        (b'{"a" : 1,\t"b"\r\n:2}', None),
    ],
)
async def test_a_key_that_stands_twice_is_refused_by_name(body: bytes, key: str | None) -> None:
    """Readers differ in which of both they take."""
    if key is None:
        bodies.look_at(scope(INCIDENTS), body)
        return
    with pytest.raises(Malformed) as refused:
        bodies.look_at(scope(INCIDENTS), body)
    assert (refused.value.code, refused.value.params["key"]) == ("key_twice", key)


async def test_of_very_many_keys_the_one_that_stands_twice_is_found_soon() -> None:
    keys = ",".join(f'"k{n}":0' for n in range(50_000))
    with pytest.raises(Malformed, match="twice"):
        bodies.refuse_beyond(f'{{{keys},"k49999":1}}'.encode(), 60_000)


@pytest.mark.parametrize(
    "body", [b"{", b"\xef\xbb\xbf{}", '{"a": 1}'.encode("utf-16"), b"[" * 5_000]
)
async def test_json_is_utf_8_without_a_mark(body: bytes) -> None:
    with pytest.raises(Malformed) as refused:
        bodies.look_at(scope(INCIDENTS), body)
    assert refused.value.code == "json_invalid"


async def test_what_is_no_json_is_left_to_its_route() -> None:
    heard = await bodies.read(
        scope("/api/assets/import", kind=b"text/csv"), Sending(b"na", b"me"), stranger=False
    )
    assert (await heard.receive())["body"] == b"name"


@pytest.mark.parametrize(("path", "octets"), [(DRAFTS, 64_000), (SESSION, 4_000)])
async def test_a_stranger_sends_no_more_than_the_usual_size(path: str, octets: int) -> None:
    with pytest.raises(TooLarge) as refused:
        await bodies.read(scope(path, length=octets + 1), Sending(b"x"), stranger=True)
    assert refused.value.params["limit_bytes"] == octets


async def test_a_second_kind_hides_nothing() -> None:
    """The application reads the first of two headers of one name."""
    sent = scope(DRAFTS)
    sent["headers"].append((b"content-type", b"text/plain"))
    many = json.dumps([{}] * 70_000).encode()
    with pytest.raises(Malformed) as refused:
        bodies.look_at(sent, many)
    assert refused.value.code == "too_many_items"
