"""Views of rows say what this table says: a column that is added is in none of them by itself."""

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import Any, Final

import pytest
from sqlmodel import SQLModel

from sar.agreements import visible as agreements
from sar.agreements.fuel_clauses import FuelRuling
from sar.agreements.models import Agreement, Version
from sar.agreements.views import AgreementView, VersionView
from sar.agreements.visible import Dossier
from sar.assets import presenting as assets
from sar.assets import routes_types as catalogue
from sar.assets import visible_fuel_points
from sar.assets.catalogue import FIGURES, Notice, asset_types
from sar.assets.models import FuelPoint, Ship
from sar.assets.views import FuelPointView, KnownPositionView, NoticeView, ShipView
from sar.incidents import coordination_presenting, place_presenting
from sar.incidents import presenting as incidents
from sar.incidents.centre_ref import CentreRef
from sar.incidents.coordination_views import CoordinationView
from sar.incidents.history_views import LogLineView, PhaseView
from sar.incidents.models import (
    Coordination,
    DatumChange,
    Incident,
    LogLine,
    PhaseChange,
    ReportedPosition,
)
from sar.incidents.place_views import DatumChangeView, ReportedPositionView
from sar.incidents.presenting import Parts
from sar.incidents.views import CoarseIncidentView, IncidentView
from sar.parties import visible as parties
from sar.parties import visible_limits
from sar.parties.models import ApiKey, Centre, DeclaredLimit, Party, Person
from sar.parties.views import (
    CentreView,
    DeclaredLimitView,
    KeyView,
    PartyView,
    PersonView,
    WithdrawnLimitView,
)
from sar.wire import View
from tests.given.sentinels import INSTANT, SPACE, check_view, sentinel

