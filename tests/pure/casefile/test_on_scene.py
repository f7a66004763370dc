"""The offices on scene, channels and altitude blocks of a case in its file."""

from types import SimpleNamespace
from typing import Any, cast

from sar.casefile.as_pdf import on_scene
from sar.incidents.views import IncidentView


def told(**values: Any) -> dict[str, str]:
    """The lines of a case of which nothing else is told."""
    bare: dict[str, Any] = {"osc": None, "aco": None, "channels": [], "altitude_blocks": []}
    return dict(on_scene(cast(IncidentView, SimpleNamespace(**{**bare, **values}))))


def test_who_coordinates_on_which_channel_stands_in_the_file() -> None:
    lines = told(
        osc={"name": "Exercise Star", "channel": "VHF 16"},
        channels=[{"purpose": "on scene", "channel": "VHF 10", "note": ""}],
        altitude_blocks=[{"assigned_to": "Osprey 3", "from_ft": 500, "to_ft": 1500, "note": ""}],
    )
    assert lines == {
        "On scene": "Channels: on scene VHF 10. On-scene coordinator is Exercise Star on VHF 16.",
        "Altitude blocks": "Osprey 3 500 to 1500 ft",
    }


def test_nothing_is_said_of_offices_that_nobody_holds() -> None:
    assert told() == {"On scene": "", "Altitude blocks": ""}
