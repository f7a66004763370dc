"""A page ends early where its items are large, and the next one goes on from there."""

from urllib.parse import parse_qs, urlsplit

import orjson
import pytest
from fastapi import Request
from pydantic import BaseModel

from sar.pages_of_lists import PAGE_BYTES, page_answer
from sar.wire import key_of

pytestmark = pytest.mark.anyio


class Thing(BaseModel):
    id: int
    text: str


def asking(query: bytes = b"limit=5") -> Request:
    scope = {"type": "http", "method": "GET", "path": "/api/things", "query_string": query}
    return Request({**scope, "headers": [], "server": ("x", 80), "scheme": "http"})


async def page(things: list[Thing], *, limit: int) -> tuple[list[int], str | None]:
    answer = await page_answer(asking(), things, [one.id for one in things], limit=limit)
    told = orjson.loads(answer.body)
    assert answer.headers["content-type"] == "application/json"
    return [one["id"] for one in told["items"]], told["next"]


@pytest.mark.parametrize(
    ("octets", "found", "shown", "goes_on_after"),
    [
        (10, 0, 0, None),
        (10, 4, 4, None),
        (10, 5, 5, None),
        (10, 6, 5, 4),
        (PAGE_BYTES + 60, 6, 1, 0),
        (PAGE_BYTES // 2, 6, 3, 2),
        (PAGE_BYTES // 2, 3, 3, None),
    ],
)
async def test_a_page_has_no_item_after_one_that_makes_it_too_large(
    octets: int, found: int, shown: int, goes_on_after: int | None
) -> None:
    things = [Thing(id=n, text="x" * (octets - 60)) for n in range(found)]
    ids, after = await page(things, limit=5)
    assert ids == list(range(shown))
    if goes_on_after is None:
        assert after is None
    else:
        query = parse_qs(urlsplit(str(after)).query)
        assert query["limit"] == ["5"]
        assert key_of(query["cursor"][0]) == str(goes_on_after)
