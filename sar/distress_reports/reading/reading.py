"""Read a text of distress, whatever its form (pure)."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sar.distress_reports.reading.beacon_alerts import is_beacon_alert, read_beacon_alert, separated
from sar.distress_reports.reading.craft_names import spoken_name
from sar.distress_reports.reading.dsc_calls import (
    NO_TIME,
    is_dsc_sentence,
    read_dsc_sentences,
)
from sar.distress_reports.reading.lettered_reports import (
    is_lettered_report,
    read_lettered_report,
)
from sar.distress_reports.reading.marks import nature_of_symbol
from sar.distress_reports.reading.pieces import (
    LONGEST_TEXT,
    folded,
    is_short,
    lines_of,
    pieces_of,
    rejoined,
)
from sar.distress_reports.reading.read_report import ReadReport
from sar.distress_reports.reading.told_facts import TextReading, labelled_mmsi, read_facts
from sar.distress_reports.reading.told_times import day_and_time
from sar.distress_reports.reading.words import ReportForm, ReportKind
from sar.geo.state_names import BY_CODE, StateNames
from sar.incidents.texts.telex import telex, unwrapped

_DSC_WORDS: Final = (
    re.compile(r"(?<![A-Z])DSC(?![A-Z])"),
    re.compile(
        r"^DISTRESS(?: (?:ALERT|CALL|RELAY|ACK|ACKNOWLEDGE?MENT))* ?(?:FROM|MMSI|ID)? ?:? ?"
        r"[0-9]{9}(?![0-9])"
    ),
)
_RELAY: Final = re.compile(r"(?<![A-Z])(?:DISTRESS (?:ALERT )?RELAY|MAYDAY RELAY)(?![A-Z])")
_ACKNOWLEDGED: Final = re.compile(
    r"(?<![A-Z])(?:DISTRESS (?:ALERT )?ACK(?:NOWLEDGE?MENT|NOWLEDGED)?|RECEIVED MAYDAY)(?![A-Z])"
)
_ALERT: Final = re.compile(r"(?<![A-Z])(?:MAYDAY|DISTRESS|SOS)(?![A-Z])")
_MAIL_HEAD: Final = re.compile(
    r"^(?:(?:FROM|TO|CC|REPLY-TO) ?:.{0,300}@|(?:SENT|MESSAGE-ID|RECEIVED|RETURN-PATH|MIME-VERSION"
    r"|CONTENT-TYPE|CONTENT-TRANSFER-ENCODING|X-[A-Z\-]{2,40}) ?:"
    r"|DATE ?: ?[A-Z]{3}, [0-9]{1,2} [A-Z]{3} [0-9]{4} )"
)
"""The head of a mail: its times are those of the mail."""
_KIND_ALONE: Final = re.compile(
    r"^(?:[0-9]{1,2}[.)])?(?:[^A-Z0-9]*(?:MAYDAY|RELAY|DISTRESS|SOS|DSC|ALERT|CALL|PAN|ACK|RECEIVED"
    r"|ACKNOWLEDGE?MENT))+[^A-Z0-9]*$"
)
_LONGEST_HALF: Final = 60
_HALF: Final = re.compile(
    r"^(?P<axis>LATITUDE|LAT|LONGITUDE|LONG|LON)(?![A-Z])[^A-Z]{2,40}[NSEW]?$"
)
"""A latitude alone, or a longitude alone."""
_SYMBOL: Final = re.compile(
    r"(?<![A-Z])NATURE(?: OF DISTRESS)? ?:? ?(?P<symbol>1[01][0-9])(?![0-9])"
)
_TIME: Final = re.compile(
    r"(?<![A-Z])TIME ?:? ?(?P<hour>[0-9]{2}):?(?P<minute>[0-9]{2})(?![0-9:]| ?(?:Z|UTC|GMT|LT))"
)
"""A time of a call is UTC, also where that is not said (ITU-R M.493, 8.1.3)."""


def read_text(text: str, *, now: datetime, states: StateNames = BY_CODE) -> ReadReport:
    """The findings of a text of distress, that was pasted or came by mail.

    `states`: the names by which flags may be told, beside their codes. Raises ValueError of a text
    that is too long, and nothing of any other.
    """
    if len(text) > LONGEST_TEXT:
        raise ValueError(
            f"the text has more than {LONGEST_TEXT} characters: send the message alone"
        )
    as_sent = text.splitlines()
    lines = lines_of(as_sent)
    reading = TextReading(now)
    flags = {telex(name): code for code, name in states.by_code.items()}
    if is_beacon_alert(apart := separated(lines)):
        form, kind = ReportForm.SIT_185, read_beacon_alert(apart, reading)
    elif any(map(is_dsc_sentence, lines)):
        form, kind = ReportForm.DSC, _read_sentences(lines, reading, flags)
    elif is_lettered_report(lines):
        form = ReportForm.SITREP
        kind = read_lettered_report(lines_of(unwrapped(text)), reading, flags=flags)
    else:
        form, kind = _read_prose(lines_of(rejoined(as_sent)), reading, flags)
    reading.finish()
    return reading.found.report(form, kind)


def _read_sentences(
    lines: Sequence[str], reading: TextReading, flags: dict[str, str]
) -> ReportKind:
    """The sentences of a receiver first, then what stands beside them."""
    sentences = [line for line in lines if is_dsc_sentence(line)]
    kind = read_dsc_sentences(sentences, reading)
    _read_pieces([line for line in lines if not is_dsc_sentence(line)], reading, flags)
    return kind


def _read_prose(
    lines: Sequence[str], reading: TextReading, flags: dict[str, str]
) -> tuple[ReportForm, ReportKind]:
    """Free text, and calls as printers tell them."""
    said = [folded(line) for line in lines if is_short(line)]
    is_dsc = any(form.search(line) for form in _DSC_WORDS for line in said)
    kind = _kind(said)
    _read_pieces(lines, reading, flags, is_dsc=is_dsc, own_call=kind is ReportKind.ALERT)
    return (ReportForm.DSC if is_dsc else ReportForm.FREE_TEXT), kind


def _kind(said: Sequence[str]) -> ReportKind:
    for form, kind in (
        (_ACKNOWLEDGED, ReportKind.ACKNOWLEDGEMENT),
        (_RELAY, ReportKind.RELAY),
        (_ALERT, ReportKind.ALERT),
    ):
        if any(form.search(line) for line in said):
            return kind
    return ReportKind.REPORT


def _read_pieces(
    lines: Sequence[str],
    reading: TextReading,
    flags: dict[str, str],
    *,
    is_dsc: bool = False,
    own_call: bool = False,
) -> None:
    """Read line by line, and sentence by sentence. `own_call`: the station in distress speaks."""
    pieces = []
    for line in _with_whole_positions(lines):
        if is_short(line) and _MAIL_HEAD.match(folded(line)):
            reading.found.note(line)
        else:
            pieces += pieces_of(line)
    if mmsi := labelled_mmsi(pieces):
        reading.found.values.setdefault("mmsi", mmsi)
    for piece in pieces:
        took = False
        if is_short(piece):
            took = bool(_KIND_ALONE.match(folded(piece)))
            took = (is_dsc and _read_printed(folded(piece), reading)) or took
            if own_call and (name := spoken_name(piece)):
                took = reading.found.keep("craft_name", name, piece)
        if not read_facts(piece, reading, alone=len(pieces) == 1, flags=flags) and not took:
            reading.found.refuse(piece)


def _with_whole_positions(lines: Sequence[str]) -> list[str]:
    """The lines, with latitude and longitude on one where each has its own."""
    found: list[str] = []
    for line in lines:
        before = _HALF.match(folded(found[-1][:_LONGEST_HALF])) if found else None
        here = _HALF.match(folded(line[:_LONGEST_HALF]))
        if before and here and before["axis"][:3] != here["axis"][:3]:
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
    return found


def _read_printed(said: str, reading: TextReading) -> bool:
    """Read what printers of calls alone write: the symbol of a nature, a time without its zone."""
    found = reading.found
    nature = nature_of_symbol(int(told["symbol"])) if (told := _SYMBOL.search(said)) else None
    if nature is not None:
        found.values["nature"] = nature
    at = None
    time = _TIME.search(said)
    if time and time["hour"] + time["minute"] == NO_TIME:
        return True
    if time:
        at = day_and_time(int(time["hour"]), int(time["minute"]), now=reading.now)
        if at is None:
            found.refuse(time.group())
        else:
            found.values.setdefault("at", at)
    return nature is not None or at is not None
