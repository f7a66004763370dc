"""Mail that could be of distress: by the form of an alert or a call, or by a word for it in one of
several languages (pure). A false ring costs a look; a call that is missed costs lives."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sar.distress_reports.reading.pieces import LONGEST_TEXT
from sar.distress_reports.reading.reading import read_text
from sar.distress_reports.reading.words import ReportForm

_WORDS: Final = re.compile(
    r"(?<![A-Z])(?:MAY ?DAY|S\.?O\.?S|DISTRESS|PAN[ -]PAN|MAN OVERBOARD|MOB ALERT|SINKING"
    r"|ABANDON(?:ED|ING)? SHIP|CAPSIZED|TAKING (?:ON )?WATER|EPIRB|COSPAS|SARSAT|SIT ?185"
    r"|SIT ?REP|SITUATION REPORT|HELP US|(?:NEED|REQUIRE|REQUEST)S? (?:IMMEDIATE |URGENT )?"
    r"(?:HELP|ASSISTANCE|RESCUE)"
    r"|SOCORRO|AUXILIO|NAUFRAGI[OA]|NAUFRAGE|HOMBRE AL AGUA|DETRESSE|AU SECOURS|EN PERDITION"
    r"|UN HOMME A LA MER|AIUTO|UOMO A MARE|PERICOLO DI VITA|HOMEM AO MAR|PERIGO DE VIDA"
    r"|SEENOT|MANN UEBER BORD|IMDAT)(?![A-Z])"
)
_OTHER_WORDS: Final = (
    "استغاثة",
    "نجدة",
    "أنقذونا",
    "БЕДСТВИЕ",
    "СПАСИТЕ",
    "ΒΟΗΘΕΙΑ",
    "遇险",
    "求救",
)
_FORMS: Final = frozenset({ReportForm.SIT_185, ReportForm.DSC})


def may_be_distress(subject: str, texts: Iterable[str], *, now: datetime) -> bool:
    """Whether the message could be of distress, a person's own or a relayed one."""
    told = "\n".join((subject, *texts))
    plain = "".join(
        sign
        for sign in unicodedata.normalize("NFKD", told).upper()
        if not unicodedata.combining(sign)
    )
    if _WORDS.search(" ".join(plain.split())):
        return True
    composed = unicodedata.normalize("NFC", told).upper()
    if any(one in composed or one in plain for one in _OTHER_WORDS):
        return True
    return read_text(told[:LONGEST_TEXT], now=now).form in _FORMS
