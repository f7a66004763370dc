"""The properties of every text, and what each one says and refuses."""

import re
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sar.agreements.words import RESCUE, Phase, Situation
from sar.errors import Refusal
from sar.geo.geodesy import direct
from sar.geo.position import LatLon
from sar.incidents.people.outstanding import FoundPeople, PersonsRange
from sar.incidents.texts.case_facts import Case, LinkedCase, RadioChannel
from sar.incidents.texts.craft import Craft
from sar.incidents.texts.message_frame import EXERCISE_MARK
from sar.incidents.texts.people_lines import People
from sar.incidents.texts.telex import LETTERS, LINE_LENGTH, telex, unwrapped
from sar.incidents.texts.weather_lines import Weather
from sar.incidents.words import HelpGone, IncidentState, Office, SitrepForm
from sar.requests.clearance_views import ClearanceBasisView, MissionView
from sar.requests.clearances.clearance_lines import Into
from sar.requests.texts.appointment import appointment
from sar.requests.texts.asking_texts import AskedFor, offer_text, request_text
from sar.requests.texts.call_script import Callee, Entry, call_script
from sar.requests.texts.final_word import all_well
from sar.requests.texts.handover import AuthorityLine
from sar.requests.texts.mayday_relay import (
    NOT_ON_DISTRESS_FREQUENCIES,
    mayday_relay,
    relay_cancelled,
)
from sar.requests.texts.medical import medevac_request, tmas_request
from sar.requests.texts.sitrep import AltitudeBlock, Operation, ReportHead, SearchArea, sitrep
from sar.requests.words import AnswerState
from tests.pure.incidents.texts.test_texts import ALL_FOUND, CASE, NOW, REAL, ROME, TRIPOLI
from tests.pure.requests.texts.given import (
    ASKED,
    BUSY,
    ENDED,
    MALTA,
    OFFERED,
    ON_THE_AIR,
    OPERATION,
    all_texts,
    report,
)
from tests.pure.requests.texts.signals import asked, told

SPOKEN = {"call-script", "call-script-not-determined", "call-script-propose"}
"""Read out by people, and not sent."""
WORDS = st.text(max_size=120)


@pytest.mark.parametrize("situation", Situation)
def test_a_request_for_entry_says_for_what_work(situation: Situation) -> None:
    text = " ".join(told(asked(situation=situation)).split())
    assert ("SOLELY FOR SEARCH AND RESCUE" in text) is (situation in {*RESCUE, Situation.LAND})


def said(text: str | Refusal) -> str:
    """The text; it was not refused."""
    assert isinstance(text, str), text
    return text


def refused(text: str | Refusal) -> str:
    """The code of the refusal."""
    assert isinstance(text, Refusal), text
    return text.code


@given(st.builds(dict, title=WORDS, description=WORDS, object_class=WORDS, contact=WORDS,
                 on_scene=WORDS.filter(bool), in_the_air=WORDS.filter(bool)))  # fmt: skip
def test_every_text_is_fit_to_send_whatever_was_written(written: dict[str, Any]) -> None:
    texts = all_texts(replace(BUSY, **written), replace(ENDED, title=written["title"]))
    for name, text in texts.items():
        lines = said(text).splitlines()
        assert text == "\n".join(lines) + "\n", name
        assert max(map(len, lines)) <= LINE_LENGTH, name
        assert (lines[0], lines[-1]) == (EXERCISE_MARK, EXERCISE_MARK), name
        heads = [line for line in unwrapped(text) if line not in ("OVER", "OUT", EXERCISE_MARK)]
        assert re.match("(REPLY|REPORT|WE ARE)", heads[-1]), (name, heads[-1])
        assert ": " in heads[-1], name
        if name not in SPOKEN:
            assert set(text) <= LETTERS | {"\n"}, name


def scrambled(given: Any, typed: str) -> Any:
    """The same with every text in it replaced by what somebody typed."""
    if isinstance(given, StrEnum):
        return given
    if isinstance(given, str):
        return typed if given else given
    if isinstance(given, tuple | list):
        return type(given)(scrambled(one, typed) for one in given)
    if is_dataclass(given) and not isinstance(given, type):
        parts = {one.name: scrambled(getattr(given, one.name), typed) for one in fields(given)}
        return replace(given, **parts)
    return given


