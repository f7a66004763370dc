"""Marks of a whole text: that it is a test or an exercise, that it ends an alert, what kind of
message it is, and the nature of distress (pure).

A mark is read where it is set, never from a word in passing: a text that is taken for a test and is
none is not acted on.
"""

import re
from collections.abc import Mapping
from typing import Final

from sar.distress_reports.reading.words import DistressNature, ReportEnding

_DENIED: Final = re.compile(
    r"(?<![A-Z])(?:NOT|NO|NEVER|ISN'?T)(?: (?:AN?|FOR|THE|ANY))? "
    r"(?:TEST|EXERCISE|DRILL|SELF[- ]TEST)(?: (?:MESSAGE|ALERT|CALL))?(?![A-Z])",
    re.ASCII,
)
_WORD: Final = r"(?:SELF[- ]TEST|TEST|EXERCISE|DRILL)"
_TESTS: Final = (
    re.compile(rf"^[^A-Z0-9]*{_WORD}(?:[^A-Z0-9]+(?:{_WORD}|ONLY|MESSAGE))*[^A-Z0-9]*$", re.ASCII),
    re.compile(rf"^[^A-Z0-9]*(?:SUBJECT: ?)?{_WORD}(?: (?:MESSAGE|ALERT|CALL|ONLY))? ?[:\-–/*] ?"),
    re.compile(r"^SUBJECT ?: ?(?:(?:RE|FW|FWD) ?: ?){0,9}(?:TEST|EXERCISE|DRILL)(?![A-Z])"),
    re.compile(r"(?<![A-Z])(?P<twice>TEST|EXERCISE|DRILL)[^A-Z0-9]{1,3}(?P=twice)(?![A-Z])"),
    re.compile(r"(?<![A-Z])THIS IS (?:AN? |ONLY AN? )?(?:TEST|EXERCISE|DRILL)(?![A-Z])"),
    re.compile(r"(?<![A-Z])SELF[- ]TEST(?![A-Z])"),
    re.compile(r"(?<![A-Z])FOR (?:TEST|EXERCISE|TRAINING)(?:ING)? (?:PURPOSES?|ONLY|USE)(?![A-Z])"),
    re.compile(
        r"(?<![A-Z])(?:TEST|EXERCISE) (?:MESSAGE|ALERT|CALL|PROTOCOL|TRANSMISSION|USER|ONLY)"
        r"(?![A-Z])"
    ),
)

_DOUBTED: Final = re.compile(
    r"(?<![A-Z])(?:NOT|NEVER|IF|UNLESS|POSSIBLE|POSSIBLY|PROBABLE|PROBABLY|SUSPECTED|MAYBE|WHETHER)"
    r"(?![A-Z])[^.;]{0,40}$",
    re.ASCII,
)
_ENDINGS: Final[tuple[tuple[ReportEnding, re.Pattern[str]], ...]] = (
    (
        ReportEnding.CANCELLED,
        re.compile(
            r"(?<![A-Z])(?:USER CANCELLATION|CANCEL(?:LED|LING)? (?:MY |THE |OUR |THIS )?DISTRESS"
            r"|CANCELLATION OF (?:MY |THE |OUR |THIS )?(?:DISTRESS|ALERT|MAYDAY)"
            r"|CANCEL (?:MY |THE |OUR )?(?:MAYDAY|ALERT)"
            r"|(?:DISTRESS|MAYDAY|ALERT|DISTRESS ALERT|DISTRESS CALL)"
            r" (?:IS |WAS |HAS BEEN )?CANCELL?(?:ED|ATION)|SEELONCE FEENEE|SILENCE FINI)(?![A-Z])"
        ),
    ),
    (
        ReportEnding.BEACON_CEASED,
        re.compile(
            r"(?<![A-Z])(?:(?:BEACON|SIGNAL|EPIRB|PLB|ELT|TRANSMISSIONS?)(?: HAS| HAVE)? CEASED"
            r"|CEASED (?:TO )?TRANSMI[A-Z]{0,8})(?![A-Z])"
        ),
    ),
    (
        ReportEnding.NO_DISTRESS,
        re.compile(
            r"(?<![A-Z])(?:NO DISTRESS(?! (?:SIGNAL|CALL|ALERT|FREQ|MESSAGE|TRAFFIC|BEACON))"
            r"|NOT IN DISTRESS)(?![A-Z])"
        ),
    ),
    (
        ReportEnding.FALSE_ALERT,
        re.compile(r"(?<![A-Z])(?:FALSE (?:ALERT|ALARM)|INADVERTENT ACTIVATION)(?![A-Z])"),
    ),
)

