"""Lists of assets: what is read, and that every row's faults are told."""

import csv

import pytest

from sar.agreements.words import AssetService, Sensor
from sar.assets.csv_import import (
    COLUMNS,
    MAX_COLUMNS,
    MAX_FAULTS,
    MAX_LINES,
    MOST_FAULTS,
    ImportedRows,
    first_faults,
    read,
)
from sar.assets.words import ListForm, Readiness
from sar.geo.position import LatLon
from tests.given.lists import faults_of
from tests.world import START


def listed(text: str) -> ImportedRows:
    return read_whole(text.encode())


def read_whole(content: bytes) -> ImportedRows:
    steps = read(content, now=START)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: ImportedRows = end.value
            return result


def faults(text: str) -> list[tuple[int, str, str]]:
    return faults_of(listed(text))


def test_a_full_row_is_read_as_it_says() -> None:
    result = listed(
        "name,type,centre,mmsi,imo,callsign,base_name,base_lat,base_lon,base_shared,at_sea,"
        "readiness,readiness_reason,readiness_until,notice_day_minutes,quantity,note,response_kn\n"
        'CP 319,S5,MRSC-PALERMO,247000319,9074729,ibcp,"Lampedusa, harbour",35.5,12.6,no,YES,'
        "Limited,one engine,2026-10-12T08:00:00Z,20,1,,29.5\n"
    )
    assert not result.faults
    (asset,) = result.assets
    body = asset.body
    assert (asset.line, asset.centre) == (2, "MRSC-PALERMO")
    assert body.base is not None
    assert body.base.to_latlon() == LatLon(35.5, 12.6)
    assert (body.base_shared, body.at_sea, body.readiness) == (False, True, Readiness.LIMITED)
    assert (body.callsign, body.notice_day_minutes) == ("IBCP", 20)
    assert body.base_name == "Lampedusa, harbour"
    assert body.overrides.response_kn == 29.5


def test_what_a_state_asks_about_a_unit_is_read_from_the_list() -> None:
    head = "name,type,service,armed,sensors\n"
    result = listed(f"{head}A,S5,State,no,infrared  photography\nB,H1,,,\n")
    assert not result.faults
    first, second = (one.body for one in result.assets)
    assert (first.service, first.armed) == (AssetService.STATE, False)
    assert first.sensors == [Sensor.PHOTOGRAPHY, Sensor.INFRARED], "in the order of the list"
    assert (second.service, second.armed, second.sensors) == (None, None, [])
    assert [column for _, column, _ in faults(f"{head}A,S5,navy,maybe,sonar\n")] == [
        "armed",
        "service",
        "sensors",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "name,type\nA,S5\nB,H1\n",
        "\ufeffname,type\r\nA,S5\r\n\r\nB,H1\r\n",
        "Name;Type\nA;S5\n;\nB;H1",
        'type,name\nS5,"A"\nH1,"B"\n',
        "\ufeffsep=;\r\nname;type\r\nA;S5\r\nB;H1\r\n",
        "SEP=,\nname,type\nA,S5\nB,H1\n",
        "sep=;;\nname;type\nA;S5\nB;H1\n",
        '"sep=;"\rname;type\rA;S5\rB;H1\r',
    ],
)
def test_spreadsheets_of_all_sorts_are_read(text: str) -> None:
    result = listed(text)
    assert not result.faults
    assert [(a.body.name, a.body.type) for a in result.assets] == [("A", "S5"), ("B", "H1")]


@pytest.mark.parametrize(
    ("yes", "no"), [("WAHR", "FALSCH"), ("VRAI", "FAUX"), ("VERO", "FALSO"), ("TRUE", "0")]
)
def test_truth_values_are_read_as_excel_writes_them_in_the_language_of_its_office(
    yes: str, no: str
) -> None:
    result = listed(f"name;type;base_shared;at_sea\r\nA;S5;{yes};{no}\r\n")
    assert not result.faults
    assert [(a.body.base_shared, a.body.at_sea) for a in result.assets] == [(True, False)]