@settings(max_examples=40)
@given(typed=WORDS.filter(str.strip))
def test_whatever_stands_in_any_field_every_text_is_in_the_letters_of_a_telex(typed: str) -> None:
    """Names of centres, units, places and areas, needs, answers and conditions too."""
    case, ended, asked_for, offered, of, sender, to = (
        scrambled(one, typed) for one in (BUSY, ENDED, ASKED, OFFERED, OPERATION, ROME, TRIPOLI)
    )
    head = ReportHead(2, SitrepForm.FULL, issued=True, assistance=typed, plans=typed)
    texts = [
        sitrep(case, head, of, sender=sender, to=to, now=NOW),
        request_text(case, asked_for, sender=sender, to=to, now=NOW),
        offer_text(case, offered, sender=sender, to=to, now=NOW),
        *(
            appointment(case, office, units=of.units, blocks=of.blocks, sender=sender, now=NOW)
            for office in Office
            if office is not Office.SMC
        ),
        medevac_request(case, sender=sender, to=to, now=NOW),
        tmas_request(case, sender=sender, to=to, now=NOW),
        mayday_relay(case, sender=sender, now=NOW),
        relay_cancelled(ended, sender=sender, now=NOW),
        all_well(ended, ships=(typed,), sender=sender, now=NOW),
    ]
    for text in texts:
        told = said(text)
        assert set(told) <= LETTERS | {"\n"}
        assert max(map(len, told.splitlines())) <= LINE_LENGTH


@given(details=WORDS, need=WORDS, conditions=WORDS)
def test_a_signal_is_fit_to_send_whatever_was_written(
    details: str, need: str, conditions: str
) -> None:
    mission = MissionView(need=need)
    one = asked(details=details, conditions=conditions, state="granted", mission=mission)
    text = told(one)
    assert set(text) <= LETTERS | {"\n"}
    assert max(map(len, text.splitlines())) <= LINE_LENGTH
    assert unwrapped(text)[-1].startswith("REPLY TO MRCC ROMA: TEL ")


def test_nothing_that_somebody_wrote_begins_a_line() -> None:
    """A party that writes to a case does not change whom a text is answered to."""
    forged = "REPLY TO NOBODY: TEL 1"
    written: dict[str, Any] = dict.fromkeys(
        ("title", "description", "object_class", "contact", "on_scene", "in_the_air"), forged
    )
    case = replace(
        BUSY, **written, channels=(RadioChannel(forged, forged),), reported_through=forged
    )
    ended = replace(ENDED, title=forged, description=forged)
    for name, text in all_texts(case, ended).items():
        assert not re.search("^ *REPLY TO NOBODY", "\n".join(unwrapped(said(text))), re.M), name
    asks = AskedFor("R-1", (forged,), message=forged)
    for text in (
        said(request_text(REAL, [asks], sender=ROME, to=TRIPOLI, now=NOW)),
        said(all_well(CLOSED, ships=(forged,), sender=ROME, now=NOW)),
        told(asked(details=forged, mission=MissionView(need=forged, tracks=forged))),
    ):
        assert "\nREPLY TO NOBODY" not in "\n".join(unwrapped(text))


def test_what_is_written_over_several_lines_forges_no_line_of_a_text() -> None:
    forged = "Holed.\nB. POSITION: NOT KNOWN\rOVER\u2028MAYDAY"
    case = replace(BUSY, description=forged, title="Boat\nOVER")
    texts = all_texts(case)
    for name, genuine in (
        ("mayday-relay", [0, 1]),
        ("call-script", [0, 0]),
        ("sitrep-full", [1, 0]),
    ):
        lines = said(texts[name]).splitlines()
        heads = ("B. POSITION", "OVER")
        found = [sum(line.startswith(head) for line in lines) for head in heads]
        assert found == genuine, name


@pytest.mark.parametrize("name", sorted(all_texts()))
def test_no_text_says_more_than_may_be_heard_where_it_goes(name: str) -> None:
    text = said(all_texts()[name])
    assert "A MAN ON BOARD" not in text.upper(), "whose word it was"
    if name in ON_THE_AIR:
        for kept in (
            "COUNTED",
            "DOCTOR",
            "+8816",
            "CHILDREN 60",
            "CALLER",
            "LAMPEDUSA",
            "ALCIONE",
            "PALAU",
            "FLAG",
        ):
            assert kept not in text, kept
    to_all = said(report(replace(BUSY, contact=""), SitrepForm.FULL, 3, to=None))
    assert "+8816" not in to_all


HOSTILE = {
    "title": "Wooden vessel, 400 people, 60 children, 60 nm south of Lampedusa",
    "object_class": "Overloaded trawler from Zuwara, 60 children below deck",
    "description": "No engine, 34-00N 012-00E",
}


