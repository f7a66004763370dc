"""Views of rows say what this table says: a column that is added is in none of them by itself."""

import json
from collections.abc import Callable
from dataclasses import asdict, fields
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import SQLModel

from sar.assets.catalogue import asset_types
from sar.geo.position import LatLon
from sar.incidents.centre_ref import CentreRef
from sar.matching.findings import Remark
from sar.requests import presenting
from sar.requests.clearance_views import ClearanceView
from sar.requests.coverage import Coverage
from sar.requests.deployment_views import BriefDeploymentView, DeploymentStepView, DeploymentView
from sar.requests.models import (
    Clearance,
    Deployment,
    DeploymentStep,
    Need,
    Offer,
    OfferItem,
    Request,
)
from sar.requests.recovery import LimitedUnit
from sar.requests.views import NeedView, OfferItemView, OfferView
from sar.requests.words import NotRecovering
from sar.wire import View
from tests.given import sentinels
from tests.given.sentinels import INSTANT, SPACE, check_view

STATES: dict[type[SQLModel], dict[str, Any]] = {
    Request: {"state": "open", "situation": "maritime"},
    Need: {"unit": "persons"},
    Offer: {"state": "offered"},
    OfferItem: {},
    Deployment: {"state": "delivered", "late": "need"},
    DeploymentStep: {"action": "arrive", "from_state": "underway", "to_state": "on_scene"},
    Clearance: {
        "state": "granted",
        "mode": "request",
        "situation": "maritime",
        "phase": "distress",
        "exercise": True,
        "particulars": {"service": "state", "armed": False, "sensors": ["infrared"]},
        "mission": {"need": "hoist", "crew": 4},
    },
}
REST = {
    "asset_id": str(SPACE), "dimension": "costs", "agreement": "A-1", "version": 1,
    "article": "Article 1", "term_id": str(SPACE), "says": "Each party bears its own costs.",
}  # fmt: skip
VOICE = {
    "function": "duty officer", "said": "Yes.", "answer": "granted",
    "at": INSTANT, "recorded_at": INSTANT,
}  # fmt: skip
LINK = {"made_at": INSTANT, "expires_at": INSTANT, "opened_at": None, "locked_at": None}
LIMITS = {"answer": {"minutes": 10, "source": "Article 2", "house": False}}
JSON: dict[str, Any] = {
    "rests_on": [REST], "terms": [REST], "voice": [VOICE], "limits": LIMITS, "link": LINK,
    "headcount": {"counts": {"children": 1}, "at": INSTANT, "source": "her crew"},
    "unheard": {"why": "silent", "due_at": INSTANT, "position_at": INSTANT, "heard_at": None},
    "fuel": {
        "said_at": INSTANT, "minutes": 80, "home_minutes": 35.0, "leave_at": INSTANT, "said_by": "",
    },
    "stints": [
        {"from_at": INSTANT, "began": "arrived", "until_at": None, "fuel_until_at": None}
    ],
    "doubts": [{"code": "more_than_aboard", "at": INSTANT, "params": {"persons": 9, "aboard": 2}}],
    "basis": {"agreement": "A-1", "version": 1, "article": "Article 1", "instrument": None},
    "kinds": ["vessel"], "types": ["L1"], "capabilities": ["hoist"],
    "type_code": "H1", "territory": "TUN",
}  # fmt: skip


def sentinel(model: type[SQLModel]) -> Any:
    type_code = next(iter(asset_types()))
    return sentinels.sentinel(model, {**JSON, **STATES[model], "type_code": type_code})


def centres(row: Any) -> dict[UUID, CentreRef]:
    ids = [getattr(row, name) for name in ("centre_id", "asked_by") if hasattr(row, name)]
    return {id_: CentreRef(id=id_, party="ITA", code="C", name="MRCC", listed=False) for id_ in ids}


def offered(row: Offer) -> View:
    return presenting.offer_view(row, [sentinel(OfferItem)], centres(row))


def item(row: OfferItem) -> View:
    return presenting.offer_view(sentinel(Offer), [row], centres(sentinel(Offer))).items[0]


def need(row: Need) -> View:
    parts, request = presenting.RequestParts(needs=[row]), sentinel(Request)
    return presenting.request_view(request, parts, centres(request), reader=None).needs[0]


