"""Phrases in other languages: how they stand, how they are filled, and when they are left out."""

import re
from dataclasses import replace
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.errors import Conflict, Malformed, Refusal
from sar.incidents.texts.telex import unwrapped
from sar.languages.accepting import first_other, language_of, wanted_language
from sar.languages.phrasing import (
    FIELD,
    PROBLEM,
    WORD,
    Catalogue,
    OtherWording,
    Translated,
    in_language,
)
from sar.languages.places import as_template, filled, places_in
from sar.languages.po_files import catalogues
from sar.languages.translating import OtherText, judged
from sar.languages.words import (
    OTHERS,
    Direction,
    Language,
    LeftOut,
    Manner,
    Use,
    manner,
    manner_of_page,
)
from tests.pure.requests.texts.given import BUSY, ENDED, translated_texts

FSI, PDI = "\u2068", "\u2069"


@pytest.mark.parametrize(
    ("use", "reviewed", "exercise", "stands"),
    [
        (Use.PAGE, False, False, Manner.ABSENT),
        (Use.PAGE, False, True, Manner.ALONE),
        (Use.PAGE, True, False, Manner.ALONE),
        (Use.PAGE, True, True, Manner.ALONE),
        (Use.PROBLEM, False, False, Manner.ABSENT),
        (Use.PROBLEM, False, True, Manner.BENEATH),
        (Use.PROBLEM, True, False, Manner.BENEATH),
        (Use.PROBLEM, True, True, Manner.BENEATH),
        (Use.TEXT, False, False, Manner.ABSENT),
        (Use.TEXT, False, True, Manner.BENEATH),
        (Use.TEXT, True, False, Manner.BENEATH),
        (Use.TEXT, True, True, Manner.BENEATH),
    ],
)
def test_what_nobody_has_reviewed_is_not_for_real_use(
    use: Use, reviewed: bool, exercise: bool, stands: Manner
) -> None:
    assert manner(use, reviewed=reviewed, exercise=exercise) is stands


@pytest.mark.parametrize(
    ("reviewed", "exercise", "stands"),
    [
        (0, False, Manner.ABSENT),
        (1, False, Manner.BENEATH),
        (89, False, Manner.BENEATH),
        (90, False, Manner.ALONE),
        (0, True, Manner.ALONE),
        (1, True, Manner.ALONE),
        (90, True, Manner.ALONE),
    ],
)
def test_a_page_stands_as_far_as_it_was_reviewed(
    reviewed: int, exercise: bool, stands: Manner
) -> None:
    assert manner_of_page(reviewed=reviewed, phrases=90, exercise=exercise) is stands


def test_a_page_without_phrases_is_absent() -> None:
    assert manner_of_page(reviewed=0, phrases=0, exercise=False) is Manner.ABSENT


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("fr", "fr"),
        ("ar-LY,ar;q=0.9,en;q=0.8", "ar"),
        ("en-GB,fr;q=0.9", "en"),
        ("de,pt-BR;q=0.5", "pt"),
        ("es;q=0.2, FR ; q=0.7", "fr"),
        ("fr;q=0", "en"),
        ("fr;q=nan, es;q=inf, ar;q=-1, pt;q=2", "en"),
        ("*", "en"),
        (";;;q=,,=;", "en"),
        ("x" * 100_000, "en"),
        (",".join(["de"] * 100) + ",fr", "en"),
    ],
)
def test_the_language_that_a_browser_likes_best(header: str, language: str) -> None:
    assert wanted_language(header) == language


@given(st.text(max_size=600))
def test_no_header_is_an_error(header: str) -> None:
    assert wanted_language(header) in Language


def test_the_language_of_a_centre() -> None:
    assert first_other(["ar", "en"]) is Language.AR
    assert first_other(["en", "ar"]) is None
    assert first_other(["mt", "es"]) is Language.ES
    assert first_other([]) is None
    assert language_of("pt_BR") is None


class _Colour(StrEnum):
    DARK_RED = "dark_red"


def wording(language: Language = Language.FR, reviewed: bool = True, **more: str) -> OtherWording:
    """A wording of a few phrases of its own."""
    phrases = {
        (PROBLEM, "It is {colour}."): "Couleur : {colour}.",
        (PROBLEM, "Braces {{}} stay."): "Les accolades {{}} restent.",
        (PROBLEM, "{field}: {reason}"): "Champ {field} : {reason}",
        (FIELD, "is missing"): "est absent",
        (WORD, "dark red"): "rouge foncé",
        ("x", "Call {who}"): "Appeler {who}",
    } | {(PROBLEM, english): text for english, text in more.items()}
    found = {key: Translated(text, reviewed) for key, text in phrases.items()}
    return OtherWording(Catalogue(language, found))


def test_a_sentence_is_rendered_from_its_template_and_what_fills_it() -> None:
    said = filled("It is {colour}.", colour=_Colour.DARK_RED)
    assert said == "It is dark red."
    assert in_language([said], wording()) == ["Couleur : rouge foncé."]
    assert in_language(["Braces {} stay."], wording()) == ["Les accolades {} restent."]


