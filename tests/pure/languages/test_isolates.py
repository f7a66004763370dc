"""In a language from the right, whatever is filled in stands in an isolate of its own."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any
from uuid import uuid4

import pytest

from sar.incidents.centre_ref import CentreRef
from sar.languages.phrasing import OtherWording
from sar.languages.po_files import catalogues
from sar.languages.words import Language
from sar.matching.words import NeedUnit
from sar.requests.texts.wanted import answers_of, need_line
from sar.requests.views import AddresseeView, NeedView, RequestView, VoiceAnswerView
from sar.requests.words import AnswerState
from tests.pure.incidents.texts.test_texts import ROME, TRIPOLI
from tests.pure.requests.texts.given import (
    ASKED,
    BUSY,
    ENDED,
    MALTA,
    NEEDS,
    OFFERED,
    OPERATION,
    UNITS,
    translated_texts,
)

FSI, PDI = "\u2068", "\u2069"
ARABIC = re.compile("[\u0600-\u06ff]")
LATIN = re.compile("[A-Za-z]{3,}")


def said_of(thing: Any) -> Iterator[str]:
    """Every text in what a test gives, but for words of the program."""
    match thing:
        case Enum():
            return
        case str():
            yield thing
        case dict():
            for value in thing.values():
                yield from said_of(value)
        case list() | tuple():
            for value in thing:
                yield from said_of(value)
        case _ if is_dataclass(thing):
            for field in fields(thing):
                yield from said_of(getattr(thing, field.name))


def runs(text: str) -> Iterator[str]:
    """The text of each line and of each isolate, without the isolates in it."""
    for line in text.splitlines():
        stack = [""]
        for sign in line:
            if sign == FSI:
                stack.append("")
            elif sign == PDI:
                yield stack.pop()
            else:
                stack[-1] += sign
        assert len(stack) == 1, f"an isolate that does not end: {line}"
        yield stack[0]


NOW = datetime(2026, 10, 11, 12, 26, tzinfo=UTC)
GIVEN = (BUSY, ENDED, NEEDS, OPERATION, UNITS, ASKED, OFFERED, ROME, TRIPOLI, MALTA)
PHRASES = catalogues()[Language.AR].phrases.values()
OF_PHRASES = {word for one in PHRASES for word in LATIN.findall(re.sub("{[^}]*}", "", one.text))}
"""The phrases have some abbreviations themselves, as `RCC`."""
WORDS = {word for said in said_of(GIVEN) for word in LATIN.findall(said)} - OF_PHRASES


def mixed(text: str) -> list[str]:
    """The runs in which a given word stands beside letters from the right."""
    return [run for run in runs(text) if ARABIC.search(run) and WORDS & set(LATIN.findall(run))]


def arabic() -> OtherWording:
    return OtherWording(catalogues()[Language.AR])


NAMES = sorted(translated_texts(arabic()))


def test_what_is_looked_for_is_what_is_given() -> None:
    given = {"Sirocco", "Alcione", "Osprey", "parallel", "Holed", "Fuel", "LIRRYXYX", "Arabic"}
    assert given <= WORDS
    assert mixed("\u0645\u0631\u062d\u0628\u0627 Sirocco")
    assert not mixed(f"\u0645\u0631\u062d\u0628\u0627 {FSI}Sirocco{PDI}")


@pytest.mark.parametrize("name", NAMES)
def test_no_given_word_stands_among_letters_from_the_right(name: str) -> None:
    text = translated_texts(arabic())[name]
    assert isinstance(text, str)
    assert mixed(text) == []
    assert WORDS & set(LATIN.findall(text)), "nothing is looked for"


@pytest.mark.parametrize("name", NAMES)
def test_no_line_from_the_right_tells_a_given_word_bare(name: str) -> None:
    text = translated_texts(arabic())[name]
    assert isinstance(text, str)
    for line in text.splitlines():
        outside = re.sub(f"{FSI}[^{FSI}{PDI}]*{PDI}", "", line)
        while FSI in outside:
            outside = re.sub(f"{FSI}[^{FSI}{PDI}]*{PDI}", "", outside)
        assert not WORDS & set(LATIN.findall(outside)), line


def test_what_is_asked_for_in_words_stands_apart() -> None:
    need = NeedView(
        id=uuid4(),
        ordinal=1,
        what="Pumps for Sirocco",
        kinds=[],
        types=[],
        capabilities=[],
        quantity=2,
        unit=NeedUnit.ASSETS,
        from_at=None,
        by_at=NOW,
        until_at=None,
        withdrawn_at=None,
        takes_people=False,
        coverage=None,
    )
    line = need_line(need, arabic(), now=NOW)
    assert mixed(line) == []
    assert f"{FSI}Pumps for Sirocco{PDI}" in line


def test_what_a_centre_has_said_stands_apart() -> None:
    said = VoiceAnswerView(
        function="duty officer",
        said="Sirocco is known.",
        answer=AnswerState.ACKNOWLEDGED,
        at=NOW,
        recorded_at=NOW,
    )
    called: dict[str, Any] = {"id": uuid4()}
    centre = CentreRef.model_construct(**called)
    told: dict[str, Any] = {
        "centre": centre,
        "state": AnswerState.DECLINED,
        "voice": [said],
        "reason": "Sirocco is far",
        "answered_at": NOW,
        "acknowledged_at": None,
    }
    request: dict[str, Any] = {
        "reference": "ITA-R-1",
        "addressees": [AddresseeView.model_construct(**told)],
    }
    asked = RequestView.model_construct(**request)
    spoken, stands = answers_of([asked], centre.id, arabic())
    for part, line in (
        ("duty officer", spoken),
        ("Sirocco is known", spoken),
        ("Sirocco is far", stands),
    ):
        assert f"{FSI}{part}{PDI}" in line