@pytest.mark.parametrize("craft", [None, Craft(name="Sirocco", flag="Palau")])
@pytest.mark.parametrize("name", sorted(ON_THE_AIR))
def test_neither_title_nor_class_nor_description_is_told_on_the_air(
    name: str, craft: Craft | None
) -> None:
    written: dict[str, Any] = {**HOSTILE, "craft": craft}
    texts = all_texts(replace(BUSY, **written), replace(ENDED, **written))
    text = " ".join(unwrapped(said(texts[name])))
    for word in ("WOODEN", "400 PEOPLE", "60", "LAMPEDUSA", "ZUWARA", "OVERLOADED", "34-00N"):
        assert not re.search(rf"\b{word}\b", text.replace("+39 06 0000", "")), word
    assert "FISHING VESSEL" in text
    assert ("SIROCCO" in text) is (craft is not None)


@settings(max_examples=15)
@given(
    title=st.from_regex("[QX]{4,9}", fullmatch=True),
    object_class=st.from_regex("[QX]{4,9}", fullmatch=True),
)
def test_no_word_of_title_or_class_reaches_a_broadcast(title: str, object_class: str) -> None:
    written: dict[str, Any] = {"title": title, "object_class": object_class, "craft": None}
    texts = all_texts(replace(BUSY, **written), replace(ENDED, **written))
    for name in ON_THE_AIR:
        text = said(texts[name])
        assert title not in text, name
        assert object_class not in text, name
        assert "VESSEL" in text, name


@settings(max_examples=15)
@given(typed=st.from_regex("[QX]{4,9}( [0-9]{7,9})?", fullmatch=True))
def test_no_word_that_somebody_typed_reaches_a_broadcast(typed: str) -> None:
    """A person's name or telephone number may stand in any of them."""
    weather = replace(BUSY.weather, source=typed) if BUSY.weather else None
    written: dict[str, Any] = dict.fromkeys(
        ("title", "description", "object_class", "reported_by", "reported_through", "contact"),
        typed,
    )
    written |= dict.fromkeys(("on_scene", "in_the_air", "route"), typed)
    written |= {"on_scene_unit": "", "in_the_air_unit": "", "weather": weather, "datum": None}
    written["casualty"] = replace(BUSY.casualty, source=typed)
    written["channels"] = (RadioChannel(typed, typed), RadioChannel(typed, "VHF 72"))
    case = replace(BUSY, **{**written, "datum": BUSY.datum})
    no_place = replace(BUSY, **written)
    blocks = (AltitudeBlock(typed, 500, 1500),)
    texts = {name: said(all_texts(case, replace(ENDED, **written))[name]) for name in ON_THE_AIR}
    texts["no place"] = said(appointment(no_place, Office.ACO, blocks=blocks, sender=ROME, now=NOW))
    for name, text in texts.items():
        for word in typed.split():
            assert word not in text, (name, word)
    assert "500 TO 1500 FT\n" in texts["no place"]
    assert "APPOINTED AIRCRAFT COORDINATOR (ACO)" in texts["no place"]
    assert "........" in texts["osc"], "spoken by the officer"
    assert "BY 33-00.0N 012-05.0E" in texts["no place"], "the way is told by positions"


def test_what_was_written_reaches_its_addressee() -> None:
    text = " ".join(
        unwrapped(report(replace(BUSY, title="Boat Q", craft=None), SitrepForm.SHORT, 1))
    )
    assert "A. IDENTITY OF CASUALTY: FISHING VESSEL, BOAT Q" in text


def test_an_exercise_relay_never_goes_out_on_a_distress_frequency() -> None:
    for name in ("mayday-relay", "relay-cancelled"):
        lines = said(all_texts()[name]).splitlines()
        assert lines[:2] == [EXERCISE_MARK, NOT_ON_DISTRESS_FREQUENCIES]
        assert lines[-1] == EXERCISE_MARK


IN_ALERT = replace(REAL, phase=Phase.ALERT)
SUSPENDED = replace(REAL, state=IncidentState.SUSPENDED, ended_at=NOW)
CLOSED = replace(REAL, state=IncidentState.CLOSED, ended_at=NOW)


