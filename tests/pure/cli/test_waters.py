"""`sar geo waters`: whose waters a place lies in, one place or a table of them, as a process."""

import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sar.cli.main import app
from tests.pure.cli.refused import assert_refused_in_one_line

LAMPEDUSA, OPEN_SEA, GIBRALTAR = "12.60,35.50", "12.7,34.3333", "-5.45,36.0"


def ask(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(app, ["geo", "waters", *arguments], input=given)


@pytest.mark.parametrize(
    ("place", "waters", "says"),
    [
        (LAMPEDUSA, "ITA", ""),
        (OPEN_SEA, "high_seas", "Seaward of any territorial sea known here."),
        (GIBRALTAR, "not_determined", "States with coasts within 24 nm: ESP, MAR."),
        ("33.32,35.38", "not_determined", "search and rescue regions"),  # off Kyrenia
        ("8.2,46.8", "CHE", ""),
    ],
)
def test_a_place_is_told_with_its_waters(place: str, waters: str, says: str) -> None:
    told = ask("--at", place)
    assert told.exit_code == 0, told.stderr
    first, *rest = told.stdout.splitlines()
    assert first == f"waters {waters}"
    assert says in told.stdout
    assert "approximate" in rest[-1]
    assert "without what parties have declared" in rest[-1]
    assert "Without prejudice" in rest[-1]
    assert ("within or by" in told.stdout) == (place == GIBRALTAR)


@pytest.mark.parametrize(
    ("place", "says"),
    [
        (GIBRALTAR, "the Strait of Gibraltar: transit passage, ships and aircraft (UNCLOS 37-39; "),
        ("15.62,38.2", "the Strait of Messina: innocent passage that is not suspended, no overfl"),
        ("29.05,41.1", "the Turkish Straits: ships by a long-standing convention (UNCLOS 35(c); M"),
        ("115.7,-8.7", "the Lombok Strait: archipelagic sea lanes passage, ships and aircraft (U"),
    ],
)
def test_a_strait_is_told_with_its_regime(place: str, says: str) -> None:
    assert f"within or by {says}" in ask("--at", place).stdout


def test_a_table_keeps_its_rows_and_gains_the_waters() -> None:
    """As a process, its rows to standard output and all else beside it."""
    table = (
        "name,lon,lat\n"
        f"Lampedusa,{LAMPEDUSA}\n"
        f"open,{OPEN_SEA}\n"
        "nowhere,999,35\n"
        f"narrows,{GIBRALTAR}\n"
        "words,east,35\n"
        "short\n"
        "last,14.52,35.9\n"
    )
    told = subprocess.run(
        [sys.executable, "-m", "sar.cli", "geo", "waters", "--csv", "-"],
        input=table,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    rows = list(csv.DictReader(io.StringIO(told.stdout)))
    assert [(row["name"], row["waters"]) for row in rows] == [
        ("Lampedusa", "ITA"),
        ("open", "high_seas"),
        ("nowhere", ""),
        ("narrows", "not_determined"),
        ("words", ""),
        ("short", ""),
        ("last", "MLT"),
    ]
    assert rows[2]["waters_note"] == "place: lon 999 is not between -180 and 180"
    assert rows[4]["waters_note"] == "place: 'east', '35' are not two numbers"
    notes = [row["waters_note"] for row in rows if row["waters"]]
    assert all("without what parties have declared. Without prejudice" in note for note in notes)
    assert [note for note in notes if "ESP, MAR" in note] == [rows[3]["waters_note"]]
    assert told.returncode == 1
    assert "3 rows have no place" in told.stderr


def test_a_table_without_fault_ends_well() -> None:
    told = ask("--csv", "-", given="lat,waters,LON\n35.5,mine,12.6\n")
    assert told.exit_code == 0, told.stderr
    head, row = csv.reader(told.stdout.splitlines())
    assert head == ["lat", "given_waters", "LON", "waters", "waters_note"]
    assert row[:4] == ["35.5", "mine", "12.6", "ITA"]
    assert row[4].startswith("12 nm from a public coast")


def test_a_row_of_too_many_cells_or_open_quotes_is_told_and_counts() -> None:
    told = ask("--csv", "-", given='lon,lat\n"12.6,35.5\n12.6,35.5\n')
    assert told.exit_code == 1
    opened, fine = list(csv.reader(told.stdout.splitlines()))[1:]
    assert opened[-1].startswith("row: a quote is not closed")
    assert fine[-2] == "ITA"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "give --at, or --csv alone"),
        (("--at", LAMPEDUSA, "--csv", "-"), "give --at, or --csv alone"),
        (("--at", "12.6"), "--at is LON,LAT in degrees, not '12.6'"),
        (("--at", "12.6,95"), "--at: lat 95 is not between -90 and 90"),
        (("--at", "nan,1"), "--at: lon is not a finite number"),
        (("--csv", "/nowhere.csv"), "No such file"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_line(
    arguments: tuple[str, ...], sentence: str
) -> None:
    assert_refused_in_one_line(ask(*arguments), sentence)


def test_a_table_without_a_column_is_refused() -> None:
    assert "column lat is missing" in ask("--csv", "-", given="lon\n1\n").stderr


def test_a_table_is_read_from_a_file(tmp_path: Path) -> None:
    table = tmp_path / "places.csv"
    table.write_text(f"lon,lat\n{LAMPEDUSA}\n")
    assert ask("--csv", str(table)).stdout.splitlines()[1].startswith(f"{LAMPEDUSA},ITA,")