def test_a_tracker_is_listed_once_and_as_it_is() -> None:
    result = listed("name,type,tracker_id\nA,S5,357454071234567\nB,S5,Boat-7\n")
    assert not result.faults
    assert [row.body.tracker_id for row in result.assets] == ["357454071234567", "Boat-7"]
    text = "name,type,tracker_id\nA,S5,Boat-7\nB,S5,Boat-7\nC,S5,3.57454E+14\n"
    assert faults(text) == [
        (4, "tracker_id", "string_pattern_mismatch"),
        (3, "tracker_id", "repeated"),
    ]


def test_every_fault_of_every_row_is_told() -> None:
    text = (
        "name,type,mmsi,base_lat,base_lon,quantity,max_kn\n"
        "A,S5,247000001,35.5,12.6,1,\n"
        ",ZZ,12,95,12.6,x,\n"
        "C,S5,247000001,35.5,,2,\n"
        "D,S5,,nan,12.6,1,40\n"
        "E,S5\n"
    )
    assert faults(text) == [
        (3, "quantity", "not_a_whole_number"),
        (3, "name", "missing"),
        (3, "type", "unknown_type"),
        (3, "mmsi", "string_pattern_mismatch"),
        (3, "base_lat", "less_than_equal"),
        (4, "base_lon", "half_a_position"),
        (4, "quantity", "not_divisible"),
        (5, "base_lat", "not_a_number"),
        (6, "", "wrong_number_of_cells"),
        (4, "mmsi", "repeated"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(1, "", "empty")]),
        ("\n\n", [(1, "", "empty")]),
        ("name,type,colour\nA,S5,red\n", [(1, "colour", "unknown_column")]),
        ("name,name,type\nA,A,S5\n", [(1, "name", "repeated_column")]),
        ("name\nA\n", [(1, "type", "missing_column")]),
        ('name,type\n"A,S5\n', [(2, "", "not_csv")]),
        ("name,type,note\nA,S5,a\x00b\n", [(2, "note", "nul_character")]),
        ("name,type,readiness\nA,S5,maybe\n", [(2, "readiness", "enum")]),
        ("name,type,readiness_until\nA,S5,2020-01-01T00:00:00Z\n",
         [(2, "readiness_until", "in_the_past")]),
        ("name,type,response_kn\nA,S5,60\n", [(2, "response_kn", "figures_contradict")]),
        ("name,type,response_kn\nA,S5,1e400\n", [(2, "response_kn", "not_a_number")]),
    ],
)  # fmt: skip
def test_what_is_not_a_list_is_refused_with_its_place(
    text: str, expected: list[tuple[int, str, str]]
) -> None:
    assert faults(text) == expected


def test_a_limit_that_another_reader_has_set_is_not_taken_over() -> None:
    csv.field_size_limit(2**31 - 1)
    (fault,) = listed(f"name,type\n{'A' * 200_000}\n").faults
    assert fault.reason.startswith("has a cell that is too long")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ('"A,S5', "ends within a cell: a quotation mark that opens is never closed"),
        ('"A"x,S5', "has something between a closing quotation mark and the next cell"),
        ("A" * 200_000, "has a cell that is too long: is a quotation mark never closed?"),
        ("A,S5,12", "has 3 cells where the header has 2"),
        (",S5", "is missing"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(row: str, expected: str) -> None:
    assert [fault.reason for fault in listed(f"name,type\n{row}\n").faults] == [expected]


def test_a_file_in_windows_1252_is_read_and_said_to_be() -> None:
    result = read_whole("name;type\r\nCittà – 1;S5\r\n".encode("cp1252"))
    assert not result.faults
    assert (result.assets[0].body.name, result.read_as) == ("Città – 1", ListForm.WINDOWS_1252)
    assert read_whole("name,type\nCittà,S5\n".encode()).read_as is ListForm.UTF_8


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("name,type\nCittà,S5\n".encode("utf-16"), 1),
        (b"name,type\nCitt\xe0,S5\nCitt\x9d,S5\n", 3),
    ],
)
def test_a_file_in_another_encoding_names_the_line(content: bytes, line: int) -> None:
    assert [(f.line, f.code) for f in read_whole(content).faults] == [(line, "not_utf8")]


