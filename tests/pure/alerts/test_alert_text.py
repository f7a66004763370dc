"""The text of an alert: the least that wakes somebody."""

import pytest

from sar.alerts.alert_text import alert_text
from sar.alerts.words import AlertTurn


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
