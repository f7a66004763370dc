"""Fields of a version's text as marks of an arrangement's text: `[[14.2 costs.free_hours: 12]]`.

A mark names the clause, the article of the version that it is of (none: of the version as a whole),
and the field. Numbers, words and times are written as the API takes them, zones as well-known text;
an empty mark says nothing.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

import shapely
from shapely.geometry import mapping

FieldPath = tuple[str, ...]
"""The way to a field in a version's or an article's JSON; a place in a list counts from 1."""


class ValueRefused(ValueError):  # noqa: N818 refusals have their own word
    """A value that cannot be read: a stable code and the reason."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


@dataclass(frozen=True, slots=True)
class Codec:
    """The two ways of a value: into a mark as text, and back."""

    write: Callable[[Any], str]
    read: Callable[[str], Any]


_ESCAPED: Final = re.compile(r"[\\\x00-\x08\x0a-\x1f]|\](?=\]|$)|^\s|\s$")
_ESCAPE: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)


def _write_text(value: str) -> str:
    """With signs that would end the mark, or be lost at its edges, escaped as in JSON."""

    def escape(found: re.Match[str]) -> str:
        sign = found[0]
        return {"\\": "\\\\", "\n": "\\n"}.get(sign) or f"\\u{ord(sign):04x}"

    return _ESCAPED.sub(escape, value)


def _read_text(text: str) -> str:
    def plain(found: re.Match[str]) -> str:
        code, sign = found.groups()
        return chr(int(code, 16)) if code else {"n": "\n", "\\": "\\"}.get(sign, found[0])

    return _ESCAPE.sub(plain, text)


def _read_number(text: str) -> float | int:
    if not re.fullmatch(r"-?\d{1,30}(\.\d{1,30})?(e[+-]?\d{1,3})?", text, re.ASCII | re.IGNORECASE):
        raise ValueRefused("not_a_number", "must be a number in digits, with a point like 4.5")
    return int(text) if text.lstrip("-").isdigit() else float(text)


def _write_number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)


def _read_yes_or_no(text: str) -> bool:
    said = {"yes": True, "no": False}.get(text.casefold())
    if said is None:
        raise ValueRefused("not_yes_or_no", "must be yes or no")
    return said


def _parts(text: str) -> list[str]:
    return [part for part in re.split(r"[\s,;]+", text) if part]


_POLYGONS: Final = re.compile(r"(MULTI)?POLYGON\s*\([0-9eE+.,()\s-]+\)", re.IGNORECASE)


def _read_zone(text: str) -> Any:
    reason = "must be a POLYGON or MULTIPOLYGON in well-known text, longitude first"
    # Collections within collections would take the reader's stack.
    if not _POLYGONS.fullmatch(text):
        raise ValueRefused("not_a_zone", reason)
    try:
        return mapping(shapely.from_wkt(text))
    except (shapely.errors.ShapelyError, ValueError):
        raise ValueRefused("not_a_zone", reason) from None


def _write_zone(value: Mapping[str, Any]) -> str:
    """With every digit; shapely's own writer cuts small numbers short."""
    polygons = [
        [", ".join(f"{lon!r} {lat!r}" for lon, lat in ring) for ring in polygon]
        for polygon in value["coordinates"]
    ]
    parts = [f"(({'), ('.join(rings)}))" for rings in polygons]
    return f"MULTIPOLYGON ({', '.join(parts)})"


_text = Codec(_write_text, _read_text)
_word = Codec(str, str.casefold)
_words = Codec(", ".join, lambda text: _parts(text.casefold()))
_codes = Codec(", ".join, _parts)
_number = Codec(_write_number, _read_number)
_yes_or_no = Codec(lambda value: "yes" if value else "no", _read_yes_or_no)
_zone = Codec(_write_zone, _read_zone)


@dataclass(frozen=True, slots=True)
class MarkedField:
    """A field that marks can hold. `unsaid`: the value that an empty mark stands for."""

    clause: int
    path: FieldPath
    codec: Codec
    unsaid: Any = None


def _of(clause: int, *fields: tuple[str, Codec, Any]) -> Iterator[MarkedField]:
    for name, codec, unsaid in fields:
        yield MarkedField(clause, tuple(name.split(".")), codec, unsaid)


_FIRST: Final = 0
"""The part before the first clause: which text it is, its note, and its articles."""

