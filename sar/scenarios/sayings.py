"""One line about an answer of the API, for each stage, and the summary at the end."""

import string
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sar.time_words import span_text

UNKNOWN: Final = "?"
MOST_MATCHES: Final = 5


class _Blanks(string.Formatter):
    """A format in which what the answer does not hold is a question mark."""

    def get_field(self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        try:
            found, used = super().get_field(field_name, args, kwargs)
        except (KeyError, IndexError, TypeError, AttributeError):
            return UNKNOWN, field_name
        return _plain(found), used


def _plain(value: Any) -> Any:
    """Words of the API as people write them, whole numbers without a point."""
    match value:
        case None:
            return UNKNOWN
        case str():
            return value.replace("_", " ")
        case float() if value.is_integer():
            return int(value)
        case _:
            return value


def fill_saying(saying: str, answer: Any) -> str:
    """`matches` and `coverage` sum such an answer up; anything else is a format over it."""
    match saying:
        case "":
            return ""
        case "matches":
            return matches(answer)
        case "coverage":
            return coverage(answer)
        case _:
            return _Blanks().vformat(saying, (), answer)


def matches(answer: Mapping[str, Any]) -> str:
    """The first matches with minutes and verdict, and how many were judged."""
    timed = [item for item in answer["items"] if item["rank"] is not None]
    told = [
        f"{item['name']} ({item['party'] or 'ship'}) {span_text(item['time']['total_minutes'])}"
        f" {_plain(item['verdict'])}"
        for item in timed[:MOST_MATCHES]
    ]
    return f"{', '.join(told)}; {len(answer['items'])} judged"


def coverage(request: Mapping[str, Any]) -> str:
    """The amounts of each need that are promised, and that come in time."""
    told = []
    for need in request["needs"]:
        covered = need["coverage"]
        if covered is not None:
            told.append(
                f"{need['what']}: {covered['promised']} of {covered['wanted']} promised,"
                f" {covered['in_time']} in time"
            )
    return "; ".join(told)


def ending(stages: int, faults: Sequence[str]) -> str:
    """The outcome of the story, with every fault named."""
    match len(faults):
        case 0:
            went = "no faults."
        case 1:
            went = f"1 fault: {faults[0]}"
        case number:
            went = f"{number} faults: {'; '.join(faults)}"
    return f"All {stages} stages are told, {went}"
