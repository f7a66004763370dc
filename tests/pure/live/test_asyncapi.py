"""The live feed's AsyncAPI document: it is one, and says what the feed does."""

import json
from datetime import UTC, datetime
from typing import Any, get_args
from uuid import UUID

import jsonschema_rs
import orjson
import pytest

from sar.live import protocol
from sar.live.frames import ResyncReason
from sar.parties.views import ClockView
from sar.record.entries import Thing
from tests.conftest import ROOT
from tests.live_document import Messages, document

SPECIFICATION = ROOT / "frontend/node_modules/@asyncapi/specs/schemas/3.0.0.json"
CLOCK = ClockView(
    now=datetime(2026, 10, 11, 12, 26, tzinfo=UTC), rate=1.0, paused=False, exercise=True
)


def test_it_is_an_asyncapi_3_document() -> None:
    specification = jsonschema_rs.validator_for(orjson.loads(SPECIFICATION.read_bytes()))
    assert [str(error) for error in specification.iter_errors(document())] == []
    assert not specification.is_valid({**document(), "channels": {"live": {"address": 7}}})


def test_every_reference_in_it_leads_somewhere() -> None:
    told = document()
    found = list(references(told))
    assert len(found) > 20
    for reference in found:
        place: Any = told
        for step in reference.removeprefix("#/").split("/"):
            place = place[step]


def references(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["$ref"]] if "$ref" in value else []
        return own + [found for item in value.values() for found in references(item)]
    if isinstance(value, list):
        return [found for item in value for found in references(item)]
    return []


@pytest.mark.parametrize(
    "frame",
    [
        protocol.ready(4, CLOCK),
        protocol.heartbeat(4, CLOCK),
        protocol.pulse(4),
        *(protocol.resync(reason, 4) for reason in get_args(ResyncReason)),
        protocol.entries(['{"number":5,"resync":true,"type":"Erased"}']),
        protocol.positions({UUID("0199d3f0-0000-7000-8000-000000000000"): None}),
    ],
)
def test_what_the_feed_writes_fits_it(frame: str) -> None:
    assert Messages(document()).faults(json.loads(frame)) == []


@pytest.mark.parametrize(
    ("message", "fits"),
    [
        ({"type": "start", "since": None}, True),
        ({"type": "start", "since": 7, "positions": {"bbox": [170, -50, -170, -40]}}, True),
        ({"type": "start", "since": None, "format": "thin"}, True),
        ({"type": "start", "since": None, "format": "fat"}, False),
        ({"type": "view", "incidents": []}, True),
        ({"type": "start"}, False),
        ({"type": "start", "since": -1}, False),
        ({"type": "start", "since": 1, "colour": "red"}, False),
        ({"type": "view", "positions": {"bbox": [170, -50, -170]}}, False),
        ({"type": "view", "positions": {"bbox": [170, -50, -170, 140]}}, False),
        ({"type": "stop"}, False),
    ],
)
def test_it_asks_of_clients_what_the_feed_asks(message: dict[str, Any], fits: bool) -> None:
    assert (Messages(document()).faults(message) == []) is fits
    try:
        protocol.MESSAGE.validate_python(message)
    except ValueError:
        assert not fits
    else:
        assert fits


def test_a_change_holds_the_view_of_its_kind_of_thing() -> None:
    told = document()
    kinds = told["components"]["schemas"]["PictureChangeView"]["oneOf"]
    assert {kind["properties"]["thing"]["const"] for kind in kinds} == set(get_args(Thing))
    messages = Messages(told)
    party: dict[str, Any] = {
        "id": "ITA",
        "name": "Italy",
        "listed": False,
        "treaties": [],
        "focal_point": None,
        "entry_authority": None,
        "assistance_entry": None,
        "limits_complete": False,
    }
    assert messages.faults(changed("party", party)) == []
    assert messages.faults(changed("party", None)) == []
    assert messages.faults(changed("party", {**party, "listed": "no"})) != []
    assert messages.faults(changed("centre", party)) != []


def changed(thing: str, value: dict[str, Any] | None) -> dict[str, Any]:
    """A frame with one entry that changes one thing."""
    change = {"thing": thing, "id": "ITA", "value": value}
    entry = {"number": 1, "resync": False, "type": "PictureChanged", "changes": [change]}
    return {"type": "entries", "entries": [entry]}


def test_every_end_of_a_socket_is_told() -> None:
    codes = document()["channels"]["live"]["x-close-codes"]
    named = {
        value for name, value in vars(protocol).items() if name.isupper() and isinstance(value, int)
    }
    assert named <= {int(code) for code in codes}


def test_each_operation_names_the_messages_of_its_side() -> None:
    told = document()
    sides = {
        operation["action"]: {m["$ref"].rpartition("/")[2] for m in operation["messages"]}
        for operation in told["operations"].values()
    }
    assert sides == {
        "receive": {"start", "view"},
        "send": {"ready", "entries", "positions", "expected", "heartbeat", "pulse", "resync"},
    }
    assert set(told["channels"]["live"]["messages"]) == sides["receive"] | sides["send"]