@pytest.mark.parametrize(
    ("case", "code", "why", "ends"),
    [
        (IN_ALERT, "not_distress", "THE CASE IS IN THE ALERT PHASE. KEEP A LOOKOUT", False),
        (SUSPENDED, "wrong_state", "THE SEARCH IS SUSPENDED", True),
        (CLOSED, "wrong_state", "THE CASE IS CLOSED", True),
        (
            replace(REAL, people=ALL_FOUND, nobody_missing=True),
            "nobody_outstanding",
            "ALL PERSONS ON BOARD ARE ACCOUNTED FOR",
            True,
        ),
        (replace(REAL, nobody_missing=True), "nobody_outstanding", "NOBODY IS MISSING", True),
        (
            replace(IN_ALERT, nobody_missing=True, lone_end=True),
            "nobody_outstanding",
            "NOBODY IS MISSING",
            True,
        ),
        (
            replace(REAL, datum=None),
            "no_datum",
            "ITS POSITION IS NOT KNOWN ANY MORE. KEEP A LOOKOUT",
            False,
        ),
    ],
)
def test_a_relay_is_spoken_while_it_is_true_and_cancelled_once_it_is_not(
    case: Case, code: str, why: str, ends: bool
) -> None:
    assert refused(mayday_relay(case, sender=ROME, now=NOW)) == code
    over = said(relay_cancelled(case, sender=ROME, now=NOW))
    assert f"IS CANCELLED: {why}" in " ".join(unwrapped(over))
    assert ("\nSEELONCE FEENEE\n" in over) == ends


def test_a_relay_tells_how_many_are_on_board_and_no_more() -> None:
    assert BUSY.description
    told = " ".join(unwrapped(said(mayday_relay(BUSY, sender=ROME, now=NOW)))).upper()
    assert "PERSONS ON BOARD: 250 TO 400 " in told
    for hidden in ("RECOVERED", "DEAD", "OUTSTANDING", "CHILDREN", BUSY.description.upper()):
        assert hidden not in told


def test_a_relay_that_is_true_is_not_cancelled() -> None:
    assert refused(relay_cancelled(REAL, sender=ROME, now=NOW)) == "relay_is_true"


@pytest.mark.parametrize("case", [IN_ALERT, CLOSED])
def test_one_persons_word_alone_cancels_no_relay(case: Case) -> None:
    lone = replace(case, lone_end=True)
    assert isinstance(mayday_relay(lone, sender=ROME, now=NOW), Refusal), "nor is it sent again"
    refusal = relay_cancelled(lone, sender=ROME, now=NOW)
    assert refused(refusal) == "relay_is_true"
    assert "until a second has said so too" in str(refusal)


def test_a_relay_says_for_whom_it_speaks_and_the_place_of_now() -> None:
    own = said(mayday_relay(BUSY, sender=ROME, now=NOW))
    assert "ON BEHALF OF" not in own
    assert "52 MIN OLD" in own
    other = said(mayday_relay(replace(BUSY, lead=MALTA), sender=ROME, now=NOW))
    assert "\nON BEHALF OF RCC MALTA\n" in other
    assert "\nREPORT TO RCC MALTA: " in other


def test_a_report_says_whether_it_was_issued_and_is_the_last() -> None:
    draft = ReportHead(3, SitrepForm.SHORT, issued=False, assistance="NONE")
    text = sitrep(REAL, draft, Operation(sheet={}), sender=ROME, to=None, now=NOW)
    assert "\nSAR SITREP NO 3 (DRAFT, NOT ISSUED)\n" in text
    last = report(CLOSED, SitrepForm.FULL, 4)
    assert last.startswith("ROUTINE\n")
    assert "\nSAR SITREP NO 4 AND FINAL\n" in last
    assert "C. SITUATION: CASE CLOSED 111226Z OCT 26 IN PHASE DISTRESS" in last
    assert "\nE. ASSISTANCE REQUIRED: NONE\n" in last
    searched = report(SUSPENDED, SitrepForm.FULL, 4)
    assert "C. SITUATION: SEARCH SUSPENDED 111226Z OCT 26" in searched
    assert "ANY NEWS RESUMES THE SEARCH" in " ".join(unwrapped(searched))
    assert "AND FINAL" not in searched


def test_a_full_report_has_every_heading_of_the_imo_in_its_order() -> None:
    text = report(BUSY, SitrepForm.FULL, 2)
    heads = re.findall(r"^([A-Z])\. [A-Z]", text, re.MULTILINE)
    assert "".join(heads) == "ABCDEFGHJKLMN"
    bare = sitrep(
        replace(REAL, weather=None),
        ReportHead(2, SitrepForm.FULL, issued=True, assistance="NONE"),
        Operation(sheet={}),
        sender=ROME,
        to=None,
        now=NOW,
    )
    assert "\nG. DESCRIPTION OF CASUALTY: NOTHING ON FILE\n" in bare
    assert "\nJ. INITIAL ACTION TAKEN: NO UNIT TASKED, NOBODY ASKED\n" in bare
    assert "\nL. COORDINATING INSTRUCTIONS: NO OSC NAMED\n" in bare


