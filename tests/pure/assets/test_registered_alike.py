"""A row tells of a registered asset by name and type, unless an identifier tells the two apart."""

from typing import Any

import pytest

from sar.assets.csv_import import ListedAsset
from sar.assets.registered_alike import NamedAsset, registered_alike
from sar.assets.schemas import AssetBody

BARE = NamedAsset("P 51", "S3", None, None, None, None, None)
CALLED = NamedAsset("P 51", "S3", None, None, None, "9HP51", None)


@pytest.mark.parametrize(
    ("row", "known", "told"),
    [
        ({}, [BARE], True),
        ({}, [CALLED], True),
        ({"callsign": "9hp51"}, [CALLED], True),
        ({"mmsi": "247000319"}, [CALLED], True),
        ({"callsign": "9HP52"}, [CALLED], False),
        ({"callsign": "9HP52"}, [CALLED, BARE], True),
        ({"name": "P 52"}, [BARE, CALLED], False),
        ({"type": "S5"}, [BARE, CALLED], False),
        ({}, [], False),
    ],
)
def test_a_row(row: dict[str, Any], known: list[NamedAsset], told: bool) -> None:
    listed = ListedAsset(7, AssetBody(**{"name": "P 51", "type": "S3"} | row), None)
    found = [(one.line, one.column, one.code) for one in registered_alike([listed], known)]
    assert found == ([(7, "name", "registered_already")] if told else [])
