"""The text of an alert: the least that wakes somebody."""

import pytest

from sar.alerts.alert_text import alert_text
from sar.alerts.words import AlertTurn
from sar.incidents.alarm_rules import IN_DISTRESS, SAYS, YOUR_WORD
from sar.languages.phrasing import Catalogue, OtherWording, Translated
from sar.languages.po_files import catalogues
from sar.languages.words import OTHERS, Language


@pytest.mark.parametrize(
    ("turn", "exercise", "number", "link", "body"),
    [
        ("acknowledge", False, "+39 06", "",
         "SAR: MRCC Roma asks you. Reference REQ-1. Call +39 06."),
        ("acknowledge", True, "+39 06", "",
         "EXERCISE. SAR: MRCC Roma asks you. Reference REQ-1. Call +39 06."),
        ("answer", False, "", "",
         "SAR: MRCC Roma still waits for your answer. Reference REQ-1. Call MRCC Roma."),
        ("acknowledge", False, "+39 06", "https://sar.example.int/answer#x",
         "SAR: MRCC Roma asks you. Reference REQ-1. Call +39 06."
         " Or answer here: https://sar.example.int/answer#x"),
    ],
)  # fmt: skip
def test_the_text(turn: str, exercise: bool, number: str, link: str, body: str) -> None:
    text = alert_text(
        asker="MRCC Roma",
        reference="REQ-1",
        number=number,
        exercise=exercise,
        turn=AlertTurn(turn),
        link=link,
    )
    assert text.body == body
    assert text.subject.startswith("EXERCISE. SAR: " if exercise else "SAR: ")
    assert "\n" not in text.subject


@pytest.mark.parametrize(
    ("turn", "exercise", "body"),
    [
        ("acknowledge", False,
         "SAR: MRCC Roma: nobody is tasked. Reference ITA-1. Call +39 06."),
        ("answer", True,
         "EXERCISE. SAR: MRCC Roma: still nobody is tasked. Reference ITA-1. Call +39 06."),
    ],
)  # fmt: skip
def test_what_is_the_matter_stands_behind_the_name(turn: str, exercise: bool, body: str) -> None:
    text = alert_text(
        asker="MRCC Roma",
        reference="ITA-1",
        number="+39 06",
        exercise=exercise,
        turn=AlertTurn(turn),
        says="nobody is tasked",
    )
    assert text.body == body
    assert text.subject == body.replace(" Reference", "").removesuffix(". Call +39 06.")


TOLD = {
    ("alert", "SAR: {asker} asks you. Reference {reference}."): "SAR : {asker}. {reference}.",
    ("alert", "Call {number}."): "Appelez {number}.",
    ("alert", "Or answer here: {link}"): "Ou répondez ici : {link}",
    ("alert", "EXERCISE."): "EXERCICE.",
    ("message", "TRANSLATION. THE ENGLISH TEXT PREVAILS."): "TRADUCTION.",
    ("message", "NOT REVIEWED. FOR EXERCISES ONLY."): "NON RELUE.",
}


@pytest.mark.parametrize(
    ("reviewed", "exercise", "beneath"),
    [
        (False, False, ""),
        (False, True,
         "\n\nTRADUCTION. NON RELUE.\nEXERCICE. SAR : MRCC Roma. REQ-1. Appelez +39 06."),
        (True, False, "\n\nTRADUCTION.\nSAR : MRCC Roma. REQ-1. Appelez +39 06."),
        (True, True, "\n\nTRADUCTION.\nEXERCICE. SAR : MRCC Roma. REQ-1. Appelez +39 06."),
    ],
)  # fmt: skip
def test_another_language_follows_as_far_as_it_may_be_used(
    reviewed: bool, exercise: bool, beneath: str
) -> None:
    phrases = {key: Translated(said, reviewed) for key, said in TOLD.items()}
    whole = phrases | {key: Translated(TOLD[key], True) for key in TOLD if key[0] == "message"}
    told = {
        name: alert_text(
            asker="MRCC Roma",
            reference="REQ-1",
            number="+39 06",
            exercise=exercise,
            turn=AlertTurn.ACKNOWLEDGE,
            other=other,
        )
        for name, other in (("both", OtherWording(Catalogue(Language.FR, whole))), ("one", None))
    }
    assert told["both"].body == told["one"].body + beneath
    assert told["both"].subject == told["one"].subject


@pytest.mark.parametrize("turn", AlertTurn)
@pytest.mark.parametrize("says", ["", *SAYS.values(), IN_DISTRESS, YOUR_WORD])
@pytest.mark.parametrize("language", OTHERS)
def test_an_alert_is_said_whole_in_every_language(
    turn: AlertTurn, says: str, language: Language
) -> None:
    words = OtherWording(catalogues()[language])
    text = alert_text(
        asker="MRCC Roma",
        reference="REQ-1",
        number="+39 06",
        exercise=True,
        turn=turn,
        link="https://sar.example.int/answer#x",
        says=says,
        other=words,
    )
    assert words.missing == set()
    assert text.body.count("\n") == 3
    assert text.body.count("https://sar.example.int/answer#x") == 2
    assert text.body.count(says or "asks you") <= 1, "the English is said once"