SQUARE: Final = {
    "type": "MultiPolygon",
    "coordinates": [[[[14, 36], [15, 36], [15, 37], [14, 37], [14, 36]]]],
}
GIVEN: dict[type[SQLModel], dict[str, Any]] = {
    Incident: {
        "situation": "maritime", "phase": "distress", "state": "open",
        "source": {"who": "her master", "call_back": "+39", "channel": "16", "language": "en"},
        "pob": {}, "conditions": {}, "osc": {"name": "ALFA"}, "aco": {"name": "BRAVO"},
        "channels": [], "search_areas": [], "altitude_blocks": [], "to_be_called": [],
        "told_by_voice": [],
        "kept_from": [{"party": "MLT", "reason": "They fled from there.", "at": INSTANT}],
        "people": {}, "in_water": {"since": INSTANT, "source": "her master"},
        "asked_to_close": {
            "id": str(SPACE), "reason": "All ashore.", "at": INSTANT, "identity": str(SPACE),
            "second_due_at": INSTANT,
        },
        "assessment": {
            "id": str(SPACE), "at": INSTANT, "party": "ITA", "identity": str(SPACE),
            "answers": {"adrift": {"answer": "yes", "source": "her master", "at": INSTANT}},
            "reason": "", "reason_for": "none", "second_due_at": None, "second": None,
            "alone": False,
        },
        "sent_away": [{
            "id": str(SPACE), "party": "ITA", "deployment_id": str(SPACE), "name": "ALFA",
            "action": "release", "reason": "fuel", "words": "", "sentence": "None of 9.",
            "told": "Not all.", "at": INSTANT, "waits": False, "identity": str(SPACE),
            "second_due_at": INSTANT, "second": None, "alone": False,
        }],
        "fewer_on_board": {
            "id": str(SPACE), "party": "ITA", "was": {"least": 9, "most": None},
            "reason": "Counted.", "source": "her master", "at": INSTANT, "identity": str(SPACE),
            "second_due_at": INSTANT, "second": None, "alone": False,
        },
        "untasked": {"since": INSTANT, "due_at": INSTANT, "no_able": None},
        "assessment_due_why": "people",
        "help_gone": [{"name": "ALFA", "why": "unable", "at": INSTANT}],
        "refuses_help": {"since": INSTANT, "source": "her master"},
        "other_authorities": [{
            "name": "Customs", "function": "", "unit": "", "unit_comes": None, "source": "s",
            "since": INSTANT, "told_at": INSTANT, "contact_at": INSTANT, "heard": "",
            "heard_at": INSTANT, "due_at": INSTANT, "overdue_at": None, "in_distress": False,
            "ended_at": None, "ended_why": "",
        }],
        "found_by_others": [{
            "id": str(SPACE), "by": "Customs", "alive": 3, "dead": None, "aboard": False,
            "place": "Steccato", "source": "s", "at": INSTANT, "party": "ITA",
        }],
        "asked_to_suspend": {
            "id": str(SPACE), "party": "ITA", "at": INSTANT, "identity": str(SPACE), "most": None,
            "wish": {
                "reason": "It is dark.", "ground": "darkness", "told": "", "look_again_at": None,
            },
            "waits": True, "second_due_at": INSTANT, "second": None, "alone": False,
        },
        "suspension": {"ground": "darkness", "told": "Malta", "second": None},
        "lost_list": {
            "authority": "Missing persons", "function": "Duty officer", "channel": "telephone",
            "at": INSTANT, "party": "ITA", "least": 1, "most": None, "dead": 2,
        },
        "handover": {
            "at": INSTANT, "from_centre_id": str(SPACE), "to_centre_id": str(SPACE),
            "by_voice": False, "confirmed": ["phase"],
        },
        "ships_asked": {"at": INSTANT, "sources": ["ais"], "heard": "h", "party": "ITA"},
        "tow": {
            "unit": "Patrol boat", "reason": "r", "source": "s", "persons": None, "at": INSTANT,
            "party": "ITA",
        },
        "coast": {
            "about_at": INSTANT, "warn_at": INSTANT, "position": "P", "at": INSTANT,
            "course_deg": 296, "speed_kn": 6.0, "by_drift": False,
        },
        "unasked": {"look_at": INSTANT, "since": INSTANT},
        "unwritten": {"look_at": INSTANT, "since": INSTANT},
        "offer_waits": {"at": INSTANT, "offer_id": ""},
        "lead_unreached": {"since": INSTANT, "centre_id": "", "alarms": []},
        "voyage": {
            "last_port": "Mbour", "port_at": [-17.0, 14.4], "bound_for": "El Hierro",
            "way": [[-18.0, 27.7]], "left_at": INSTANT, "source": "families",
        },
        "craft": {"name": "Sirocco", "callsign": "5AXY7", "mmsi": "642000111", "flag": "LBY"},
        "called_people": {
            "at": INSTANT, "function": "Duty officer", "reached": True, "agreed": "Stay with her.",
            "next_at": INSTANT, "party": "ITA",
        },
        "smc_by_voice": {
            "centre_id": str(SPACE), "function": "Duty officer", "heard": "We lead.",
            "channel": "VHF 16", "taken_at": INSTANT, "recorded_by": "ITA", "heard_at": INSTANT,
            "due_at": INSTANT, "silent_at": None,
        },
        "acted": [
            {"id": str(SPACE), "decision": "divert", "party": "ITA", "who": "w", "at": INSTANT},
        ],
    },
    DatumChange: {"source": "drift"},
    PhaseChange: {"phase": "alert"},
    Coordination: {
        "office": "smc", "state": "proposed",
        "said_by_voice": {
            "function": "Duty officer", "heard": "We take it.", "channel": "", "at": INSTANT,
            "claimed_by": "ITA", "claimed_by_centre": "MRCC Roma",
        },
    },
    Version: {"state": "proposed", "instruments": [], "authentic": None, "prevails_over": [],
              "arrangement": [{"clause": 14, "words": "Each its own."}]},
    Ship: {
        "type_code": next(iter(asset_types())),
        "doubts": [{"party": "MLT", "reason": "No echo.", "at": INSTANT}],
    },
    Party: {
        "treaties": [], "focal_point": {"office": "Missing persons", "contact": "+39"},
        "entry_authority": {"function": "Ministry, duty desk", "numbers": ["+39 06 0"]},
        "assistance_entry": {
            "civil": None, "state": "notice", "military": "request", "source": "Law 1",
            "dated_on": "2019-03-01", "note": "", "stated_at": "2026-10-11T12:26:00+00:00",
        },
    },
    DeclaredLimit: {"kind": "island", "area": SQUARE, "deposited_on": date(1998, 3, 5)},
    FuelPoint: {"fuels": ["jet_a1"], "crafts": ["vessel"]},
    Centre: {"srr": SQUARE, "languages": ["en"], "contacts": [], "webhook_secrets": []},
    ApiKey: {"roles": ["watch_officer"]},
}  # fmt: skip


