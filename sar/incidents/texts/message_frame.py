"""The first and last lines of texts of a case, and the form in which they leave (pure).

Every text that leaves is in the letters and lines of a telex, is marked first and last in an
exercise, and ends with who to answer and how.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from sar.agreements.words import Phase
from sar.incidents.texts.case_facts import Case, Station
from sar.incidents.texts.telex import one_line, set_out, signal_of
from sar.incidents.texts.time_lines import date_time_group
from sar.incidents.words import IncidentState
from sar.languages.phrasing import ENGLISH, Wording
from sar.languages.words import Language

EXERCISE_MARK: Final = "EXERCISE EXERCISE EXERCISE"
PRIORITIES: Final = {
    Phase.UNCERTAINTY: "SAFETY",
    Phase.ALERT: "URGENCY",
    Phase.DISTRESS: "DISTRESS",
}
ROUTINE: Final = "ROUTINE"
REPLY_BY: Final[Mapping[str, str]] = {
    "telephone": "TEL",
    "satellite": "SATCOM",
    "aftn": "AFTN",
    "email": "EMAIL",
    "fax": "FAX",
    "vhf": "VHF",
    "mf_hf": "MF/HF",
    "other": "ALSO",
}
"""The channels on which people answer; those of alerts (`sms`, `push`, `webhook`) are not told."""


def priority(case: Case, words: Wording = ENGLISH) -> str:
    """The priority with which a text of the case is sent."""
    if case.state is not IncidentState.OPEN:
        return words.say("message", "ROUTINE")
    match case.phase:
        case Phase.UNCERTAINTY:
            return words.say("message", "SAFETY")
        case Phase.ALERT:
            return words.say("message", "URGENCY")
        case Phase.DISTRESS:
            return words.say("message", "DISTRESS")


def heading(
    case: Case, *, sender: Station, to: str, now: datetime, words: Wording = ENGLISH
) -> list[str]:
    """The first lines of a message."""
    return [
        priority(case, words),
        words.apart(date_time_group(now)),
        words.say("message", "FROM {centre}", centre=sender.named),
        words.say("message", "TO {centre}", centre=to),
    ]


def ways_to_answer(station: Station, words: Wording = ENGLISH) -> str:
    """The ways in which people reach the centre; that nothing is on file, where nothing is."""
    ways = [
        f"{REPLY_BY[one.channel]} {words.apart(one.value)}"
        for one in station.contacts
        if one.channel in REPLY_BY
    ]
    return words.listed(ways) or words.say("message", "NO NUMBER ON FILE, BY THE WAY THIS CAME")


def reply_to(
    sender: Station, *, lead: Station | None = None, words: Wording = ENGLISH
) -> list[str]:
    """The last lines of a message: who to answer, and how; and who leads, where that is another."""
    ways = ways_to_answer(sender, words)
    lines = [words.say("message", "REPLY TO {centre}: {ways}", centre=sender.name, ways=ways)]
    if lead is not None and lead.name != sender.name:
        ways = ways_to_answer(lead, words)
        coordinator = words.say(
            "message", "MISSION COORDINATOR {centre}: {ways}", centre=lead.name, ways=ways
        )
        lines.insert(0, coordinator)
    return lines


def message(case: Case, lines: Sequence[str], words: Wording = ENGLISH) -> str:
    """A message of the case as it is sent; in another language as it is read."""
    if words.language is not Language.EN:
        return _read(marked(lines, exercise=case.exercise, words=words))
    return signal_of(marked(lines, exercise=case.exercise))


def spoken(case: Case, lines: Sequence[str], words: Wording = ENGLISH) -> str:
    """A text of the case for people who call, with capitals and signs as they were written."""
    if words.language is not Language.EN:
        return _read(marked(lines, exercise=case.exercise, words=words))
    return set_out(marked(lines, exercise=case.exercise))


def _read(lines: Iterable[str]) -> str:
    """The lines on a screen or in an e-mail, which wrap them: each is one, whatever was written."""
    return "\n".join(one_line(line) for line in lines) + "\n"


def marked(lines: Sequence[str], *, exercise: bool, words: Wording = ENGLISH) -> list[str]:
    """Exercise traffic is marked first and last."""
    marks = [words.say("message", "EXERCISE EXERCISE EXERCISE")] if exercise else []
    return [*marks, *lines, *marks]