_N: Final = DistressNature
_NATURES: Final[Mapping[DistressNature, re.Pattern[str]]] = {
    nature: re.compile(rf"(?<![A-Z])(?:{words})(?![A-Z])")
    for nature, words in {
        _N.FIRE: "ON FIRE|FIRE(?! (?:PUMP|ALARM|DETECT|EXTING|BRIGADE|OUT))|EXPLOSION|BURNING",
        _N.FLOODING: "FLOODING|FLOODED|TAKING (?:ON |IN )?WATER|WATER INGRESS|INGRESS OF WATER",
        _N.COLLISION: "COLLISION|COLLIDED",
        _N.GROUNDING: "GROUNDING|AGROUND|RUN ASHORE",
        _N.LISTING: "LISTING(?= (?:TO|IN|HEAVILY|BADLY|[0-9])| ?[,.;:/]|$)|LISTING,? IN DANGER"
        "|CAPSIZ(?:ED|ING|E)",
        _N.SINKING: "SINKING|SUNK|FOUNDERING|FOUNDERED",
        _N.DISABLED_ADRIFT: "DISABLED(?: (?:AND|&) ADRIFT)?|ADRIFT|NOT UNDER COMMAND",
        _N.UNDESIGNATED: "UNDESIGNATED|UNSPECIFIED DISTRESS",
        _N.ABANDONING: "ABANDONING(?: SHIP)?|ABANDON SHIP|ABANDONED SHIP",
        _N.PIRACY: "PIRACY|PIRATES?|ARMED ROBBERY",
        _N.MAN_OVERBOARD: "(?:MAN|PERSON|CREW) ?-?OVER ?-?BOARD|OVERBOARD|MOB(?! ?[:.+0-9])",
        _N.EPIRB: "EPIRB(?: EMISSION)?",
    }.items()
}
_SYMBOLS: Final[Mapping[int, DistressNature]] = {
    100: _N.FIRE, 101: _N.FLOODING, 102: _N.COLLISION, 103: _N.GROUNDING, 104: _N.LISTING,
    105: _N.SINKING, 106: _N.DISABLED_ADRIFT, 107: _N.UNDESIGNATED, 108: _N.ABANDONING,
    109: _N.PIRACY, 110: _N.MAN_OVERBOARD, 112: _N.EPIRB,
}  # fmt: skip
_NEGATED: Final = re.compile(r"(?<![A-Z])(?:NO|NOT|NIL|WITHOUT|NEITHER|NEVER)(?: [A-Z]+){0,2} $")


def is_marked_as_test(piece: str) -> bool:
    """Whether the piece, in capitals, marks its text as a test or an exercise."""
    said = _DENIED.sub("...", piece)
    return any(form.search(said) for form in _TESTS)


def ending_in(piece: str) -> ReportEnding | None:
    """The words by which the piece, in capitals, says that there is no alert any more; None too
    where it doubts or denies it."""
    for ending, form in _ENDINGS:
        found = form.search(piece)
        if found and not _DOUBTED.search(piece[: found.start()]) and "?" not in piece:
            return ending
    return None


def nature_in(piece: str) -> DistressNature | None:
    """The nature of distress that the piece, in capitals, names first; the beacon's own last."""
    first: tuple[int, DistressNature] | None = None
    for nature, form in _NATURES.items():
        found = form.search(piece)
        if found is None or _NEGATED.search(piece[: found.start()]):
            continue
        at = len(piece) if nature is DistressNature.EPIRB else found.start()
        if first is None or at < first[0]:
            first = (at, nature)
    return first[1] if first else None


def nature_of_symbol(symbol: int) -> DistressNature | None:
    """The nature by its symbol (ITU-R M.493, Table A1-3); its last two digits alone count too."""
    return _SYMBOLS.get(symbol if symbol >= 100 else symbol + 100)