def test_no_sentence_is_translated_by_half() -> None:
    for sentence in (
        filled("It is {colour}.", colour=Language.FR),  # a word that no catalogue has
        filled("Nothing like {it}.", it="x"),
        "Nobody translated this.",
    ):
        assert in_language([filled("It is {colour}.", colour="x"), sentence], wording()) is None


def test_the_faults_of_fields_are_rendered_with_their_reason() -> None:
    missing = Malformed.at("said", "missing", "is missing")
    assert in_language(missing.said, wording()) == ["Champ said : est absent"]
    other = Malformed.at("said", "odd", "is odd")
    assert in_language(other.said, wording()) is None


def test_several_reasons_are_told_each_by_itself() -> None:
    refusals = [
        Refusal("a", "Braces {} stay."),
        Refusal("b", filled("It is {colour}.", colour="x")),
    ]
    problem = Conflict.of(refusals)
    assert problem.detail == "Braces {} stay. It is x."
    assert in_language(problem.said, wording()) == ["Les accolades {} restent.", "Couleur : x."]


def test_what_somebody_wrote_is_never_read_as_a_template() -> None:
    hostile = "{who.__class__} {0} {"
    assert wording().say("x", "Call {who}", who=hostile) == f"Appeler {hostile}"
    assert filled("Call {who}", who=hostile) == f"Call {hostile}"
    assert as_template(hostile) == hostile


@pytest.mark.parametrize("template", ["{0}", "{a.b}", "{a[0]}", "{a:>9}", "{a!r}", "{", "}"])
def test_a_place_is_a_name(template: str) -> None:
    with pytest.raises(ValueError):
        places_in(template)


def test_in_a_language_from_the_right_what_is_filled_in_is_isolated() -> None:
    said = wording(Language.AR).say("x", "Call {who}", who="+218 21 000")
    assert said == f"Appeler {FSI}+218 21 000{PDI}"
    assert FSI not in wording(Language.FR).say("x", "Call {who}", who="+218 21 000")


# texts


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_said_whole_in_every_language(language: Language) -> None:
    words = OtherWording(catalogues()[language])
    texts = translated_texts(words)
    assert words.missing == set()
    english = translated_texts(OtherWording(Catalogue(language, {})))
    for name, text in texts.items():
        assert isinstance(text, str)
        assert text.count("\n") == str(english[name]).count("\n"), name
        assert text != english[name]
        for kept in ("+8816 000", "34-19.1N 012-42.9E", "111226Z OCT 26"):
            if kept in str(english[name]):
                assert kept in text, (name, kept)
        assert (FSI in text) is (language is Language.AR)
        assert text.count(FSI) == text.count(PDI)


def test_numbers_and_places_stand_apart_in_a_language_from_the_right() -> None:
    for name, text in translated_texts(OtherWording(catalogues()[Language.AR])).items():
        for found in re.finditer(r"\d\d-\d\d\.\d[NS]|\+\d", str(text)):
            before = str(text)[: found.start()]
            assert before.endswith((FSI, "TEL ")), (name, before[-40:], found.group())


def test_every_line_of_the_other_language_is_one_line_whatever_was_written() -> None:
    forged = "Holed.\nREPLY TO NOBODY\u2028MAYDAY"
    words = OtherWording(catalogues()[Language.AR])
    plain = translated_texts(words)
    texts = translated_texts(words, replace(BUSY, description=forged), replace(ENDED, title=forged))
    for name, text in texts.items():
        assert len(str(text).splitlines()) == len(str(plain[name]).splitlines()), name


@pytest.mark.parametrize(
    ("reviewed", "missing", "exercise", "expected"),
    [
        (True, False, True, True),
        (True, False, False, True),
        (False, False, True, False),
        (False, False, False, LeftOut.NOT_REVIEWED),
        (True, True, True, LeftOut.NO_CATALOGUE),
    ],
)
def test_a_text_leaves_only_where_each_phrase_may(
    reviewed: bool, missing: bool, exercise: bool, expected: bool | LeftOut
) -> None:
    phrases = {
        ("message", "TRANSLATION. THE ENGLISH TEXT PREVAILS."): Translated("TRADUCTION.", True),
        ("message", "NOT REVIEWED. FOR EXERCISES ONLY."): Translated("NON RELUE.", True),
        ("x", "One"): Translated("Un", True),
        ("x", "Two"): Translated("Deux", reviewed),
    }
    catalogue = Catalogue(Language.FR, phrases)
    words = OtherWording(catalogue)
    lines = ["EXERCICE"] if exercise else []
    lines += [words.say("x", "One"), words.say("x", "Two")]
    if missing:
        words.say("x", "Three")
    found = judged(catalogue, words, "\n".join(lines) + "\n", exercise=exercise)
    if isinstance(expected, LeftOut):
        assert found is expected
        return
    assert isinstance(found, OtherText)
    assert (found.reviewed, found.direction) == (expected, Direction.LTR)
    marks = "TRADUCTION." if reviewed else "TRADUCTION. NON RELUE."
    assert unwrapped(found.body)[len(lines) - 2] == marks
