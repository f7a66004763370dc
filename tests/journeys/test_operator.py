"""The operator's commands: what is done, and one clear line for every call that cannot be meant."""

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from sar import clock, log
from sar.cli.main import main
from sar.database_roles import DatabaseRole, conninfo
from sar.settings import settings
from tests.conftest import ROOT, NewDatabase
from tests.world import box

Sar = Callable[..., tuple[int, str, str]]

ADD = ("centre", "add", "--party", "ITA", "--name", "X", "--lon", "12", "--lat", "41", "--code")
PERSON = ("person", "add", "--party", "ITA", "--centre", "MRCC-ROMA", "--role", "admin")
ROME_SET = ("centre", "set", "--party", "ITA", "--centre", "MRCC-ROMA")
LISTED = ("person", "add", "--party", "LBY", "--centre", "TRI", "--role", "admin")
LOGIN = (*PERSON, "--login")
DOCUMENTED = re.compile(r"^sar party set LBY (.*)$", re.MULTILINE)
"""The command by which an operator enters the treaties of a State that joins."""


@pytest.fixture(scope="module")
def url(new_database: NewDatabase) -> str:
    """A database in which Italy has joined and Libya is listed."""
    return new_database("operator")


@pytest.fixture
def sar(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Sar]:
    """The command, in this process: its exit code and what it printed."""
    with _commanding(url, monkeypatch, capsys) as call:
        yield call