@pytest.mark.parametrize("situation", sorted(set(Situation) - RESCUE))
def test_no_text_of_other_work_cites_the_sar_convention(situation: Situation) -> None:
    case = replace(BUSY, situation=situation)
    found = all_texts(case, replace(ENDED, situation=situation))
    basis = ClearanceBasisView(agreement=None, version=None, article=None, instrument="House rule")
    for into in Into:
        found[f"entry {into}"] = told(asked(situation=situation, basis=basis), into=into)
    for name, text in found.items():
        if isinstance(text, str):
            said_at_once = " ".join(unwrapped(text)).upper()
            assert "ANNEX" not in said_at_once, name
            assert "SAR CONVENTION" not in said_at_once, name


FORECAST = Weather(wind_from_deg=315, wind_kn=12, source="Model forecast", at=NOW)


@pytest.mark.parametrize("name", sorted(all_texts()))
def test_no_text_tells_a_forecast_as_what_is_seen(name: str) -> None:
    text = all_texts(replace(BUSY, weather=FORECAST), replace(ENDED, weather=FORECAST))[name]
    told = " ".join(unwrapped(said(text)))
    if "WIND FROM 315" in told:
        source = "FORECAST" if name in ON_THE_AIR else "MODEL FORECAST"
        assert f"({source}, 111226Z OCT 26" in told


def script(case: Case = CASE, *, callee: Callee | None = None, sender: Any = ROME) -> str:
    """The script of a call to Tripoli, as one line of text a line."""
    of = callee or Callee(TRIPOLI)
    return "\n".join(unwrapped(said(call_script(case, sender=sender, callee=of, now=NOW))))


def test_a_script_says_whom_to_call_what_to_say_ask_and_write_down() -> None:
    text = script()
    assert "1. telephone: +218 00 (ar, verified 2026-09-01)\n2. email: ops@example\n" in text
    assert "This is an exercise, exercise, exercise." in text
    assert "This is a request for your assistance. We stay mission coordinator." in text
    assert "read back the position, the number of persons and our telephone number" in text
    assert "What do you do now? When do we speak again? (Say a time.)" in text
    assert "the function of who answers (no name), the time in Z" in text
    assert "(no contact is known: ask a neighbouring centre)" in script(
        callee=Callee(replace(TRIPOLI, contacts=()))
    )


def test_a_script_asks_nobody_to_take_over_but_whom_the_coordinator_proposes() -> None:
    assert "take over" not in script()
    proposed = script(callee=Callee(TRIPOLI, proposed=True))
    assert "We propose that you take over as mission coordinator" in proposed
    assert "Do you take over as mission coordinator?" in proposed
    to_the_lead = script(replace(CASE, lead=TRIPOLI))
    assert "You coordinate: who is on the way?" in to_the_lead
    assert "take over" not in to_the_lead
    of_another = script(replace(CASE, lead=MALTA))
    assert "RCC Malta is mission coordinator." in of_another


def test_a_script_asks_for_conditions_of_entry_only_where_entry_is_near() -> None:
    assert "3.1.4.2" not in script()
    theirs = script(callee=Callee(TRIPOLI, entry=Entry.THEIR_WATERS))
    assert "entry of our units into your territorial sea or airspace (Annex 3.1.4.2)" in theirs
    assert "without prejudice to any claim, boundary or status" in theirs


@pytest.mark.parametrize(
    ("entry", "asked"),
    [
        (Entry.THEIR_WATERS, "entry of our units into your territorial sea or airspace"),
        (Entry.AT_POSITION, "our units that work at this position or pass on the way to it"),
    ],
)
def test_a_script_speaks_of_the_people_of_a_ditched_aircraft_as_at_sea(
    entry: Entry, asked: str
) -> None:
    """The law of the air speaks of entry to them."""
    case = replace(CASE, situation=Situation.AERONAUTICAL)
    ditched = script(case, callee=Callee(TRIPOLI, entry=entry, ditched=True))
    assert f"{asked} (Chicago Convention 25, Annex 12 chapter 3)?" in ditched
    on_land = script(case, callee=Callee(TRIPOLI, entry=entry))
    assert "Chicago" not in on_land
    assert "territorial sea" not in on_land


