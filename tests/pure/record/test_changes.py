"""The law of the record: an old picture and its changes give the new one."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from uuid_utils.compat import uuid7

from sar.geo.state_names import StateNames
from sar.record.chain import digest
from sar.record.entries import (
    AlarmsRestored,
    CaseKeptFrom,
    ConditionMet,
    DeploymentStepped,
    EntryAcknowledged,
    Fact,
    LimitsComplete,
    LogWritten,
    OfferAccepted,
    PhaseChanged,
    ShipHailed,
    Thing,
    all_facts,
)
from sar.record.facts import PARTIES
from sar.record.service import (
    PLATFORM,
    Actor,
    EntryShare,
    Picture,
    Read,
    Views,
    apply,
    audience,
    changes,
    subjects_of,
)
from sar.record.step_words import STEPS
from sar.requests.words import DeploymentAction, DeploymentState

KEYS = st.tuples(st.sampled_from(["asset", "incident", "request"]), st.sampled_from("abcdef"))
VIEWS = st.dictionaries(st.sampled_from(["state", "name"]), st.integers(0, 3), max_size=2)
PICTURES = st.dictionaries(KEYS, VIEWS, max_size=8)


@given(PICTURES, PICTURES)
def test_an_old_picture_and_its_changes_give_the_new_one(before: Picture, after: Picture) -> None:
    assert apply(before, changes(before, after)) == after


@given(PICTURES)
def test_nothing_changed_is_no_change(picture: Picture) -> None:
    assert changes(picture, picture) == []


@given(PICTURES, PICTURES)
def test_changes_come_in_a_fixed_order(before: Picture, after: Picture) -> None:
    steps = changes(before, after)
    keys = [(step["thing"], step["id"]) for step in steps]
    assert keys == sorted(set(keys))


@given(PICTURES, PICTURES)
def test_applying_leaves_the_old_picture_as_it_was(before: Picture, after: Picture) -> None:
    kept = dict(before)
    apply(before, changes(before, after))
    assert before == kept


def test_every_fact_says_what_happened_in_its_own_words() -> None:
    for name, fact in all_facts().items():
        fields = {key: field.annotation for key, field in fact.model_fields.items() if key != "id"}
        filled = {key: _some(annotation) for key, annotation in fields.items()}
        said = fact(id=uuid7(), **filled)
        assert said.type == name
        assert said.sentence.strip().endswith((".", "!", "x", "5", ")"))
        assert "{" not in said.sentence


def _some(annotation: object) -> object:
    if annotation is int or annotation is float or annotation == int | None:
        return 5
    if annotation is datetime or annotation == datetime | None:
        return datetime(2026, 10, 11, 12, tzinfo=UTC)
    if annotation is bool:
        return True
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return next(iter(annotation))
    return ["x"] if annotation == list[str] else "x"


@pytest.mark.parametrize(
    ("action", "numbers", "said"),
    [
        ("load", {"persons": 8, "aboard": 12}, "Nemo took 8 aboard, 12 now (loaded)."),
        ("embark", {"persons": 8, "aboard": 8}, "Nemo took 8 aboard, 8 now (loaded)."),
        (
            "deliver",
            {"persons": 9, "aboard": 3, "place": "Valletta"},
            "Nemo landed 9 at Valletta, 3 still aboard (loaded).",
        ),
        ("deliver", {"persons": 9, "aboard": 0}, "Nemo landed 9, 0 still aboard (loaded)."),
        ("arrive", {"aboard": 3}, "Nemo arrived on scene (loaded)."),
        ("load", {"aboard": 3}, "Nemo took persons aboard (loaded)."),
    ],
)
def test_a_step_tells_its_numbers(action: str, numbers: dict[str, Any], said: str) -> None:
    fact = DeploymentStepped(id=uuid7(), about="Nemo", action=action, state="loaded", **numbers)
    assert " ".join(fact.sentence.split()) == said


def test_a_fact_is_found_under_all_that_its_pictures_name() -> None:
    case, unit, work, request = (uuid7() for _ in range(4))
    fact = DeploymentStepped(id=work, about="Nemo", action="arrive", state="on_scene")
    key: tuple[Thing, str] = ("deployment", str(work))
    before: Views = {"ITA": {key: {"incident_id": str(request)}}}
    after: Views = {
        "ITA": {key: {"incident_id": str(case), "asset_id": None}},
        "MLT": {key: {"asset_id": str(unit), "incident_id": str(case)}},
        "TUN": {("deployment", str(uuid7())): {"incident_id": str(uuid7())}},
    }
    assert subjects_of(fact, before, after) == {work, case, unit, request}
    assert subjects_of(fact) == {work}


def test_a_fact_is_frozen_and_takes_no_stray_field() -> None:
    fact = LogWritten(id=uuid7(), about="MLT-2026-0042", text="On scene.")
    with pytest.raises(ValidationError):
        fact.text = "Not on scene."  # type: ignore[misc] # frozen
    with pytest.raises(ValidationError):
        PhaseChanged(
            id=uuid7(),
            about="MLT-2026-0042",
            was="alert",
            phase="distress",
            surprise="x",  # type: ignore[call-arg] # forbidden
        )


def test_a_sentence_is_spoken_english() -> None:
    fact = OfferAccepted(id=uuid7(), about="R-7", party="ITA", items="CP 312")
    assert fact.sentence == "ITA's offer for R-7 was accepted: CP 312."
    assert fact.sentence_by(NAMES) == "Italy's offer for R-7 was accepted: CP 312."


NAMES = StateNames({"ITA": "Italy", "MLT": "Malta"})


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (
            EntryAcknowledged(id="", about="Nemo", party="MLT", territory="ITA"),
            "Italy acknowledged to Malta that Nemo is to enter.",
        ),
        (
            ShipHailed(id="", about="Star", incident="MLT-1", by="ITA", lead="MLT"),
            "Star was hailed for MLT-1 by Italy; Malta, which leads, is told at once.",
        ),
        (
            AlarmsRestored(id="", about="ITA", party="XYZ"),
            "XYZ's alarms of requests and cases of Italy below distress ring again.",
        ),
        (
            LimitsComplete(id="", about="MLT", complete=True),
            "The declared limits of Malta are all there are, it says.",
        ),
        (
            CaseKeptFrom(id="", about="ITA", party="MLT", reason="Danger."),
            "ITA: Malta is not to be told. Danger.",
        ),
    ],
)
def test_a_sentence_names_each_state_as_the_directory_does(fact: Fact, said: str) -> None:
    """Its subject is no State, unless it is a party; one that is not listed stays a code."""
    assert fact.sentence_by(NAMES) == said
    assert set(fact.party_codes) <= {"ITA", "MLT", "XYZ"}


def test_every_fact_with_the_code_of_a_party_says_its_name() -> None:
    """A code left in a field of another name would stand in a sentence for people."""
    for name, fact in all_facts().items():
        fields = {key: field.annotation for key, field in fact.model_fields.items() if key != "id"}
        filled = {key: _some(annotation) for key, annotation in fields.items()}
        for key in PARTIES:
            if key in fields:
                filled[key] = "MLT"
        said = fact(id=uuid7(), **filled)
        assert "MLT" not in said.sentence_by(NAMES), name


@pytest.mark.parametrize("action", DeploymentAction)
@pytest.mark.parametrize("state", DeploymentState)
def test_a_step_is_told_without_the_words_of_tables(
    action: DeploymentAction, state: DeploymentState
) -> None:
    fact = DeploymentStepped(
        id=uuid7(), about="AS1630", action=action.value, state=state.value, note="By radio."
    )
    said = fact.sentence
    assert action in STEPS
    assert said.startswith("AS1630 ")
    assert said.endswith(". By radio.")
    assert "_" not in said
    assert "-" not in said


def test_a_condition_is_told_without_the_words_of_tables() -> None:
    fact = ConditionMet(
        id=uuid7(),
        about="ITA-MLT-1",
        version=1,
        article="Art. 2",
        grantee="MLT",
        phase="distress",
        situation="mass_rescue",
        lead=None,
        incident_id=None,
        case="a case of another",
    )
    assert "distress, mass rescue" in fact.sentence


def test_an_entry_carries_the_readers_own_number() -> None:
    body = '{"type":"LogWritten"}'
    part = digest(b"salt", body)
    read = Read("ITA", 7, body, resync=False, salt=b"salt", part=part, hash=b"\x07")
    assert orjson.loads(read.json) == {
        "number": 7,
        "resync": False,
        "proof": {"hash": "07", "salt": b"salt".hex()},
        "type": "LogWritten",
    }


def test_an_erased_entry_keeps_its_place() -> None:
    read = Read("ITA", 7, None, resync=True, salt=None, part=b"\x01", hash=b"\x07")
    assert orjson.loads(read.json) == {
        "number": 7,
        "resync": True,
        "proof": {"digest": "01", "hash": "07"},
        "type": "Erased",
    }


def test_of_a_body_that_is_not_as_recorded_only_the_hash_is_told() -> None:
    part = digest(b"salt", '{"type":"LogWritten","changes":[]}')
    read = Read(
        "ITA", 7, '{"type":"LogWritten"}', resync=False, salt=b"salt", part=part, hash=b"\x07"
    )
    assert orjson.loads(read.json)["proof"] == {"digest": part.hex(), "hash": "07"}


def _seen(phase: str) -> Picture:
    return {("incident", "a"): {"id": "a", "phase": phase}}


def test_the_actor_and_those_told_read_the_fact_the_others_their_changes() -> None:
    by = Actor(party="ITA", centre="MRCC-ROMA", who="x")
    before = {party: _seen("alert") for party in ("ITA", "MLT", "TUN", "GRC")}
    after = before | {party: _seen("distress") for party in ("ITA", "TUN")}
    shares = audience(by, ["MLT", ""], before=before, after=after, resync=["LBY"])
    step = {"thing": "incident", "id": "a", "value": {"id": "a", "phase": "distress"}}
    assert shares == [
        EntryShare("ITA", fact=True, own=True, steps=[step], resync=False),
        EntryShare("LBY", fact=False, own=False, steps=[], resync=True),
        EntryShare("MLT", fact=True, own=False, steps=[], resync=False),
        EntryShare("TUN", fact=False, own=False, steps=[step], resync=False),
    ]


def test_the_platform_is_no_party_and_reads_nothing() -> None:
    assert audience(PLATFORM, ["", "MLT"]) == [
        EntryShare("MLT", fact=True, own=False, steps=[], resync=False)
    ]


@given(PICTURES, PICTURES)
def test_a_party_that_is_not_told_and_sees_no_change_is_left_out(
    before: Picture, after: Picture
) -> None:
    shares = audience(PLATFORM, [], before={"ITA": before}, after={"ITA": after})
    assert bool(shares) == (before != after)