def row_of(model: type[SQLModel]) -> Any:
    return sentinel(model, GIVEN.get(model, {}))


class _Centres(dict[Any, CentreRef]):
    """A centre for every id."""

    def __missing__(self, id_: Any) -> CentreRef:
        return CentreRef(id=id_, party="ITA", code="C", name="MRCC", listed=False)


CENTRES: Final = _Centres()


def full(row: Incident) -> View:
    return incidents.full(row, Parts(centres=CENTRES), reader="ITA", call_back=True)


def agreement(row: Agreement) -> View:
    return agreements.view(Dossier(row, parties=["ITA"]), "ITA")


def version(row: Version) -> View:
    whole = Dossier(row_of(Agreement), terms={row.id: []}, signatures={row.id: []})
    return agreements._version_view(whole, row, "ITA")


# view, row, presented by, fields that are not the column of their name, columns it does not read.
CASES: list[tuple[type[View], type[SQLModel], Callable[[Any], View], str, str]] = [
    (
        IncidentView,
        Incident,
        full,
        "view source pob pob_doubts datum conditions immersion lead suggested_lead to_be_called"
        " coordination declined involved links event positions_reported latest_positions"
        " asked_to_close acted alarms closed_as_this people in_water assessment"
        " assessment_due_why help_gone units_gone refuses_help other_authority"
        " other_authorities smc_by_voice handover sent_away untasked unwritten coast tow"
        " lead_unreached ships_asked ask_ships_at suspension"
        " asked_to_suspend"
        " fewer_on_board"
        " voyage called_people next_call_at territory_of lost_list found_by_others",
        "source pob pob_min pob_max datum datum_at datum_uncertainty_nm drift_course_deg"
        " drift_speed_kn cell conditions lead_party lead_centre_id region_centre_id to_be_called"
        " told_by_voice"
        " asked_to_close acted closed_as closed_as_this coarse_updated_at people in_water"
        " assessment assessment_due_why help_gone refuses_help other_authorities attended"
        " smc_by_voice handover sent_away untasked unwritten coast tow ships_asked able_tasked"
        " suspension asked_to_suspend fewer_on_board voyage called_people territory_of"
        " lost_list lost_due_at offer_waits suggested_since unasked silent_hails regions_look_at"
        " silent_units"
        " found_by_others lead_unreached",
    ),
    (
        DatumChangeView,
        DatumChange,
        place_presenting.datum_change,
        "point position",
        "point incident_id",
    ),
    (
        ReportedPositionView,
        ReportedPosition,
        place_presenting.position,
        "point position",
        "point incident_id",
    ),
    (
        CoordinationView,
        Coordination,
        lambda row: coordination_presenting.proposal(row, CENTRES),
        "from_centre to_centre answer_due_at alerts contacts_exhausted_at ask_next ask_none",
        "incident_id from_centre_id from_party to_centre_id to_party unanswered_at",
    ),
    (
        PhaseView,
        PhaseChange,
        lambda row: incidents.phase_change(row, CENTRES),
        "by_centre",
        "incident_id by_centre_id",
    ),
    (
        LogLineView,
        LogLine,
        lambda row: incidents.log_line(row, CENTRES),
        "by_centre",
        "incident_id by_centre_id",
    ),
    (AgreementView, Agreement, agreement, "version parties versions", "proposed_by"),
    (
        VersionView,
        Version,
        version,
        "version signatures suspensions withdrawals ended_at terms arrangement arrangement_sha256"
        " conflicts",
        "agreement_id row_version notice_at left_at ended_at arrangement conflicts",
    ),
    (
        ShipView,
        Ship,
        assets.ship_view,
        "kind type doubts",
        "type_code at point course_deg speed_kn uncertainty_nm source delivered_by implausible"
        " doubted_at doubts withdrawn_at mark",
    ),
    (
        KnownPositionView,
        Ship,
        assets.ship_position,
        "thing point precision_nm delay_minutes doubted_for doubted_nm trust doubt received_at",
        "name type_code mmsi imo callsign flag point reported_by doubts withdrawn_at mark version",
    ),
    (
        PartyView,
        Party,
        lambda row: PartyView.of_row(row, id=row.code),
        "id",
        "code created_at watch_acts",
    ),
    (
        CentreView,
        Centre,
        lambda row: parties._view(row, listed=False),
        "party listed position",
        "party_code position webhook_secrets",
    ),
    (
        DeclaredLimitView,
        DeclaredLimit,
        visible_limits.limit_view,
        "party place",
        "party_code place",
    ),
    (
        FuelPointView,
        FuelPoint,
        lambda row: visible_fuel_points._view(row, FuelRuling(is_open=True)),
        "opened_by party place",
        "party_code place",
    ),
    (
        WithdrawnLimitView,
        DeclaredLimit,
        lambda row: WithdrawnLimitView.of_row(row, party=row.party_code),
        "party",
        "area place party_code",
    ),
    (
        PersonView,
        Person,
        lambda row: PersonView.of_row(row, sign_in_as="ITA/lucia", postings=[]),
        "sign_in_as postings",
        "party_code password_hash",
    ),
    (KeyView, ApiKey, KeyView.of_row, "", "party_code token_hash"),
]