@pytest.mark.parametrize("situation", [Situation.MARITIME, Situation.LAND])
def test_a_script_says_not_whose_waters_these_are_that_are_not_known_to_be_the_callees(
    situation: Situation,
) -> None:
    callee = Callee(TRIPOLI, entry=Entry.AT_POSITION)
    asks = script(replace(CASE, situation=situation), callee=callee)
    assert "for our units that work at this position" in asks
    assert "without prejudice to any claim, boundary or status" in asks
    for claimed in ("your territor", "airspace", "enter", "entry"):
        assert claimed not in asks, claimed


def test_a_script_names_the_needs_and_what_was_answered() -> None:
    of = Callee(TRIPOLI, asked=("1 × AIRCRAFT", "RECOVERY"), answers=("acknowledged",))
    text = script(callee=of)
    assert "We ask you for:\n1. 1 × AIRCRAFT\n2. RECOVERY\n" in text
    assert "JRCC Tripoli SO FAR:\n1. acknowledged\n" in text
    assert "I call again about our case ITA-2026-0001." in text


def test_what_asks_for_help_is_refused_of_a_case_that_is_over() -> None:
    for text in (
        call_script(SUSPENDED, sender=ROME, callee=Callee(TRIPOLI), now=NOW),
        request_text(CLOSED, ASKED, sender=ROME, to=TRIPOLI, now=NOW),
        appointment(replace(SUSPENDED, on_scene="P61"), Office.OSC, sender=ROME, now=NOW),
        offer_text(CLOSED, OFFERED, sender=MALTA, to=ROME, now=NOW),
        appointment(replace(CLOSED, on_scene="P61"), Office.OSC, sender=ROME, now=NOW),
        medevac_request(CLOSED, sender=ROME, to=None, now=NOW),
        tmas_request(CLOSED, sender=ROME, to=None, now=NOW),
    ):
        assert refused(text) == "wrong_state"


def test_what_is_asked_for_or_offered_while_the_search_is_suspended_is_said_so() -> None:
    """A request can be filed then and its clocks run: no text says that nothing is wanted."""
    request = said(request_text(SUSPENDED, ASKED, sender=ROME, to=TRIPOLI, now=NOW))
    assert "\nTHE SEARCH IS SUSPENDED 111226Z OCT 26\n" in request
    assert "\nTHE SEARCH IS SUSPENDED" in said(
        offer_text(SUSPENDED, OFFERED, sender=MALTA, to=ROME, now=NOW)
    )
    asked = Callee(TRIPOLI, asked=("1 × AIRCRAFT",))
    spoken = said(call_script(SUSPENDED, sender=ROME, callee=asked, now=NOW))
    assert "\nTHE SEARCH IS SUSPENDED 111226Z OCT 26\n" in spoken
    news = said(call_script(SUSPENDED, sender=MALTA, callee=Callee(ROME), now=NOW))
    assert "I have information" in news, "whoever has news calls the lead"


def test_nothing_is_asked_offered_or_appointed_that_is_not() -> None:
    assert refused(request_text(REAL, (), sender=ROME, to=None, now=NOW)) == "nothing_asked"
    assert refused(offer_text(REAL, (), sender=MALTA, to=ROME, now=NOW)) == "nothing_offered"
    nobody = appointment(REAL, Office.ACO, sender=ROME, now=NOW)
    assert refused(nobody) == "nobody_named"
    led_by_others = replace(REAL, leads=False, on_scene="P61")
    other = appointment(led_by_others, Office.OSC, sender=ROME, now=NOW)
    assert refused(other) == "not_lead"


LATER = NOW + timedelta(minutes=65)


@pytest.mark.parametrize(
    ("state", "said", "not_said"),
    [
        (
            AnswerState.SENT,
            "ACKNOWLEDGE AT ONCE (WAS DUE 1231Z), ANSWER AT ONCE (WAS DUE 1241Z)",
            "YOUR ANSWER",
        ),
        (
            AnswerState.ACKNOWLEDGED,
            "YOUR ANSWER SO FAR: ACKNOWLEDGED ANSWER AT ONCE (WAS DUE 1241Z)",
            "ACKNOWLEDGE AT ONCE",
        ),
        (AnswerState.ACKNOWLEDGED, "PLEASE SAY WHAT YOU SEND", "PLEASE ACKNOWLEDGE"),
        (AnswerState.DECLINED, "YOUR ANSWER SO FAR: DECLINED", "AT ONCE (WAS DUE"),
        (AnswerState.DECLINED, "TELL US AT ONCE IF YOUR ANSWER CHANGES.", "PLEASE"),
        (AnswerState.OFFERED, "YOUR ANSWER SO FAR: OFFERED", "SAY SO AND WHY"),
    ],
)
def test_a_request_says_the_answer_that_stands_and_asks_for_none_that_was_given(
    state: AnswerState, said: str, not_said: str
) -> None:
    given = "" if state is AnswerState.SENT else state.value
    one = replace(ASKED[0], state=state, answer=given)
    text = request_text(REAL, [one], sender=ROME, to=TRIPOLI, now=LATER)
    told_at_once = " ".join(unwrapped(str(text)))
    assert said in told_at_once
    assert not_said not in told_at_once


