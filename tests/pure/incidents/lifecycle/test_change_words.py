"""Changes of a case in words."""

from typing import Any

import pytest

from sar.incidents.lifecycle.change_words import LONGEST, in_words

BOX = "box 24 × 20 nm along 000° about 34°18.0′N 012°42.0′E"


def searched(**told: Any) -> dict[str, Any]:
    """A search area of four corners."""
    ring = [[12.5, 34.1], [12.9, 34.1], [12.9, 34.5], [12.5, 34.5], [12.5, 34.1]]
    area = {"type": "MultiPolygon", "coordinates": [[ring]]}
    return {"name": "A1", "area": area, "assigned_to": "", "pattern": "", "note": "", **told}


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            {"conditions": {"wind_kn": 12.0, "wind_from_deg": 240.0, "sea_state": 3}},
            "Wind 12 kn from 240°, sea state 3.",
        ),
        (
            {"conditions": {"water_c": 15.5, "current_kn": 1.0, "current_to_deg": 359.6}},
            "Water 15.5 °C, current 1 kn to 000°.",
        ),
        ({"conditions": {"visibility_nm": 0.0, "icing": True}}, "Visibility 0 nm, icing."),
        (
            {
                "conditions": {
                    "wind_kn": 19.44,
                    "wind_m_s": 10.0,
                    "wind_from_deg": 315.0,
                    "wave_height_m": 2.8,
                    "sea_state": 5,
                    "sea_state_by_height": True,
                    "cloud_base_ft": 600,
                    "air_c": -2.0,
                }
            },
            "Wind 10 m/s (19 kn) from 315°, waves 2.8 m, sea state 5 by the waves,"
            " cloud base 600 ft, air -2 °C.",
        ),
        ({"conditions": {"source": "A caller"}}, "No figure is known."),
        ({"conditions": None}, "Conditions are not known any more."),
        (
            {"osc": {"name": "Exercise Star", "channel": "VHF 16"}, "aco": None},
            "Nobody is aircraft coordinator. On-scene coordinator is Exercise Star on VHF 16.",
        ),
        ({"channels": [{"purpose": "On scene", "channel": "72"}]}, "Channels: On scene 72."),
        ({"channels": []}, "No channels are set."),
        (
            {"situation": "mass_rescue", "object_class": ""},
            "Object: not told. Situation: mass rescue.",
        ),
        ({"description": "A long story", "search_areas": []}, "No search areas are set."),
        ({"altitude_blocks": []}, "No altitude blocks are set."),
        (
            {"altitude_blocks": [{"assigned_to": "Osprey 3", "from_ft": 500, "to_ft": 1500}]},
            "Altitude blocks: Osprey 3 500 to 1500 ft.",
        ),
        (
            {"search_areas": [searched(note=BOX, assigned_to="Nemo 1"), searched(name="A2")]},
            f"Search areas: A1 to Nemo 1: {BOX}; A2: corners 34°06.0′N 012°30.0′E"
            " / 34°06.0′N 012°54.0′E / 34°30.0′N 012°54.0′E / 34°30.0′N 012°30.0′E.",
        ),
        (
            {"search_areas": [searched(name=f"A{n}", assigned_to="Nemo 1") for n in range(1, 5)]},
            "Search areas: A1 to Nemo 1; A2 to Nemo 1; A3 to Nemo 1; A4 to Nemo 1.",
        ),
        ({"channels": [{"purpose": "x" * LONGEST, "channel": "1"}]}, ""),
        ({}, ""),
    ],
)
def test_new_values_are_told(values: dict[str, Any], said: str) -> None:
    assert in_words(values) == said
