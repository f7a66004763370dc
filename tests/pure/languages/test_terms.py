"""A thing has one word in a language, wherever the texts and the page of a link speak of it."""

import re

import pytest

from sar.languages.phrasing import FIELD, PROBLEM
from sar.languages.po_files import catalogues
from sar.languages.words import Language

ARABIC = {
    "CALL SIGN": "رمز (?:ال)?ندا",
    "CASUALTY": "(?:ال|ل)منكوب",
    "ACKNOWLEDGE": r"شعا?ر\w* بالاستلام",
    "WITHOUT PREJUDICE": "دون المساس بأي مطالبة أو حدود أو وضع قانوني",
    "MISSION COORDINATOR": "(?:منسق|تنسيق|منسقي) (?:ال)?مه",
    "ON-SCENE COORDINATOR": "منسق موقع الحادث",
}
"""The translations of an English term, in all phrases of texts and words that have it."""


@pytest.mark.parametrize("term", ARABIC)
def test_an_arabic_phrase_has_the_one_word_for_it(term: str) -> None:
    found = {
        key: phrase.text
        for key, phrase in catalogues()[Language.AR].phrases.items()
        if key[0] not in (PROBLEM, FIELD) and re.search(rf"\b{term}", _without_places(key[1]))
    }
    assert found
    assert {key: text for key, text in found.items() if not re.search(ARABIC[term], text)} == {}


def _without_places(english: str) -> str:
    return re.sub("{[^}]*}", "", english).upper()