def test_a_signal_says_that_the_answer_was_due() -> None:
    due = NOW - timedelta(minutes=1)
    late = told(asked(state="acknowledged", acknowledged_at=due, answer_due_at=due))
    assert "PLEASE SAY WHETHER IT MAY ENTER (WAS DUE 1225Z)" in " ".join(late.split())


@pytest.mark.parametrize(
    ("people", "word"),
    [
        (ALL_FOUND, "ALL WELL, SEARCH AND RESCUE ENDED"),
        (None, "SEARCH AND RESCUE ENDED"),
        (People(FoundPeople(delivered=5, dead=1), PersonsRange(0, 0)), "SEARCH AND RESCUE ENDED"),
        (People(FoundPeople(delivered=5), PersonsRange(3, 8)), "SEARCH AND RESCUE ENDED"),
    ],
)
def test_all_is_well_only_where_all_are_found_alive(people: People | None, word: str) -> None:
    text = said(all_well(replace(CLOSED, people=people), sender=ROME, now=NOW))
    assert f"CASE ITA-2026-0001: {word} 111226Z OCT 26\n" in text


def test_nobody_is_told_that_an_open_case_is_over() -> None:
    assert refused(all_well(REAL, sender=ROME, now=NOW)) == "still_open"
    searched = said(all_well(SUSPENDED, sender=ROME, now=NOW))
    assert "THE SEARCH IS SUSPENDED" in searched
    assert "NO MORE ASSISTANCE" not in searched


def test_while_anybody_may_be_missing_the_last_word_asks_for_a_lookout() -> None:
    for case in (CLOSED, SUSPENDED):
        last = said(all_well(case, sender=ROME, now=NOW))
        assert "KEEP A LOOKOUT WHEN PASSING" in last
        assert "NO MORE ASSISTANCE" not in last
    found = said(all_well(replace(CLOSED, nobody_missing=True), sender=ROME, now=NOW))
    assert "LOOKOUT" not in found
    assert "NO MORE ASSISTANCE IS REQUIRED" in found


def test_a_signal_states_what_stands_and_what_was_not_told() -> None:
    waits = told(asked())
    assert "PLEASE ACKNOWLEDGE AT ONCE, BY 1231Z, AND STATE CONDITIONS, IF ANY" in waits
    assert "WRITE DOWN" in waits
    over = told(asked(state="granted", answered_at=NOW, conditions="Below 2000 ft."))
    assert "PLEASE" not in over
    assert "CALL JRCC" not in over
    assert "CONDITIONS: BELOW 2000 FT.\n" in over
    ended = told(asked(), at_work=False)
    assert ended.startswith("ROUTINE\n")
    assert "NOTHING IS ASKED FOR" in ended
    late = told(asked(acknowledge_due_at=NOW - timedelta(minutes=1)))
    assert "(WAS DUE 1225Z)" in late
    assert telex(late) != late


def test_a_notice_asks_for_nothing_whatever_becomes_of_it() -> None:
    for state in ("notified", "noted", "withdrawn", "superseded"):
        for at_work in (True, False):
            sent = told(asked(state=state, mode="notify"), at_work=at_work)
            assert "NOTIFICATION OF ENTRY" in sent
            assert not re.search(r"\bASK|\bREQUEST FOR|CONDITIONS", sent), sent


