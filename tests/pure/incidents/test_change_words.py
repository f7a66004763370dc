"""Changes of a case in words."""

from typing import Any

import pytest

from sar.incidents.change_words import LONGEST, in_words


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
        ({"description": "A long story", "search_areas": []}, ""),
        ({"channels": [{"purpose": "x" * LONGEST, "channel": "1"}]}, ""),
        ({}, ""),
    ],
)
def test_new_values_are_told(values: dict[str, Any], said: str) -> None:
    assert in_words(values) == said
