"""Shared by every route: strict bodies, canonical JSON, versions, cursors and pages (pure)."""

import base64
import json
import math
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from itertools import chain
from typing import Annotated, Any, Final, Generic, LiteralString, NamedTuple, Self, TypeVar

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from sar.errors import Malformed, Stale
from sar.text_fields import Reason

JsonObject = dict[str, Any]
Path = tuple[int | str, ...]
DEEPEST = 40
Item = TypeVar("Item")
Key = TypeVar("Key")

_CONTROLS: Final = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_TURNS: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Controls that turn the direction of the text around them."""
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_ANY_OF_THEM: Final = re.compile(
    "\x00|" + "|".join(one.pattern for one in (_CONTROLS, _TURNS, _SURROGATES))
)
_RAW: Final = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Of them those that orjson writes as they are; the others it writes as `_ESCAPES`, or not."""
_ESCAPES: Final = ("\\u00", "\\b", "\\f")
_MOST_FAULTS: Final = 20


class _Unstorable(NamedTuple):
    """A value that cannot be kept, and its place below what was looked at."""

    code: LiteralString
    reason: LiteralString
    at: Path = ()


def _is_storable(value: Any) -> bool:
    """Whether a look at the value as one text shows that nothing of it is to be refused; in a large
    body a hundredth of the time that a look at each part takes."""
    try:
        text = orjson.dumps(value).decode()
    except TypeError:  # a lone surrogate, a number beyond its own, or deeper than it goes
        return False
    if _RAW.search(text) or any(one in text for one in _ESCAPES):
        return False
    return not _is_deeper(value, DEEPEST) and ("null" not in text or _is_finite(value))


def _is_deeper(value: Any, most: int) -> bool:
    level = [value]
    for _ in range(most + 1):
        objects = [one for one in level if isinstance(one, dict)]
        lists = [one for one in level if isinstance(one, list)]
        if not objects and not lists:
            return False
        level = [*chain.from_iterable(map(dict.values, objects)), *chain.from_iterable(lists)]
    return True


def _is_finite(value: Any) -> bool:
    """Whether none of its numbers is NaN or infinite, which orjson writes as it writes nothing."""
    try:
        json.dumps(value, allow_nan=False)
    except (TypeError, ValueError):
        return False
    return True


def _unstorable(value: Any, deep: int = 0) -> Sequence[_Unstorable]:
    """NUL and lone surrogates cannot be stored or sent; NaN and infinities are no numbers; control
    characters mislead whoever reads a text or a log. So many are told at most."""
    if deep > DEEPEST:
        return [_Unstorable("too_deep", "is nested too deep")]
    if isinstance(value, str):
        return _unstorable_signs(value) if _ANY_OF_THEM.search(value) else ()
    if isinstance(value, float) and not math.isfinite(value):
        return [_Unstorable("not_finite", "is not a finite number")]
    if isinstance(value, dict):
        found = [one for key in value for one in _unstorable(key, deep)]
        return _below(value.items(), deep, found)
    if isinstance(value, list):
        return _below(enumerate(value), deep, [])
    return ()


def _below(
    items: Iterable[tuple[Any, Any]], deep: int, found: list[_Unstorable]
) -> list[_Unstorable]:
    """The faults of the items, beside those found already."""
    for key, item in items:
        under = _unstorable(item, deep + 1)
        if under:
            step = key if isinstance(key, int) else str(key)
            found += [one._replace(at=(step, *one.at)) for one in under]
            if len(found) >= _MOST_FAULTS:
                break
    return found[:_MOST_FAULTS]


def _unstorable_signs(text: str) -> list[_Unstorable]:
    found = []
    if "\x00" in text:
        found.append(_Unstorable("nul_character", "contains a NUL character"))
    if _SURROGATES.search(text):
        half = "contains half a character (a lone surrogate)"
        found.append(_Unstorable("lone_surrogate", half))
    if _CONTROLS.search(text):
        found.append(_Unstorable("control_character", "contains a control character"))
    if _TURNS.search(text):
        found.append(_Unstorable("turns_text", "contains a sign that turns the text around"))
    return found


def _fault(one: _Unstorable) -> InitErrorDetails:
    return InitErrorDetails(type=PydanticCustomError(one.code, one.reason), loc=one.at, input=None)


class Body(BaseModel):
    """Base of what clients send: unknown fields, NaN, NUL and lone surrogates are refused."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _storable(cls, data: Any) -> Any:
        if isinstance(data, dict) and _is_storable(data):
            return data
        faults = _unstorable(data)
        if faults:
            raise ValidationError.from_exception_data(cls.__name__, [_fault(one) for one in faults])
        return data


DEPRECATED = Field(json_schema_extra={"deprecated": True})
"""Marks a field that is kept for clients of an earlier version."""


class ReasonBody(Body):
    """The reason for an act."""

    reason: Reason


class View(BaseModel):
    """Base of what the platform answers."""

    model_config = ConfigDict(frozen=True)

    @classmethod
    def of_row(cls, row: object, **named: Any) -> Self:
        """The view with the fields named, and every other from the row's attribute of that name.

        Only for views of readers in full: a field added to the view is read from the row at once.
        A test per view lists what it takes.
        """
        same = cls.model_fields.keys() - named.keys()
        return cls(**{name: getattr(row, name) for name in same}, **named)

    def plain(self) -> JsonObject:
        """As JSON-ready plain data."""
        return self.model_dump(mode="json")


def canonical(value: Any) -> str:
    """JSON with sorted keys and no spaces: equal data give equal text."""
    return canonical_bytes(value).decode()


def canonical_bytes(value: Any) -> bytes:
    """The same, encoded; instants as views write them."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z)


def check_version(*, given: int, current: int) -> None:
    """Raise `Stale` unless the change is based on the present version."""
    if given != current:
        raise Stale(given=given, current=current)


def wire_instant(at: datetime) -> str:
    """An instant as entries write it."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


Limit = Annotated[int, Field(ge=1, le=500, description="At most this many")]


def cursor_of(key: str) -> str:
    """An opaque cursor that continues after `key`."""
    return base64.urlsafe_b64encode(key.encode()).decode().rstrip("=")


def key_of(cursor: str | None) -> str | None:
    """The key that a cursor was made of."""
    return read_cursor(cursor, str)


def read_cursor(cursor: str | None, read: Callable[[str], Key]) -> Key | None:
    """The key that a cursor was made of; `read` raises ValueError when it is not of the list."""
    if cursor is None:
        return None
    try:
        return read(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode())
    except ValueError:
        raise bad_cursor() from None


def bad_cursor() -> Malformed:
    """The problem of a cursor that this list has not given, or no longer knows."""
    return Malformed.at("cursor", "bad_cursor", "is not a cursor of this list")


class Page(BaseModel, Generic[Item]):
    """One page of a list; `next` is the address of the following page, None at the end.

    Every list names its own (`class IncidentPage(Page[...])`), for clients to read.
    """

    items: list[Item]
    next: str | None = None


class Listing(BaseModel):
    """Base of a list's query: its page. Unknown parameters are passed over."""

    model_config = ConfigDict(frozen=True)

    cursor: str | None = Field(None, max_length=200, description="From `next` of a page")
    limit: Limit = 100
