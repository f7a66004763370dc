"""The lines of a link's page in two languages: in real use the other is reviewed, or absent."""

from collections.abc import Iterator

import pytest

from sar.incidents.texts.telex import unwrapped
from sar.languages.phrasing import Catalogue, OtherWording, Translated, Wording
from sar.languages.po_files import catalogues
from sar.languages.words import OTHERS, Language
from sar.requests.answer_links.contents import clearance_lines, in_both
from sar.requests.answer_links.page_phrases import page_phrases
from sar.requests.clearance_views import ClearanceView, MissionView, ParticularsView
from sar.requests.clearances.clearance_lines import Into
from sar.requests.clearances.signal import NAMES
from sar.requests.words import LinkLine
from tests.pure.incidents.texts.test_texts import ROME, TRIPOLI
from tests.pure.requests.texts.signals import asked, told

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


WHOLE = asked()
LITTLE = asked(particulars=ParticularsView(), mission=MissionView(), place=None)


@pytest.mark.parametrize("one", [WHOLE, LITTLE])
@pytest.mark.parametrize("entered", Into)
def test_the_page_of_a_clearance_says_what_its_text_says(one: ClearanceView, entered: Into) -> None:
    lines = {
        line.name: line.text
        for line in clearance_lines(one, asked_by=ROME, to=TRIPOLI, entered=entered)
    }
    signal = unwrapped(told(one, persons="", into=entered))
    for name, text in lines.items():
        head = f"{NAMES[name]} " if name in NAMES else ""
        if name is not LinkLine.DUE:
            parts = text.split(". ") if name is LinkLine.PREJUDICE else [text]
            for part in parts:
                assert any(f"{head}{part}".upper() in line for line in signal), (name, part)
    said = {line for line in signal if line.startswith(tuple(NAMES.values()))}
    assert len(said) == len(lines.keys() & NAMES.keys()), "and no line of the text is left out"
    assert LinkLine.PREJUDICE in lines


OBJECTED = asked(mode="notify", code="transit_passage", state="refused", objection=True)
SHIP = asked(particulars=ParticularsView(hailed=True, flag="PAN"), mission=MissionView())
FLAGLESS = asked(particulars=ParticularsView(hailed=True), mission=MissionView())


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize(
    "one", [WHOLE, LITTLE, asked(phase=None, mode="notify"), OBJECTED, SHIP, FLAGLESS]
)
@pytest.mark.parametrize("entered", Into)
def test_the_page_of_a_clearance_is_said_whole_in_every_language(
    language: Language, one: ClearanceView, entered: Into
) -> None:
    played = one.model_copy(update={"exercise": True})
    words = OtherWording(catalogues()[language])
    lines = clearance_lines(played, asked_by=ROME, to=TRIPOLI, entered=entered, other=words)
    assert [line.name for line in lines if line.other is None] == []
    real = clearance_lines(one, asked_by=ROME, to=TRIPOLI, entered=entered, other=words)
    assert next(line for line in real if line.name is LinkLine.ENTRY).other is None
