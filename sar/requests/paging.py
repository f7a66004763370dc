"""Pages of lists that are read by id, newest first; and a version that need not be given."""

from collections.abc import Sequence
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from fastapi import Depends, Header, Query, Request

from sar.errors import Malformed
from sar.wire import cursor_of, key_of


def _before(
    cursor: Annotated[
        str | None, Query(max_length=200, description="From `next` of a page")
    ] = None,
) -> UUID | None:
    key = key_of(cursor)
    if key is None:
        return None
    try:
        return UUID(key)
    except ValueError:
        raise Malformed.at("cursor", "bad_cursor", "is not a cursor of this list") from None


Before = Annotated[UUID | None, Depends(_before)]
"""The last id of the page before."""


def next_page(request: Request, ids: Sequence[UUID], *, limit: int) -> str | None:
    """The address of the page after the first `limit` ids; None when no more were read."""
    if len(ids) <= limit:
        return None
    query = {**dict(request.query_params), "cursor": cursor_of(str(ids[limit - 1]))}
    return f"{request.url.path}?{urlencode(query)}"


def _if_match(
    if_match: Annotated[
        str | None, Header(description='The version amended, like "3"; may be left out')
    ] = None,
) -> int | None:
    if if_match is None:
        return None
    try:
        return int(if_match.strip().removeprefix("W/").strip('"'))
    except ValueError:
        raise Malformed.at("If-Match", "not_a_version", 'must be a version like "3"') from None


MayMatch = Annotated[int | None, Depends(_if_match)]
"""The version in If-Match, None when the client does not say."""
