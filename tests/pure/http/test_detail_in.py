"""The sentence of a problem in another language, as far as it may be used."""

import pytest

from sar.errors import Problem
from sar.http.problems import detail_in
from sar.languages.phrasing import PROBLEM, Catalogue, OtherWording, Translated
from sar.languages.words import Language

SAYS = "Nothing was done."


def told(*, reviewed: bool, exercise: bool, known: bool = True) -> tuple[str, bool] | None:
    phrases = {(PROBLEM, SAYS): Translated("Rien n'a été fait.", reviewed)} if known else {}
    wording = OtherWording(Catalogue(Language.FR, phrases))
    found = detail_in(Problem("x", SAYS), wording, exercise=exercise)
    return None if found is None else (found["text"], found["reviewed"])


@pytest.mark.parametrize("exercise", [False, True])
def test_what_was_reviewed_is_for_real_use(exercise: bool) -> None:
    assert told(reviewed=True, exercise=exercise) == ("Rien n'a été fait.", True)


def test_what_nobody_has_reviewed_is_for_exercises_alone() -> None:
    assert told(reviewed=False, exercise=True) == ("Rien n'a été fait.", False)
    assert told(reviewed=False, exercise=False) is None


def test_what_no_catalogue_has_is_not_told() -> None:
    assert told(reviewed=True, exercise=True, known=False) is None
