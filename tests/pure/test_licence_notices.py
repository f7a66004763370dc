"""The licences of what an installation contains are told with it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def notices() -> str:
    """The notices that `scripts/notices.py` writes of this installation."""
    told = subprocess.run(
        [sys.executable, "scripts/notices.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return told.stdout


@pytest.mark.parametrize("package", ["fastapi", "numpy", "procrastinate", "psycopg", "shapely"])
def test_a_package_is_named_with_its_licence(notices: str, package: str) -> None:
    assert re.search(rf"^{package} [0-9.]+ \(.+\)$", notices, re.MULTILINE)


@pytest.mark.parametrize("source", ["Natural Earth", "ETOPO1", "i18n-iso-countries", "GSHHG 2.3.7"])
def test_the_sources_of_data_are_named(notices: str, source: str) -> None:
    assert source in notices


def test_the_licences_of_the_islands_are_told_whole(notices: str) -> None:
    licences = ROOT / "sar" / "geo" / "licences"
    for name in ("LGPL-3.txt", "GPL-3.txt"):
        assert (licences / name).read_text(encoding="utf-8").strip() in notices


def test_the_screens_tell_whose_their_coasts_are_with_the_licences_of_the_finer_one() -> None:
    told = (ROOT / "sar" / "web" / "notices.txt").read_text(encoding="utf-8")
    for source in ("land-waters.pmtiles", "GSHHG 2.3.7", "world-atlas 2.0.2", "GeoNames"):
        assert source in told
    for name in ("LGPL-3.txt", "GPL-3.txt"):
        assert (ROOT / "sar" / "geo" / "licences" / name).read_text(
            encoding="utf-8"
        ).strip() in told
    steps = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert "COPY sar/geo/licences ../sar/geo/licences" in steps


def test_the_image_carries_licence_and_notices() -> None:
    steps = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert "scripts/notices.py >" in steps
    assert re.search(r"cp LICENSE /opt/sar/", steps)
    assert "!scripts/notices.py" in (ROOT / ".dockerignore").read_text(encoding="utf-8")