@contextmanager
def _commanding(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Sar]:
    monkeypatch.setenv("SAR_DATABASE_URL", url)
    monkeypatch.setenv("TERM", "dumb")
    settings.cache_clear()

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["sar", *arguments])
        try:
            main()
            code = 0
        except SystemExit as ended:
            code = int(ended.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    yield call
    clock.use(None)
    settings.cache_clear()
    log.set_up(json=False, level="ERROR")


@pytest.fixture
def italy(sar: Sar) -> None:
    """Once for the module: the second time it is there already."""
    sar("party", "add", "ITA", "--name", "Italy", "--treaty", "SAR 1979=party")
    sar("party", "add", "LBY", "--name", "Libya", "--listed")
    sar(*ADD, "MRCC-ROMA")
    sar(*ADD[:3], "LBY", *ADD[4:], "TRI")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("party", "add", "ITA", "--name", "Italy"), 2, "There is a party ITA already."),
        (("party", "add", "italy", "--name", "Italy"), 2, "'italy' is no party code"),
        (("party", "set", "XXX", "--join"), 2, "There is no party XXX."),
        (("party", "set", "ITA", "--join"), 2, "ITA has joined already."),
        (("party", "set", "ITA", "--treaty", "SAR 1979"), 2, "write INSTRUMENT=STATUS"),
        (
            ("party", "set", "ITA", "--treaty", "SAR1979=party"),
            2,
            "is no treaty of the list",
        ),
        (("party", "set", "ITA", "--entry-number", "+39 06 1"), 2, "needs --entry-authority"),
        (("party", "set", "ITA", "--entry-authority", ""), 2, "--entry-authority: "),
        (
            (*ADD, "MRCC-ROMA"),
            2,
            "There is a centre MRCC-ROMA already: sar centre set changes it.",
        ),
        ((*ADD, "mrcc"), 2, "'mrcc' is no centre code"),
        ((*ADD[:3], "XXX", *ADD[4:], "NEW"), 2, "There is no party XXX."),
        ((*ADD, "NEW", "--lat", "91"), 2, "lat 91 is not between -90 and 90"),
        ((*ADD, "NEW", "--time-zone", "Rome"), 2, "'Rome' is no time zone"),
        ((*ADD, "NEW", "--srr", "/nowhere.geojson"), 2, "cannot be read as GeoJSON"),
        ((*ADD, "NEW", "--srr", "{}/text"), 2, "cannot be read as GeoJSON"),
        ((*ADD, "NEW", "--srr", "{}/bytes"), 2, "cannot be read as GeoJSON"),
        ((*ADD, "NEW", "--srr", "{}/list"), 2, "must be a GeoJSON geometry"),
        ((*ADD, "NEW", "--srr", "{}/point"), 2, "must be a Polygon"),
        (("centre", "set", "--party", "ITA", "--centre", "NONE"), 2, "ITA has no centre NONE."),
        ((*ADD, "NEW", "--language", "italian"), 2, "'italian' is no language of the list: write"),
        ((*ROME_SET, "--language", "xx"), 2, "'xx' is no language of the list: write one of aa ab"),
        ((*ROME_SET, "--lat", "41"), 2, "--lon and --lat go together."),
        ((*ROME_SET, "--lat", "91", "--lon", "12"), 2, "lat 91 is not between -90 and 90"),
        ((*ROME_SET, "--srr", "{}/point"), 2, "must be a Polygon"),
        (
            (*ROME_SET, "--contact", "email=a@b.int language=english"),
            2,
            "is no language of the list",
        ),
        ((*ROME_SET, "--contact", "duty@example.int"), 2, "is no contact: it must look like"),
        ((*ROME_SET, "--contact", "email=a@b.int secret=x"), 2, "is no contact"),
        ((*ROME_SET, "--contact", "email=a@b.int hours=20:00-06:00 daily"), 2, "hours"),
        ((*ROME_SET, "--contact", "telephone='+39 06"), 2, "is no contact: no closing quotation"),
        ((*ROME_SET, "--contact", "email=nobody"), 2, "is no e-mail address"),
        ((*ROME_SET, "--contact", "sms=0612"), 2, "is no number like"),
        ((*ROME_SET, "--contact", "email=a@b.int hours=25:00-06:00"), 2, "are no hours like"),
        ((*ROME_SET, "--contact", "email=a@b.int exercises=maybe"), 2, "exercises is yes or no"),
        ((*LOGIN, "Chief", "--password", "a-long-enough-one"), 2, "'Chief' is no login"),
        ((*LOGIN, "chief", "--password", "short"), 2, "needs 12 characters at least"),
        ((*LOGIN, "chief.of.watch", "--password", "chief.of.watch"), 2, "is the login itself"),
        (
            (*LISTED, "--login", "chief", "--password", "a-long-enough-one"),
            2,
            "LBY is only listed",
        ),
        (
            ("person", "password", "--party", "ITA", "--login", "nobody", "--password", "x" * 12),
            2,
            "ITA has nobody with the login nobody.",
        ),
        (
            ("key", "create", "--party", "LBY", "--centre", "TRI", "--role", "feed"),
            2,
            "LBY is only listed",
        ),
        (("record", "verify", "--head", "12"), 2, "'12' is no head"),
        (("record", "verify", "--head", f"1:{'0' * 64}"), 1, "is not in the chain"),
        (("record", "erase", "999", "--reason", "A mistake."), 2, "There is no such entry"),
        (("record", "erase", "1", "--reason", " "), 2, "Say why"),
        (("record", "verify-copy", "{}/text"), 2, "holds no entries of the record"),
        (("record", "verify-copy", "{}/none"), 1, "No such file"),
        (("record", "verify-copy", "{}/entry"), 1, "entry 1 is not as it was recorded"),
        (("db", "reset"), 2, "add --yes"),
    ],
)
def test_a_call_that_cannot_be_meant_is_one_line(
    sar: Sar, italy: None, tmp_path: Path, arguments: tuple[str, ...], code: int, says: str
) -> None:
    (tmp_path / "text").write_text("no json")
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "list").write_text("[1]")
    (tmp_path / "entry").write_text('{"number": 1, "resync": false, "type": "LogWritten"}')
    (tmp_path / "point").write_text('{"type": "Point", "coordinates": [1, 2]}')
    got, out, err = sar(*(argument.replace("{}", str(tmp_path)) for argument in arguments))
    assert says in err + out
    assert got == code
    assert "Traceback" not in err + out
    if code == 2:
        assert len(err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("SAR_PORT", "many", "SAR_PORT: "),
        ("SAR_DATABASE_URL", "postgresql://127.0.0.1:1/none", "connection"),
        ("SAR_DATABASE_URL", "nonsense", "URL"),
    ],
)
def test_a_wrong_setting_is_one_line(
    sar: Sar, monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    monkeypatch.setenv(name, value)
    settings.cache_clear()
    code, _, err = sar("record", "verify")
    assert code in (1, 2)
    assert says in err
    assert len(err.strip().splitlines()) == 1


def test_the_operator_sets_the_contacts_of_a_listed_centre(sar: Sar, italy: None, url: str) -> None:
    tripoli = ("centre", "set", "--party", "LBY", "--centre", "TRI")
    hook = ("--contact", "webhook=https://alerts.example.int/sar exercises=yes")
    duty = ("--contact", "email=duty@example.int hours=20:00-06:00 verified=2026-11-01")
    code, out, err = sar(*tripoli, *duty, *hook)
    assert (code, err) == (0, "")
    secret = re.search(
        r"^Secret of https://alerts.example.int/sar: (whsec_\S+)$", out, re.MULTILINE
    )
    assert secret is not None
    with psycopg.connect(conninfo(url, DatabaseRole.SYSTEM)) as db:
        query = "SELECT contacts, webhook_secrets FROM centre WHERE code = 'TRI'"
        contacts, secrets = db.execute(query).fetchone() or ([], [])
        assert [one["channel"] for one in contacts] == ["email", "webhook"]
        assert contacts[0]["hours"] == "20:00-06:00"
        assert "whsec" not in str(contacts)
        assert secrets == [{"value": "https://alerts.example.int/sar", "secret": secret[1]}]
        told = db.execute("SELECT body FROM record_slot").fetchall()
        assert "whsec" not in str(told)
    again = sar(*tripoli, *hook)
    assert again[:2] == (0, "TRI changed.\n"), "the same address keeps its secret"


def test_a_number_is_written_with_its_spaces(sar: Sar, italy: None, url: str) -> None:
    line = "telephone=+218 21 444 1919 language=ar exercises=yes"
    tripoli = ("centre", "set", "--party", "LBY", "--centre", "TRI")
    assert sar(*tripoli, "--contact", line) == (0, "TRI changed.\n", "")
    with psycopg.connect(conninfo(url, DatabaseRole.SYSTEM)) as db:
        query = "SELECT contacts FROM centre WHERE code = 'TRI'"
        ((contact,),) = db.execute(query).fetchone() or ([],)
    assert (contact["value"], contact["language"]) == ("+218 21 444 1919", "ar")
    assert contact["in_exercises"]


def test_the_operator_sets_name_place_and_region_and_is_warned_of_a_place_outside(
    sar: Sar, italy: None, url: str, tmp_path: Path
) -> None:
    region = tmp_path / "region.geojson"
    region.write_text(json.dumps(box(10.0, 35.2, 19.0, 43.0)))
    rome = ("--party", "ITA", "--centre", "MRCC-ROMA")
    code, out, err = sar("centre", "set", *rome, "--name", "MRCC Rome", "--srr", str(region))
    assert (code, out, err) == (0, "MRCC-ROMA changed.\n", "")
    code, out, err = sar("centre", "set", *rome, "--lon", "41.83", "--lat", "12.47")
    assert (code, out) == (0, "MRCC-ROMA changed.\n"), "it is a warning, not a refusal"
    assert err == (
        "Warning: MRCC-ROMA (longitude 41.83, latitude 12.47) lies outside its own region, and"
        " would lie in it with the two exchanged: are they the wrong way round?\n"
    )
    place = ("--lon", "9.1", "--lat", "45.4", "--srr", str(region))
    added = (*ADD[:6], *place, "--code", "MILAN")
    assert sar("centre", "add", *added[2:])[2] == (
        "Warning: MILAN (longitude 9.1, latitude 45.4) lies outside its own region.\n"
    )
    assert sar("centre", "set", *rome, "--lon", "12.47", "--lat", "41.83")[2] == ""
    far = ("--lon", "35.85", "--lat", "14.47", "--code", "VALLETTA")
    said = sar("centre", "add", *ADD[2:6], *far)[2]
    assert said.startswith("Warning: VALLETTA (longitude 35.85, latitude 14.47) lies ")
    assert "from any other centre of its party, and would lie within 370 nm with the two" in said
    right = ("--centre", "VALLETTA", "--lon", "14.47", "--lat", "35.85")
    assert sar("centre", "set", "--party", "ITA", *right)[2] == ""
    with psycopg.connect(conninfo(url, DatabaseRole.SYSTEM)) as db:
        query = (
            "SELECT name, ST_X(position::geometry), ST_Area(srr) > 0, languages FROM centre"
            " WHERE code = 'MRCC-ROMA'"
        )
        assert db.execute(query).fetchone() == ("MRCC Rome", 12.47, True, [])


def test_the_operator_retires_a_centre_and_undoes_it(sar: Sar, italy: None, url: str) -> None:
    palermo = ("--party", "ITA", "--centre", "PALERMO")
    sar(*ADD, "PALERMO")
    added = ("person", "add", *palermo, "--role", "admin", "--login", "duty.palermo")
    assert sar(*added, "--password", "a-long-enough-one")[0] == 0
    code, _, err = sar("centre", "retire", *palermo)
    assert (code, err) == (
        2,
        "PALERMO is not retired: people act for it: duty.palermo: give these other roles, or close"
        " their accounts.\n",
    )
    with psycopg.connect(conninfo(url, DatabaseRole.SYSTEM), autocommit=True) as db:
        db.execute("UPDATE person SET disabled_at = now() WHERE login = 'duty.palermo'")
    assert sar("centre", "retire", *palermo)[:2] == (0, "PALERMO is retired.\n")
    again = sar("centre", "retire", *palermo)
    assert (again[0], again[2]) == (2, "X is retired.\n")
    late = ("person", "add", *palermo, "--role", "admin", "--login", "late.palermo")
    assert "is a centre that is retired" in sar(*late, "--password", "a-long-enough-one")[2]
    assert sar("centre", "retire", *palermo, "--undo")[:2] == (0, "PALERMO serves again.\n")
    assert sar("centre", "retire", *palermo, "--undo")[2] == "X is not retired.\n"
    assert sar("record", "verify")[0] == 0


def test_help_tells_the_lists_of_treaties_and_languages(sar: Sar) -> None:
    for command, listed in (("party", ("SAR 2004", "not_checked")), ("centre", ("ab", "it", "zu"))):
        said = sar(command, "set", "--help")[1]
        assert all(one in said for one in listed), said


def test_the_operator_lets_a_party_join_and_proves_the_record(sar: Sar, italy: None) -> None:
    rome = ("--party", "ITA", "--centre", "MRCC-ROMA")
    assert sar("centre", "set", *rome, "--language", "it")[0] == 0
    added = sar(*LOGIN, "chief", "--password", "a-long-enough-one")
    assert added[:2] == (0, "ITA/chief added.\n")
    again = sar(*LOGIN, "chief", "--password", "a-long-enough-one")
    assert (again[0], again[2]) == (2, "The login chief is taken.\n")
    changed = ("person", "password", "--party", "ITA", "--login", "chief", "--password")
    assert sar(*changed, "another-long-one")[0] == 0
    code, out, _ = sar("record", "verify")
    assert code == 0
    head = re.search(r"^Head: (\d+:[0-9a-f]{64})$", out, re.MULTILINE)
    assert head is not None
    assert sar("party", "add", "EGY", "--name", "Egypt", "--listed")[0] == 0
    duty_desk = ("--entry-authority", "Ministry, duty desk", "--entry-number", "+20 2 1")
    assert sar("party", "set", "EGY", *duty_desk)[0] == 0
    (documented,) = DOCUMENTED.findall((ROOT / "docs" / "operations.md").read_text())
    assert sar("party", "set", "EGY", *shlex.split(documented))[0] == 0
    assert sar("record", "verify", "--head", head[1])[0] == 0
    assert sar("record", "erase", "1", "--reason", "It was a trial.")[0] == 0
    code, out, _ = sar("record", "verify", "--head", head[1])
    assert (code, "The record is whole." in out) == (0, True)


@pytest.fixture
def empty(
    new_database: NewDatabase, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Sar]:
    """The command in an installation in which nothing has been written."""
    with _commanding(new_database("empty"), monkeypatch, capsys) as call:
        yield call


def test_the_clock_of_an_exercise_is_set_and_that_of_a_real_installation_is_not(
    empty: Sar,
) -> None:
    refused = "This installation is real: its clock is not set."
    assert refused in empty("exercise", "--at", "2026-10-11T12:26:00Z", "--rate", "12")[2]
    assert empty("exercise", "--at", "11 October")[2].startswith("'11 October' is no time")
    assert empty("exercise", "--at", "2026-10-11T12:26:00")[2].startswith("'2026-10-11T12:26:00'")
    assert empty("exercise", "--rate", "0")[2].startswith("--rate 0 is not more than 0")
    begun = ("exercise", "--begin", "--at", "2026-10-11T12:26:00Z", "--pause")
    assert empty(*begun)[1] == "The exercise clock stands: 2026-10-11T12:26:00Z.\n"
    assert empty("party", "add", "ITA", "--name", "Italy")[0] == 0
    code, _, err = empty("exercise", "--at", "2026-10-11T12:25:59Z")
    assert code == 2
    assert err.startswith("The record has gone on to 2026-10-11T12:26:00Z")
    runs = empty("exercise", "--at", "2026-10-11T13:00:00+00:00", "--rate", "12", "--resume")[1]
    assert runs.startswith("The exercise clock runs at 12 times real time: 2026-10-11T13:0")
    assert empty("exercise")[1].startswith("The exercise clock runs at 12 times real time")
    assert empty("exercise", "--pause")[1].startswith("The exercise clock stands: 2026-10-11T13:")


def test_a_real_installation_with_a_record_becomes_no_exercise(sar: Sar, italy: None) -> None:
    code, out, err = sar("exercise", "--begin", "--rate", "2")
    assert (code, out) == (2, "")
    assert err == "This installation is real and has a record: it becomes no exercise.\n"


def test_the_command_itself_says_it_too(url: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "sar.cli", "party", "add", "x", "--name", "X"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, len(ended.stderr.strip().splitlines())) == (2, 1)
