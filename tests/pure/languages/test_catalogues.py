"""The catalogues hold exactly the phrases of the program, each fit to be filled."""

import json
import re
from pathlib import Path

import pytest
from babel.messages import Catalog, Message

from sar.languages import po_files
from sar.languages.phrasing import FIELD, LINK, PROBLEM, WORD, Catalogue
from sar.languages.po_files import (
    FOLDER,
    catalogue_in,
    catalogues,
    fault_of,
    is_reviewed,
    messages,
    read_catalogue,
    review_in,
    seal_of,
)
from sar.languages.words import OTHERS, Language
from tests import codes_of_routes, phrases_of_code
from tests.phrases_of_code import phrases, template, updated, written

MAY_BE_LEFT: frozenset[str] = frozenset({PROBLEM, FIELD})
"""The contexts of which a catalogue need not have every phrase yet: such a sentence stays English.
Of the others a text or the page needs every one."""
WITH_A_SENTENCE = 140
"""So many codes of problems have a sentence that can be translated (some have others too, which
cannot); not fewer again."""
TRANSLATED_CODES = 140
"""Of so many every language has a sentence."""
TRANSLATED_SENTENCES = 345
"""So many sentences of problems and reasons of fields every language has: all there were."""
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that a translator could leave behind: the program isolates what it fills in itself."""


def keys(catalogue: Catalog) -> set[tuple[str | None, str]]:
    return {(one.context, str(one.id)) for one in messages(catalogue)}


@pytest.fixture(params=OTHERS)
def language(request: pytest.FixtureRequest) -> Language:
    """Each language but English."""
    found: Language = request.param
    return found


@pytest.fixture
def catalogue(language: Language) -> Catalog:
    """The catalogue as it lies in the repository."""
    return read_catalogue(FOLDER / f"{language}.po", language)


def test_the_template_is_that_of_the_source() -> None:
    made = written(template(), None).decode()
    assert phrases_of_code.POT.read_text() == made, "run `make phrases`"


def test_a_catalogue_has_exactly_the_phrases_of_the_template(
    language: Language, catalogue: Catalog
) -> None:
    assert keys(catalogue) == keys(template()), "run `make phrases`"
    assert not catalogue.obsolete
    file = (FOLDER / f"{language}.po").read_bytes()
    assert file == written(updated(catalogue, language), language), "run `make phrases`"


def test_every_phrase_of_the_page_and_the_texts_is_translated(catalogue: Catalog) -> None:
    left = [
        (one.context, one.id)
        for one in messages(catalogue)
        if one.context not in MAY_BE_LEFT and (one.fuzzy or not one.string)
    ]
    assert left == []


def test_every_phrase_is_fit_to_be_filled(catalogue: Catalog) -> None:
    assert {str(one.id): fault_of(one) for one in messages(catalogue) if fault_of(one)} == {}
    for one in messages(catalogue):
        text = str(one.string)
        assert text == text.strip(), one.id
        assert "\n" not in text, one.id
        assert not BIDI.search(text), one.id


def test_reviews_are_written_as_they_are_read(catalogue: Catalog) -> None:
    for one in messages(catalogue):
        for comment in one.user_comments:
            if comment.startswith("reviewed"):
                review = review_in(comment)
                assert review, (one.id, comment)
                assert review["seal"] == seal_of(one), (one.id, "changed after its review")


def test_the_page_has_the_phrases_of_the_catalogue(language: Language) -> None:
    english = json.loads((phrases_of_code.PAGE / "english.json").read_text())
    found = {
        context.removeprefix(f"{LINK} ")
        for context, _ in catalogues()[language].phrases
        if context.startswith(f"{LINK} ")
    }
    assert found == set(english)


def test_what_the_page_of_a_link_may_be_refused_with_is_in_every_language() -> None:
    """But for what nobody with a link meets: a step of a party that it does not speak for."""
    codes = {code for code in _codes_of_page() if code != "not_yours"}
    for one in phrases():
        if one.code in codes and not one.english.startswith("The metrics"):
            for language in OTHERS:
                found = catalogues()[language].phrases.get((PROBLEM, one.english))
                assert found, (language, one.code, one.english)
    assert codes - {one.code for one in phrases()} == set()


def _codes_of_page() -> set[str]:
    known = json.loads(codes_of_routes.FILE.read_text())
    page = ("lookAtAnswerLink", "openAnswerLink", "sayByAnswerLink")
    of_routes = {code for name in page for codes in known[name].values() for code in codes.split()}
    of_all = {"busy", "database_unavailable", "fault", "overtaken", "took_too_long"}
    of_all |= {"too_large", "too_many_requests", "too_many_at_once", "too_slow"}
    return of_routes | of_all


def test_so_many_codes_have_a_sentence_to_translate() -> None:
    """Others are built in English where they are raised, and stay so."""
    with_one = {one.code for one in phrases() if one.code}
    assert len(with_one) >= WITH_A_SENTENCE
    for language in OTHERS:
        has = catalogues()[language].phrases
        done = {one.code for one in phrases() if one.code and (PROBLEM, one.english) in has}
        assert len(done) >= TRANSLATED_CODES
        assert sum(context in MAY_BE_LEFT for context, _ in has) >= TRANSLATED_SENTENCES


def test_contexts_are_known() -> None:
    contexts = {one.context for one in phrases() if not one.context.startswith(f"{LINK} ")}
    assert contexts == {
        *(PROBLEM, FIELD, WORD),
        *("alert", "answers", "appointment", "assistance", "call script", "entry"),
        *("last word", "lines", "medical", "message"),
        *("need", "offer", "request", "sitrep"),
    }


# a catalogue that is changed


def one_phrase(text: str, english: str = "Open", *comments: str) -> Catalog:
    made = Catalog(locale="fr", charset="utf-8", fuzzy=False)
    made.add(english, text, context="link open", user_comments=comments)
    return made


def only(catalogue: Catalog, context: str = "link open") -> Message:
    (found,) = [one for one in messages(catalogue) if one.context == context]
    return found


def test_a_review_is_sealed_and_ends_with_any_change_of_the_words() -> None:
    entered = one_phrase("Ouvrir", "Open", "reviewed: Head of the language service, 2026-10-01")
    assert not is_reviewed(only(entered)), "it is not sealed yet"
    sealed = only(updated(entered, Language.FR))
    assert is_reviewed(sealed)
    sealed.string = "Ouvrez"
    assert not is_reviewed(sealed)
    again = only(updated(one_phrase("Ouvrez", "Open", *sealed.user_comments), Language.FR))
    assert not is_reviewed(again), "the old seal is not renewed"


def test_a_phrase_whose_english_has_changed_is_fuzzy_and_has_lost_its_review() -> None:
    entered = one_phrase("Ouvrir", "Open", "reviewed: Head of the language service, 2026-10-01")
    sealed = updated(entered, Language.FR)
    comments = only(sealed).user_comments
    before = one_phrase("Envoyer la réponse", "Send the answers", *comments)
    fuzzy = {str(one.id): one for one in messages(updated(before, Language.FR)) if one.fuzzy}
    assert fuzzy["Send the answer"].string == "Envoyer la réponse"
    assert fuzzy["Send the answer"].previous_id == ["Send the answers"]
    assert all(one.user_comments == [] for one in fuzzy.values())


@pytest.mark.parametrize(
    "comment",
    ["reviewed", "reviewed: 2026-10-01", "reviewed: , 2026-10-01", "reviewed: someone", "nonsense"],
)
def test_a_review_says_a_function_and_a_date(comment: str) -> None:
    assert review_in(comment) is None


# a catalogue that is broken


@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe nonsense", b'msgid "unfinished', b'msgid "a"\nmsgstr "b"\nnonsense\n', b"\x00" * 9],
)
def test_a_broken_catalogue_is_told_and_left_out(
    content: bytes, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "fr.po"
    file.write_bytes(content)
    found = catalogue_in(file, Language.FR)
    assert found is None or not found.phrases.get(("link open", "Open"))
    if found is None:
        assert "fr.po cannot be read: this language is left out, English stays" in caplog.text


def test_a_missing_catalogue_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert catalogue_in(tmp_path / "fr.po", Language.FR) is None
    assert "English stays" in caplog.text


def test_a_phrase_that_does_not_fit_is_told_and_left_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    made = Catalog(locale="fr", charset="utf-8", fuzzy=False)
    made.add("Call {asker}", "Appeler {asker.__class__}", context="link call")
    made.add("Wait {seconds} s.", "Attendez.", context="link slow")
    made.add("{a} is {b}", "{b} {a} {c}", context="link x")
    made.add("brace {a}", "accolade {a", context="link z")
    made.add("Open", "Ouvrir", context="link open", flags=["fuzzy"])
    made.add("Send", "Envoyer", context="link send")
    file = tmp_path / "fr.po"
    file.write_bytes(written(made, Language.FR))
    found = catalogue_in(file, Language.FR)
    assert isinstance(found, Catalogue)
    assert set(found.phrases) == {("link send", "Send")}
    assert caplog.text.count("a phrase is left out") == 4


def test_every_catalogue_can_be_read() -> None:
    assert set(po_files.catalogues()) == set(OTHERS)
