"""Work in a thread, which nobody can stop once it has begun."""

import asyncio
from typing import TypeVar

T = TypeVar("T")


async def to_its_end(work: "asyncio.Future[T]") -> T:
    """The result; who is cancelled meanwhile still waits, and so keeps what the work uses (a turn,
    what may not change) until it has ended."""
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        await asyncio.wait({work})
        if not work.cancelled():
            work.exception()
        raise
