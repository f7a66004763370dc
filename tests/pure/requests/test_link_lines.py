"""The lines of a link's page in two languages: in real use the other is reviewed, or absent."""

from collections.abc import Iterator

import pytest

from sar.languages.phrasing import Catalogue, OtherWording, Translated, Wording
from sar.languages.words import Language
from sar.requests.answer_links.contents import in_both
from sar.requests.answer_links.page_phrases import page_phrases
from sar.requests.words import LinkLine

FRENCH = Catalogue(
    Language.FR,
    {
        ("need", "ROOM FOR {count}"): Translated("PLACE POUR {count}", reviewed=False),
        ("lines", "DRIFTING"): Translated("À LA DÉRIVE", reviewed=True),
        ("link open", "Open"): Translated("Ouvrir", reviewed=True),
        ("link send", "Send"): Translated("Envoyer", reviewed=False),
    },
)


def lines(words: Wording) -> Iterator[tuple[LinkLine, str]]:
    """A line that nobody has reviewed, one that somebody has, one of nobody's words, an empty one,
    one that is in no catalogue, and the first again."""
    yield LinkLine.NEED, words.say("need", "ROOM FOR {count}", count=9)
    yield LinkLine.WHAT, words.say("lines", "DRIFTING")
    yield LinkLine.DETAILS, "Holed."
    yield LinkLine.MESSAGE, ""
    yield LinkLine.WEATHER, words.say("lines", "FOG")
    yield LinkLine.NEED, words.say("need", "ROOM FOR {count}", count=3)


@pytest.mark.parametrize(
    ("exercise", "others"),
    [
        (True, ["PLACE POUR 9", "À LA DÉRIVE", "Holed.", None, "PLACE POUR 3"]),
        (False, [None, "À LA DÉRIVE", "Holed.", None, None]),
    ],
)
def test_a_line_that_nobody_has_reviewed_is_english_alone_in_real_use(
    exercise: bool, others: list[str | None]
) -> None:
    told = in_both(lines, OtherWording(FRENCH), exercise=exercise)
    assert [one.text for one in told] == ["ROOM FOR 9", "DRIFTING", "Holed.", "FOG", "ROOM FOR 3"]
    assert [one.other for one in told] == others


def test_without_another_language_there_is_english_alone() -> None:
    assert {one.other for one in in_both(lines, None, exercise=True)} == {None}


def test_the_page_says_which_of_its_phrases_are_for_real_use() -> None:
    told = page_phrases(FRENCH)
    assert (told.reviewed, told.reviewed_phrases) == (False, ["open"])
    assert told.manner == {"real": "beneath", "exercise": "alone"}
    whole = {key: Translated(one.text, reviewed=True) for key, one in FRENCH.phrases.items()}
    told = page_phrases(Catalogue(Language.FR, whole))
    assert (told.reviewed, told.reviewed_phrases) == (True, [])
    assert told.manner == {"real": "alone", "exercise": "alone"}
    none = page_phrases(Catalogue(Language.FR, {}))
    assert (none.reviewed, none.manner["real"]) == (False, "absent")