@pytest.mark.parametrize(
    ("view", "model", "presented", "other", "unread"),
    [pytest.param(*case, id=case[0].__name__) for case in CASES],
)
def test_a_view_takes_the_columns_of_its_fields_names_and_no_other(
    view: type[View],
    model: type[SQLModel],
    presented: Callable[[Any], View],
    other: str,
    unread: str,
) -> None:
    row = row_of(model)
    check_view(view, row, presented(row), other=other, unread=unread)


def test_the_coarse_view_of_a_case_says_nothing_more() -> None:
    row = row_of(Incident)
    row.cell = None
    told = incidents.coarse(row).plain()
    kept = {"id", "reference", "exercise", "state", "situation", "phase", "cell"}
    assert set(told) == set(CoarseIncidentView.model_fields) == kept | {"view", "version"}
    text = json.dumps(told)
    unsaid = set(Incident.model_fields) - kept - {"version", "datum"}
    for name in unsaid:
        value = getattr(row, name)
        assert not value or value is True or str(value) not in text, name


def test_a_notice_is_told_whole() -> None:
    told = NoticeView.of_row(Notice(10, 20, 5)).plain()
    assert list(told) == [field.name for field in fields(Notice)]
    assert list(told.values()) == [10, 20, 5]


def test_of_a_type_all_but_its_draught_is_told() -> None:
    for asset_type in asset_types().values():
        told = catalogue._type_view(asset_type)
        own = {field.name for field in fields(asset_type)}
        assert own - set(told.plain()) == {"figures", "draught_m"}
        of_owner = {"party", "based_on", "withdrawn_at", "version"}
        assert set(told.plain()) - own == {*FIGURES, "opportunity", "illustrative", *of_owner}
        for name in own & {
            "code",
            "kind",
            "form",
            "name",
            "unit_class",
            "limits",
            "turn_round_minutes",
        }:
            assert getattr(told, name) == getattr(asset_type, name), name