# view, row, presented by, fields that are not the column of their name, columns it does not read.
CASES: list[tuple[type[View], type[SQLModel], Callable[[Any], View], str, str]] = [
    (NeedView, Need, need, "takes_people coverage", "request_id"),
    (OfferView, Offer, offered, "party centre items", "party_code centre_id undecided_at"),
    (
        OfferItemView,
        OfferItem,
        item,
        "type kind eta_at eta_by",
        "offer_id type_code offered_out persons_at_most",
    ),
    (
        DeploymentView,
        Deployment,
        presenting.deployment_view,
        "view party type kind divert eta_at eta_by report_minutes voice_minutes type_kn"
        " must_leave_at",
        "party_code type_code divert_to divert_need divert_reason divert_by told_at late_told_at"
        " hail_overdue_at hail_centre_id",
    ),
    (
        BriefDeploymentView,
        Deployment,
        presenting.brief_view,
        "view version party type kind report_minutes type_kn",
        "party_code type_code version request_id offer_id need_id carrier_asset_id persons"
        " persons_at_most from_at until_at promised_at first_expected_at told_at late late_told_at"
        " left_at arrived_at stints terms aboard recovered delivered dead cycles taken_over"
        " died dead_landed born back_in_water uncounted_aboard uncounted_delivered headcount doubts"
        " handed_over divert_to"
        " divert_need divert_reason divert_by diverted_from reason created_at updated_at"
        " hailed_by hail_due_at hail_overdue_at hail_centre_id"
        " heard_at check_in_minutes unheard fuel",
    ),
    (DeploymentStepView, DeploymentStep, presenting.step_view, "point", "deployment_id point"),
    (
        ClearanceView,
        Clearance,
        lambda row: presenting.clearance_view(row, centres(row)),
        "party asked_by centre type kind place clear_from end objection warnings alerts"
        " contacts_exhausted_at"
        " signal_url particulars mission ask_next ask_none",
        "party_code asked_by centre_id type_code place particulars mission",
    ),
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
    row = sentinel(model)
    check_view(view, row, presented(row), other=other, unread=unread)


def test_what_is_not_in_a_view_is_nowhere_in_its_text() -> None:
    row = sentinel(Deployment)
    brief = json.dumps(presenting.brief_view(row).plain())
    for name in CASES[4][4].split():
        if name in ("party_code", "type_code", "version", "late", "stints", "terms"):
            continue
        assert str(getattr(row, name)) not in brief, name
    whole = json.dumps(presenting.deployment_view(row).plain())
    assert str(row.late_told_at) not in whole


def test_a_coverage_is_told_whole() -> None:
    coverage = Coverage(10, 7, 4, 2, 3, 1, recovered=1, room=6, recovers=4, persons_an_hour=12)
    told = presenting.coverage_view(coverage).plain()
    assert told == {
        **{field.name: getattr(coverage, field.name) for field in fields(Coverage)},
        "limited": [],
        "room_unknown": [],
        "missing": 3,
    }


def test_a_unit_that_limits_hold_back_is_told_whole() -> None:
    unit = LimitedUnit(
        "Rescue 1", 8, 12, NotRecovering.BY_DAY_ONLY, recovers=True, came=True, there=False,
        dark=False, sea_state_max=4,
    )  # fmt: skip
    coverage = Coverage(10, limited=(unit,))
    [told] = presenting.coverage_view(coverage).plain()["limited"]
    assert told == asdict(unit)


def test_a_diversion_is_told_when_one_is_proposed() -> None:
    row = sentinel(Deployment)
    assert presenting.deployment_view(row).divert is not None
    row.forget_diversion()
    assert presenting.deployment_view(row).divert is None


def test_a_warning_is_told_with_its_parameters() -> None:
    row = sentinel(Clearance)
    row.place = LatLon(60.0, -30.0)
    [warning] = presenting.clearance_view(row, centres(row)).warnings
    assert isinstance(warning.params, dict)
    assert (warning.code, warning.params["territory"]) == ("place_far", "TUN")
    assert Remark.__dataclass_fields__.keys() >= type(warning).model_fields.keys()
