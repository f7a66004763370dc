"""`sar geo sea-distance`: one leg, a table of legs, and every way to ask wrongly."""

import csv
import io
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sar.cli.main import app
from tests.pure.cli.refused import assert_refused_in_one_line

BARI, NAPLES = "16.86,41.14", "14.27,40.83"


def ask(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["geo", "sea-distance", *arguments])


def test_one_leg_is_told_with_its_great_circle_and_its_straits() -> None:
    told = ask("--from", BARI, "--to", NAPLES)
    assert told.exit_code == 0
    sea, great_circle, through = told.stdout.splitlines()[:3]
    assert float(sea.split()[1]) == pytest.approx(500, rel=0.025)  # Pub. 151
    assert great_circle == "great_circle_nm 119.1"
    assert through == "through Strait of Messina"


def test_a_canal_is_told_with_the_hours_that_it_takes() -> None:
    told = ask("--from", "32.4,31.5", "--to", "32.5,29.7")
    assert "through Suez Canal (12 h beyond the miles)" in told.stdout.splitlines()


def test_a_table_keeps_its_rows_and_gains_the_distances(tmp_path: Path) -> None:
    table = tmp_path / "legs.csv"
    table.write_text(
        "name,from_lon,from_lat,to_lon,to_lat\n"
        "boot,16.86,41.14,14.27,40.83\n"
        "lake,-88.0,47.5,14.27,40.83\n"
        "nowhere,999,47.5,14.27,40.83\n"
        "words,east,47.5,14.27,40.83\n"
        "short,1\n"
    )
    told = ask("--csv", str(table))
    assert told.exit_code == 0
    boot, lake, nowhere, words, short = csv.DictReader(io.StringIO(told.stdout))
    assert boot["name"] == "boot"
    assert float(boot["sea_nm"]) > float(boot["great_circle_nm"])
    assert (lake["sea_nm"], lake["sea_note"][:14]) == ("", "No way by sea:")
    assert nowhere["sea_note"] == "from: lon 999 is not between -180 and 180"
    assert words["sea_note"] == "from: 'east', '47.5' are not two numbers"
    assert short["sea_nm"] == ""


@pytest.mark.long
def test_a_deep_ship_is_meant_unless_a_boat_is_asked_for(tmp_path: Path) -> None:
    table = tmp_path / "legs.csv"
    table.write_text("from_lon,from_lat,to_lon,to_lat\n-79.35,25.70,-76.60,23.70\n")

    def over_the_bank_nm(*draught: str) -> float:
        (row,) = csv.DictReader(io.StringIO(ask("--csv", str(table), *draught).stdout))
        return float(row["sea_nm"])

    assert over_the_bank_nm() == over_the_bank_nm("--draught", "deep")
    assert over_the_bank_nm("--draught", "shallow") < 0.9 * over_the_bank_nm()
    assert ask("--csv", str(table), "--draught", "wet").exit_code == 2


HEADER = "from_lon,from_lat,to_lon,to_lat"
LEG = "12,35,13,35"
MILES = "49.3,49.3"


def table_of(tmp_path: Path, text: str | bytes) -> Result:
    table = tmp_path / "legs.csv"
    table.write_bytes(text if isinstance(text, bytes) else text.encode())
    told = ask("--csv", str(table))
    assert told.exit_code == 0, told.stderr
    return told


@pytest.mark.parametrize(
    ("given", "answered"),
    [
        (
            f"{HEADER}\n{LEG},more,,rest\n",
            f"{LEG},{MILES},row: 3 more cells than columns,more,,rest",
        ),
        (f"{HEADER}\n{LEG}\n\n{LEG}\n", f"{LEG},{MILES},\n\n{LEG},{MILES},"),
        (f"name,name,{HEADER}\na,b,{LEG}\n", f"a,b,{LEG},{MILES},"),
        ("from_lon, from_lat, TO_LON,to_lat \n12, 35, 13, 35\n", f"12, 35, 13, 35,{MILES},"),
        (f"\ufeff{HEADER}\r\n{LEG}\r\n", f"{LEG},{MILES},"),
        (f'name,{HEADER}\n"a\nb",{LEG}\n', f'"a\nb",{LEG},{MILES},'),
    ],
    ids=("extra cells", "blank line", "one name twice", "spaces and case", "mark", "quoted line"),
)
def test_a_row_comes_back_as_it_was(tmp_path: Path, given: str, answered: str) -> None:
    told = table_of(tmp_path, given)
    assert told.stdout.split("\n", 1)[1] == f"{answered}\n"


def test_columns_of_the_table_are_not_written_over(tmp_path: Path) -> None:
    told = table_of(tmp_path, f"sea_nm,{HEADER},sea_note\n999,{LEG},mine\n")
    header, row = told.stdout.splitlines()
    assert header == f"given_sea_nm,{HEADER},given_sea_note,sea_nm,great_circle_nm,sea_note"
    assert row == f"999,{LEG},mine,{MILES},"
    assert "column sea_note of the table is called given_sea_note" in told.stderr


def test_a_fault_in_a_row_is_told_in_it_and_ends_nothing(tmp_path: Path) -> None:
    long = "x" * 200_000
    told = table_of(
        tmp_path,
        f'name,{HEADER}\nopen,"12,35,13,35\n{long},{LEG}\nunder,1_2,35,13,35\n"a"b,{LEG}\nok,{LEG}\n',
    )
    opened, wide, under, amid, ok = csv.reader(told.stdout.splitlines()[1:])
    assert opened[-1] == "row: a quote is not closed, or closed amid a field"
    assert (wide[0], wide[-3:]) == (long, [*MILES.split(","), ""])
    assert under[-1] == "from: '1_2', '35' are not two numbers"
    assert amid[-1] == opened[-1]
    assert ok[-3:] == [*MILES.split(","), ""]


def test_letters_that_are_not_utf_8_go_out_as_they_came(tmp_path: Path) -> None:
    told = table_of(tmp_path, f"name,{HEADER}\nM\xe9r,{LEG}\n".encode("latin-1"))
    assert told.stdout_bytes.splitlines()[1].startswith(b"M\xe9r,12")


def test_a_table_is_read_from_standard_input() -> None:
    text = f"{HEADER}\n{LEG}\n"
    told = CliRunner().invoke(app, ["geo", "sea-distance", "--csv", "-"], input=text)
    assert told.stdout.splitlines()[1] == f"{LEG},{MILES},"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "give --from and --to, or --csv alone"),
        (("--from", BARI), "give --from and --to, or --csv alone"),
        (("--from", "16.86", "--to", NAPLES), "--from is LON,LAT in degrees, not '16.86'"),
        (("--from", "nan,1", "--to", NAPLES), "--from: lon is not a finite number"),
        (("--from", BARI, "--to", NAPLES, "--opened", "corinht"), "no passage is called corinht"),
        (("--from", "1_6,41", "--to", NAPLES), "--from: '1_6', '41' are not two numbers"),
        (
            ("--from", BARI, "--to", NAPLES, "--opened", "suez", "--shut", "suez"),
            "suez is to be opened and shut",
        ),
        (("--csv", "/nowhere.csv"), "No such file"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_line(
    arguments: tuple[str, ...], sentence: str
) -> None:
    assert_refused_in_one_line(ask(*arguments), sentence)


def test_a_table_without_a_column_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "legs.csv"
    table.write_text("from_lon,from_lat\n1,2\n")
    told = ask("--csv", str(table))
    assert told.exit_code == 1
    assert "column to_lon is missing" in told.stderr
    table.write_text(f"{HEADER},to_lat\n")
    assert "column to_lat is there twice" in ask("--csv", str(table)).stderr
