"""Reasons why a value does not fit its field, in plain words that follow the field's name.

Pydantic's own messages are for programmers ("String should match pattern '^[0-9]{9}$'").
"""

import re
from collections.abc import Mapping
from typing import Any, Final, get_args

from pydantic_core import ErrorDetails
from pydantic_core.core_schema import ErrorType

from sar.languages.places import as_template, filled, places_in

PATTERNS: Final[Mapping[str, str]] = {
    r"^[0-9]{9}$": "must be 9 digits",
    r"^[0-9]{7}$": "must be 7 digits",
    r"^[0-9A-Fa-f]{6}$": "must be 6 signs of 0 to 9 and A to F",
    r"^[0-9A-Za-z]{2,10}$": "must be 2 to 10 letters and digits",
    r"^[0-9A-Za-z._:-]{4,40}$": "must be 4 to 40 letters, digits and signs of . _ : -",
    r"^([0-9] ?){6}$": "must be 6 digits",
    r"^[A-Za-z]{3}$": "must be the three letters of a State, like PAN",
    r"^[A-Z][A-Z0-9]{1,7}$": "must be the code of a party, like ITA",
    r"^[a-z]{2,3}$": "must be the code of a language, like en",
    r"^[0-9a-f]{64}$": "must be a hash of 64 digits and letters a to f",
    r"^([A-Z]{3})?$": "must be the code of a currency, like EUR",
    r"^[A-Z0-9][A-Z0-9./-]{1,39}$": (
        "must be 2 to 40 capital letters, digits, points, slashes and hyphens"
    ),
    r"^[A-Z0-9][A-Z0-9_]{0,10}$": "must be up to 11 capital letters, digits and _",
    r"^[a-z][a-z0-9_]{1,30}$": (
        "must be 2 to 31 small letters, digits and _, beginning with a letter"
    ),
    r"^[A-Z][A-Z0-9]{1,7}-[a-z][a-z0-9_]{1,30}$": (
        "must be the code of a party's own capability, like MLT-divers"
    ),
    r"^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$": "must be up to 32 letters, digits, _ and -",
    r"^[a-z0-9][a-z0-9_-]{0,31}$": "must be up to 32 small letters, digits, _ and -",
    r"^[a-z0-9][a-z0-9._@-]{1,63}$": (
        "must be 2 to 64 small letters, digits, points, hyphens, _ and @"
    ),
}
"""Plain words for the patterns of fields."""

_TIME: Final = "must be a time like 2026-10-11T12:26:00Z"
_WHOLE: Final = "must be a whole number"
_NUMBER: Final = "must be a number"
_ID: Final = "must be an id (a UUID)"
_REASONS: Final[Mapping[str, str]] = {
    "missing": "is missing",
    "extra_forbidden": "is no field that this takes",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be {ge} or more",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be {le} or less",
    "finite_number": _NUMBER,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "int_parsing_size": "has too many digits",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "string_type": "must be text",
    "string_unicode": "is not text in UTF-8",
    "string_too_short": "must have {min_length} characters at least",
    "string_too_long": "must have {max_length} characters at most",
    "too_short": "must have {min_length} entries at least",
    "too_long": "must have {max_length} entries at most",
    "list_type": "must be a list",
    "tuple_type": "must be a list",
    "set_type": "must be a list",
    "frozen_set_type": "must be a list",
    "dict_type": "must be an object with fields",
    "mapping_type": "must be an object with fields",
    "model_type": "must be an object with fields",
    "model_attributes_type": "must be an object with fields",
    "none_required": "must be empty",
    "enum": "must be {expected}",
    "literal_error": "must be {expected}",
    "datetime_type": _TIME,
    "datetime_parsing": _TIME,
    "datetime_object_invalid": _TIME,
    "datetime_from_date_parsing": _TIME,
    "timezone_aware": "needs a time zone, like Z",
    "uuid_type": _ID,
    "uuid_parsing": _ID,
    "json_invalid": "is not JSON",
    "value_error": "{error}",
    "union_tag_invalid": "must be {expected_tags}",
    "union_tag_not_found": "does not say which kind it is",
}
_MEMBER: Final = re.compile(r"<\w+\.\w+: ([^>]*)>")
"""A member of an enum as Python writes it; its value is what a client sends."""
_OTHER: Final = "is not what belongs there"
_EMPTY: Final = "must not be empty"
_SAYS_ITSELF: Final = {"error", "expected", "expected_tags"}
"""Places that hold English, so that no other language has the reason."""
TEMPLATES: Final = tuple(
    one
    for one in dict.fromkeys((*_REASONS.values(), _OTHER, _EMPTY))
    if not _SAYS_ITSELF & places_in(one)
)
"""The reasons beside those of patterns."""
_PYDANTICS: Final = frozenset(get_args(ErrorType))


def code(error: ErrorDetails) -> str:
    """The code of one error: one for models and for dataclasses."""
    return _OF_MODELS.get(error["type"], error["type"])


_OF_MODELS: Final = {
    "unexpected_keyword_argument": "extra_forbidden",
    "dataclass_type": "model_type",
}


def reason(error: ErrorDetails) -> str:
    """The reason of one error; a validator's own message stands."""
    kind, context = code(error), error.get("ctx", {})
    if kind not in _PYDANTICS:
        return error["msg"]
    if kind == "string_pattern_mismatch":
        return as_template(PATTERNS.get(context["pattern"], _OTHER))
    if (kind, context.get("min_length")) in (("string_too_short", 1), ("too_short", 1)):
        return as_template(_EMPTY)
    template = _REASONS.get(kind, _OTHER)
    if template == "{error}":
        return as_template(_said(context["error"]))
    return filled(template, **{key: _said(context[key]) for key in places_in(template)})


def _said(value: Any) -> str:
    """A whole number without a point, and words without quotation marks."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _MEMBER.sub(r"\1", str(value)).replace("'", "")
