"""Inputs with the one result that server and screens must both give, read by the tests of both."""

from pathlib import Path
from typing import Any

import orjson


def vectors(name: str) -> dict[str, Any]:
    """The vectors of `tests/vectors/<name>.json`."""
    found: dict[str, Any] = orjson.loads((Path(__file__).parent / f"{name}.json").read_bytes())
    return found