def test_decimal_commas_are_read_where_semicolons_separate() -> None:
    result = listed("name;type;base_lat;base_lon;response_kn\nA;S5;35,5;-12,25;29.5\n")
    assert not result.faults
    (body,) = [one.body for one in result.assets]
    assert body.base is not None
    assert body.base.to_latlon() == LatLon(35.5, -12.25)
    assert body.overrides.response_kn == 29.5
    head = "name;type;quantity;response_kn\n"
    assert faults(f"{head}A;E3;1,5;\nB;S5;;1.234,5\n") == [
        (2, "quantity", "not_a_whole_number"),
        (3, "response_kn", "not_a_number"),
    ]
    quoted = 'name,type,response_kn\nA,S5,"29,5"\n'
    assert faults(quoted) == [(2, "response_kn", "not_a_number")], "thousands, perhaps"


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("range_nm", "1,200", "write 1200 or 1,2000"),
        ("range_nm", "1.234", "write 1234 or 1.2340"),
        ("max_kn", "+29,125", "write +29125 or +29,1250"),
        ("capacity_extreme", "1.200", "write 1200"),
        ("notice_day_minutes", "1,440", "write 1440"),
    ],
)
def test_a_number_that_may_be_thousands_or_decimals_is_refused(
    column: str, cell: str, reason: str
) -> None:
    (fault,) = listed(f"name;type;{column}\nA;S5;{cell}\n").faults
    assert (fault.line, fault.column) == (2, column)
    assert fault.code in ("not_a_number", "not_a_whole_number")
    assert fault.reason == f"'{cell}' may be thousands or decimals: {reason}"


def test_numbers_that_can_be_one_thing_alone_are_read() -> None:
    head = "name;type;base_lat;base_lon;range_nm;endurance_h;quantity\n"
    result = listed(f"{head}A;S5;35,512;12.605;1,2000;0,125;1\n")
    assert not result.faults
    (body,) = [one.body for one in result.assets]
    assert body.base is not None
    assert body.base.to_latlon() == LatLon(35.512, 12.605)
    assert (body.overrides.range_nm, body.overrides.endurance_h) == (1.2, 0.125)
    (other,) = listed("name,type,endurance_h\nA,S5,1.125\n").assets
    assert other.body.overrides.endurance_h == 1.125, "commas separate: it is a decimal point"


def test_a_line_that_names_the_separator_is_counted_and_is_no_header() -> None:
    assert faults("sep=;\nname;type;colour\n") == [(2, "colour", "unknown_column")]
    assert faults("sep=;\nname;type\nA;S5\n;S5\n") == [(4, "name", "missing")]
    assert faults("sep=;\n") == [(1, "", "empty")]
    assert not faults("sep=;\nname;type;note\nA;S5;a, b, c, d\n")


def test_every_column_is_documented() -> None:
    assert all(COLUMNS.values())
    header = ",".join(COLUMNS)
    assert not [f for f in listed(f"{header}\n").faults if f.code == "unknown_column"]


def test_a_header_too_wide_is_told_once() -> None:
    header = ",".join(f"column{number}" for number in range(50_000))
    assert faults(f"{header}\nx\n") == [(1, "", "too_many_columns")]
    almost = ",".join(f"column{number}" for number in range(MAX_COLUMNS))
    assert {code for _, _, code in faults(almost)} == {"unknown_column", "missing_column"}


def test_a_list_of_nothing_but_faults_is_not_read_to_its_end() -> None:
    result = listed("name,type\n" + ",\n" * 5 + "A,none\n" * (MOST_FAULTS + 500))
    assert len(result.faults) == MOST_FAULTS + 1
    assert result.faults[-1].code == "not_read_further"


def test_a_file_of_empty_lines_is_not_read_to_its_end() -> None:
    assert faults("name,type\n" + "\n" * (MAX_LINES + 10)) == [
        (MAX_LINES + 1, "", "too_many_lines")
    ]


def test_so_many_faults_are_told_and_how_many_more() -> None:
    result = listed("name,type\n" + "A,none\n" * (MAX_FAULTS + 7))
    shown = first_faults(result.faults)
    assert shown[:-1] == result.faults[:MAX_FAULTS]
    assert (shown[-1].code, shown[-1].reason) == ("more_faults", "and 7 more")
    assert first_faults(result.faults[:MAX_FAULTS]) == result.faults[:MAX_FAULTS]
