"""Opening a case as it was told: what cannot be read of it is put aside in words (pure).

People are in the water while a form is mended. The facts that a case needs to be opened are asked
for: its kind, its phase, and of a position that it lies on the globe. All else that is at fault (a
number out of range, a time without a zone, a text too long, a source left out) is left out or cut,
and said in the log, where somebody mends it. House rule: facts are never refused.
"""

import copy
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

PlaceOfSlip = tuple[int | str, ...]

LEFT_OUT: Final = frozenset(
    {"craft", "conditions", "drift", "territory_of", "pob", "object_class", "phase_reason"}
)
"""Fields of a new case that may be told later."""
OF_POSITION: Final = frozenset({"at", "error_nm", "source", "doppler", "probability"})
NOT_A_SLIP: Final = frozenset(
    {
        "extra_forbidden",
        "nul_character",
        "lone_surrogate",
        "control_character",
        "turns_text",
        "too_deep",
    }
)
"""Faults of programs: a field that nobody knows, signs that cannot be kept."""
LINE_AT_MOST: Final = 200
PROSE_AT_MOST: Final = 10_000
SAID_AT_MOST: Final = 500
NOT_TOLD: Final = "not told"
WITHOUT_TITLE: Final = "Without a title"


class SlipOfBody(NamedTuple):
    """A fault of the body: its place, kind, reason in words and the value there."""

    at: PlaceOfSlip
    code: str
    reason: str
    value: Any


class Mended(NamedTuple):
    """The body that can be read, and a sentence for each thing that was put aside."""

    body: dict[str, Any]
    lines: list[str]


def as_told(told: Mapping[str, Any], faults: Sequence[SlipOfBody]) -> Mended | None:
    """The body without what is at fault; None: a fault of it is no slip, or the case needs it."""
    body = copy.deepcopy(dict(told))
    lines: list[str] = []
    for fault in faults:
        line = None if fault.code in NOT_A_SLIP else _mend(body, fault)
        if line is None:
            return None
        lines.append(line)
    return Mended(body, list(dict.fromkeys(lines)))


def _mend(body: dict[str, Any], fault: SlipOfBody) -> str | None:
    match fault.at:
        case ("title",) if fault.code == "string_too_long":
            body["title"], whole = _cut(fault.value), str(fault.value)
            return f"The title was cut. As it was told: {whole[:PROSE_AT_MOST]}"
        case ("title",) if seen := _seen(fault.value):
            body["title"] = _cut(seen)
            return "The title had signs that cannot be seen: they were left out."
        case ("title",):
            body["title"] = WITHOUT_TITLE
            return "No title was told."
        case ("description",) if fault.code == "string_too_long":
            body["description"] = str(fault.value)[:PROSE_AT_MOST]
            rest = str(fault.value)[PROSE_AT_MOST : 2 * PROSE_AT_MOST]
            return f"What is known was cut. It goes on: {rest}"
        case ("source", *rest):
            return _source(body, rest, fault)
        case ("craft", str(name), *_) if isinstance(body.get("craft"), dict):
            return _craft(body["craft"], name, fault)
        case ("position", str(name), *_) if name in OF_POSITION:
            body["position"].pop(name, None)
            return _aside(f"position.{name}", fault)
        case ("drift", *_) | ("territory_of", *_):
            body.pop(str(fault.at[0]), None)
            return _aside(str(fault.at[0]), fault)
        case (str(part), str(name), *_) if part in LEFT_OUT and isinstance(body.get(part), dict):
            body[part].pop(name, None)
            return _aside(f"{part}.{name}", fault)
        case (str(part),) if part in LEFT_OUT:
            body.pop(part, None)
            return _aside(part, fault)
        case ("kept_from", int(place), "party" | "reason" as name) if (
            fault.code == "string_too_long"
        ):
            body["kept_from"][place][name] = _cut(fault.value)
            return f"Who is not to be told, {name}: the text was cut."
        case _:
            return None


def _source(body: dict[str, Any], rest: Sequence[int | str], fault: SlipOfBody) -> str | None:
    """The source as the log tells it: how to call back is for few to read, and not repeated."""
    if not isinstance(body.get("source"), dict):
        body["source"] = {}
    source = body["source"]
    name = rest[0] if rest else "who"
    if fault.code == "string_too_long":
        source[name] = _cut(fault.value)
        return f"Of who reported it, {name} was cut: it was too long."
    source.setdefault("who", NOT_TOLD)
    if name == "who":
        source["who"] = NOT_TOLD
        return "Who reported it was not told."
    source.pop(name, None)
    return f"Of who reported it, {name} could not be read: {fault.reason}."


def _craft(craft: dict[str, Any], name: str, fault: SlipOfBody) -> str:
    """Add what was told beside the name of the craft, and is erased with that."""
    value = str(craft.pop(name, "") or "")
    if name == "name":
        craft["name"] = _cut(value)
        return "The name of the craft was cut: it was too long."
    known = craft.get("name")
    told = f"{name} as told: {value}"
    craft["name"] = _cut(f"{known} ({told})" if known else told)
    return f"The {name} of the craft could not be read: {fault.reason}. It stands with its name."


def _aside(name: str, fault: SlipOfBody) -> str:
    """Leave out of the log whom the lead tells first: that is its own to know."""
    if name == "territory_of":
        return "Whom to tell first could not be read."
    said = "".join(sign for sign in str(fault.value) if sign.isprintable())[:SAID_AT_MOST]
    return f"Not taken as it was told, {name}: {said} ({fault.reason})."


def _seen(text: Any) -> str:
    """The text without the signs that nobody sees; empty: it says nothing."""
    signs = [sign for sign in text if sign.isprintable()] if isinstance(text, str) else []
    seen = "".join(sign for sign in signs if unicodedata.category(sign) != "Cf").strip()
    return seen if any(sign.isalnum() for sign in seen) else ""


def _cut(text: Any) -> str:
    cut = str(text).strip()
    return cut if len(cut) <= LINE_AT_MOST else f"{cut[: LINE_AT_MOST - 1].rstrip()}…"