OF_VERSION: Final = (
    *_of(_FIRST, ("note", _text, "")),
    *_of(
        2,
        ("instruments.#.citation", _text, None),
        ("instruments.#.binds", _word, None),
        ("instruments.#.party", _text, None),
    ),
    *_of(24, ("prevails_over", _codes, [])),
    *_of(26, ("valid_from", _text, None), ("valid_until", _text, None)),
    *_of(
        28,
        ("authentic.kind", _word, None),
        ("authentic.languages", _words, []),
        ("authentic.deposit", _text, ""),
        ("authentic.sha256", _word, None),
        ("authentic.file_name", _text, ""),
    ),
)
"""The fields of a version as a whole, in the order of their clauses."""

SCOPE: Final = (
    *_of(_FIRST, ("article", _text, None)),
    *_of(3, ("zone", _zone, None), ("zone_name", _text, "")),
    *_of(4, ("situations", _words, []), ("phases", _words, [])),
    *_of(5, ("kinds", _words, []), ("types", _codes, []), ("excluded_types", _codes, [])),
    *_of(6, ("grantor", _text, None), ("grantees", _codes, [])),
    *_of(26, ("valid_from", _text, None), ("valid_until", _text, None)),
)
"""The fields of an article that say for what it holds."""

SAYS: Final = (
    *_of(6, ("may_request", _yes_or_no, None)),
    *_of(8, ("clocks.acknowledge", _number, None), ("clocks.answer", _number, None)),
    *_of(9, ("clocks.acknowledge_entry", _number, None)),
    *_of(9, ("clocks.conditions", _number, None), ("clocks.clearance", _number, None)),
    *_of(
        9,
        ("entry.#.mode", _word, None),
        ("entry.#.kinds", _words, []),
        ("entry.#.lead_minutes", _number, 0),
        ("entry.#.contact", _text, ""),
        ("entry.#.landing", _yes_or_no, False),
        ("entry.#.services", _words, []),
        ("entry.#.unarmed", _yes_or_no, False),
        ("entry.#.excluded_sensors", _words, []),
    ),
    *_of(10, ("crew_status", _text, "")),
    *_of(11, ("fuel_points", _yes_or_no, None)),
    *_of(12, ("command", _text, "")),
    *_of(
        14,
        ("costs.rule", _word, None),
        ("costs.free_hours", _number, 0),
        ("costs.rate_per_hour", _number, None),
        ("costs.currency", _text, ""),
        ("costs.claim_days", _number, None),
        ("costs.note", _text, ""),
    ),
    *_of(15, ("liability", _text, "")),
    *_of(
        19,
        ("visibility", _word, None),
        ("position_precision_nm", _number, 0),
        ("position_delay_minutes", _number, 0),
        ("incident_awareness", _word, None),
        ("feeds", _codes, []),
        ("data_use", _text, ""),
    ),
)
"""The fields by which an article says something."""

_VERSION_BY_PATH: Final = {one.path: one for one in OF_VERSION}
_ARTICLE_BY_PATH: Final = {one.path: one for one in (*SCOPE, *SAYS)}


def _general(path: FieldPath) -> FieldPath:
    return tuple("#" if part.isdigit() else part for part in path)


def field_at(path: FieldPath, *, of_article: bool) -> MarkedField | None:
    """The field of a version or article by its way; None: there is none."""
    return (_ARTICLE_BY_PATH if of_article else _VERSION_BY_PATH).get(_general(path))


def values_of(fields: Iterable[MarkedField], said: Mapping[str, Any]) -> dict[FieldPath, str]:
    """The marks of these fields, each with what the JSON says, empty where it says nothing; lists
    have a place more than they have entries, to be filled."""
    found: dict[FieldPath, str] = {}
    for name, group in groupby(fields, key=lambda one: one.path[0]):
        parts = list(group)
        if parts[0].path[1:2] == ("#",):
            items = [*said.get(name, ()), {}]
            for n, item in enumerate(items, 1):
                for one in parts:
                    place = (name, str(n), *one.path[2:])
                    found[place] = _written(one, item.get(one.path[2]))
            continue
        for one in parts:
            inner = said.get(name)
            value = (inner or {}).get(one.path[1]) if len(one.path) > 1 else inner
            found[one.path] = _written(one, value)
    return found


def _written(field: MarkedField, value: Any) -> str:
    if value is None or value == field.unsaid:
        return ""
    return field.codec.write(value)


def nested(values: Mapping[FieldPath, Any]) -> dict[str, Any]:
    """The JSON that has these values at their ways; places in lists are closed up."""
    found: dict[str, Any] = {}
    for path, value in values.items():
        at = found
        for part in path[:-1]:
            at = at.setdefault(part, {})
        at[path[-1]] = value
    return {
        name: [of[n] for n in sorted(of, key=int)] if _is_list(of) else of
        for name, of in found.items()
    }


def _is_list(of: Any) -> bool:
    return isinstance(of, dict) and bool(of) and all(part.isdigit() for part in of)
