"""Pages of lists as answers: written a little at a time, and ended early where they grow large."""

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlencode

from fastapi import Request
from pydantic import BaseModel
from starlette.responses import Response

from sar.stints import Stints
from sar.wire import JsonObject, canonical_bytes, cursor_of

PAGE_BYTES: Final = 1_000_000
"""A page ends with the item that passes it (house figure): what is larger holds the process, and
bad links, for longer than anybody should wait."""


async def page_answer(
    request: Request,
    items: Sequence[BaseModel | JsonObject],
    keys: Sequence[object],
    *,
    limit: int,
) -> Response:
    """The page of the first `limit` items, of which one more was read when there are more, and the
    address of the next one; others have their turns between the items."""
    stints, written, octets = Stints(rests=0.0), list[bytes](), 0
    for item in items[:limit]:
        one = canonical_bytes(item) if isinstance(item, dict) else _written(item)
        written.append(one)
        octets += len(one)
        if octets > PAGE_BYTES:
            break
        await stints.rest()
    after = _next_page(request, keys, limit=len(written)) if written else None
    body = b'{"items":[%s],"next":%s}' % (b",".join(written), canonical_bytes(after))
    return Response(body, media_type="application/json")


def _written(item: BaseModel) -> bytes:
    return item.model_dump_json(by_alias=True).encode()


def _next_page(request: Request, keys: Sequence[object], *, limit: int) -> str | None:
    """The address of the page after the first `limit` keys; None when no more were read."""
    if len(keys) <= limit:
        return None
    cursor = cursor_of(str(keys[limit - 1]))
    query = {**dict(request.query_params), "cursor": cursor}
    return f"{request.url.path}?{urlencode(query)}"