@pytest.mark.parametrize(
    ("linked", "case_line", "coordinates"),
    [
        (
            LinkedCase("MLT-2026-0001", "Malta", MALTA),
            "ITA-2026-0001 (SAME EVENT: MLT-2026-0001)",
            "MRCC ROMA (ITALY) FOR ITA-2026-0001, RCC MALTA (MALTA) FOR MLT-2026-0001. ONE"
            " COORDINATOR FOR THE EVENT IS NOT AGREED YET",
        ),
        (
            LinkedCase("MLT-2026-0001", "Malta", ROME),
            "ITA-2026-0001 (SAME EVENT: MLT-2026-0001)",
            "MRCC ROMA (ITALY), OF ALL CASES OF THIS EVENT",
        ),
        (
            LinkedCase(None, "Malta", MALTA),
            "ITA-2026-0001 (SAME EVENT: A CASE OF MALTA)",
            "MRCC ROMA (ITALY) FOR ITA-2026-0001, RCC MALTA (MALTA) FOR A CASE OF MALTA. ONE"
            " COORDINATOR FOR THE EVENT IS NOT AGREED YET",
        ),
        (
            LinkedCase("MLT-2026-0001", "Malta", None),
            "ITA-2026-0001 (SAME EVENT: MLT-2026-0001)",
            "MRCC ROMA (ITALY)",
        ),
    ],
)
def test_texts_have_both_references_and_one_answer_who_coordinates(
    linked: LinkedCase, case_line: str, coordinates: str
) -> None:
    case = replace(CASE, same_event=(linked,))
    lines = [line.upper() for line in unwrapped(report(case, SitrepForm.SHORT, 1))]
    assert f"CASE {case_line}" in lines
    assert f"F. COORDINATING RCC: {coordinates}" in lines
    spoken = script(case).upper()
    assert f"OUR REFERENCE: {case_line}." in spoken
    assert f"COORDINATING: {coordinates}." in spoken
    assert f"REFERENCE {case_line}" in unwrapped(said(mayday_relay(case, sender=ROME, now=NOW)))


@pytest.mark.parametrize(
    ("gone", "unit", "said"),
    [
        (None, "V 6006", "Customs (V 6006, CONTACT 1226Z)"),
        (None, "", "Customs (CONTACT 1226Z)"),
        (HelpGone.TURNED_BACK, "V 6006", "Customs (V 6006 TURNED BACK, CONTACT 1226Z)"),
        (HelpGone.UNABLE, "", "Customs (ITS UNIT CANNOT COME, CONTACT 1226Z)"),
        (HelpGone.LATE, "V 6006", "Customs (V 6006 IS LATE, CONTACT 1226Z)"),
    ],
)
def test_a_report_names_each_other_authority_that_has_it(
    gone: HelpGone | None, unit: str, said: str
) -> None:
    has = (AuthorityLine("Customs", unit, NOW, gone), AuthorityLine("Navy", "", None))
    report = sitrep(
        REAL,
        ReportHead(2, SitrepForm.FULL, issued=True, assistance="NONE"),
        Operation(sheet={}, authorities=has),
        sender=ROME,
        to=None,
        now=NOW,
    )
    told = f"OTHER AUTHORITIES HAVE IT: {said}, Navy (NOT CONFIRMED BY CONTACT)"
    assert told.upper() in " ".join(report.split()).upper()


@pytest.mark.parametrize(
    ("corners", "note", "said"),
    [
        (36, "", "A: WITHIN 33-54.0N 011-52.8E TO 34-06.0N 012-07.2E, SEE THE CHART"),
        (36, "circle of 6 nm about 34°00.0′N 012°00.0′E",
         "A: CIRCLE OF 6 NM ABOUT 34 DEG 00.0'N 012 DEG 00.0'E"),
        (36, "oil seen.",
         "A: OIL SEEN, WITHIN 33-54.0N 011-52.8E TO 34-06.0N 012-07.2E, SEE THE CHART"),
        (4, "box 6 × 6 nm along 045° about 34°00.0′N 012°00.0′E; at dusk",
         "A: BOX 6 X 6 NM ALONG 045 DEG ABOUT 34 DEG 00.0'N 012 DEG 00.0'E, AT DUSK,"
         " 34-06.0N 012-00.0E, 34-00.0N 012-07.2E, 33-54.0N 012-00.0E, 34-00.0N 011-52.8E"),
    ],
)  # fmt: skip
def test_an_area_is_told_by_its_shape_first(corners: int, note: str, said: str) -> None:
    ring = [direct(LatLon(34, 12), 360 * n / corners, 6) for n in range(corners)]
    parts = (SearchArea("A", ring, note=note),) * 2
    text = sitrep(
        REAL,
        ReportHead(2, SitrepForm.FULL, issued=True, assistance="NONE"),
        Operation(sheet={}, areas=parts),
        sender=ROME,
        to=None,
        now=NOW,
    )
    assert f"K. SEARCH AREA: {said}" in unwrapped(text)
