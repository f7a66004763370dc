"""DSC calls, as sentences and as printers write them."""

from datetime import UTC, datetime
from functools import reduce
from operator import xor

import pytest

from sar.distress_reports.reading.reading import read_text
from sar.distress_reports.reading.words import (
    DistressNature,
    ReportEnding,
    ReportForm,
    ReportKind,
)
from tests.pure.distress_reports.forms import NOW, PRINTED, SENTENCES

AT = datetime(2026, 10, 11, 3, 12, tzinfo=UTC)


def sentence(body: str) -> str:
    return f"${body}*{reduce(xor, map(ord, body), 0):02X}"


def test_an_alert_with_its_expansion() -> None:
    found = read_text(SENTENCES, now=NOW)
    assert (found.form, found.kind) == (ReportForm.DSC, ReportKind.ALERT)
    assert (found.mmsi, found.flag) == ("247123456", "ITA")
    assert (found.nature, found.at) == (DistressNature.SINKING, AT)
    (only,) = found.positions
    assert only.place.lat == pytest.approx(35 + 12.4589 / 60, abs=1e-7)
    assert only.place.lon == pytest.approx(12 + 34.4494 / 60, abs=1e-7)
    assert (only.error_nm, only.at) == (None, AT)
    assert found.unread == ()


@pytest.mark.parametrize(
    ("digits", "place"),
    [
        ("0351201234", (35.2, 12.566667)),
        ("1351201234", (35.2, -12.566667)),
        ("2351201234", (-35.2, 12.566667)),
        ("3351201234", (-35.2, -12.566667)),
        ("0000000000", (0.0, 0.0)),
    ],
)
def test_a_position_is_told_in_its_quadrant(digits: str, place: tuple[float, float]) -> None:
    found = read_text(sentence(f"CDDSC,12,2471234560,12,05,00,{digits},0312,,,S,"), now=NOW)
    (only,) = found.positions
    assert (only.place.lat, only.place.lon) == pytest.approx(place, abs=1e-6)
    assert only.error_nm is not None
    assert 1.0 < only.error_nm <= 1.415  # it may be a minute farther north and east


@pytest.mark.parametrize("digits", ["9999999999", ""])
def test_a_call_without_a_position_is_a_call(digits: str) -> None:
    found = read_text(sentence(f"CDDSC,12,2471234560,12,07,00,{digits},8888,,,S,"), now=NOW)
    assert (found.positions, found.at) == ((), None)
    assert (found.mmsi, found.nature) == ("247123456", DistressNature.UNDESIGNATED)


@pytest.mark.parametrize(
    ("symbol", "nature"),
    [
        ("00", DistressNature.FIRE), ("01", DistressNature.FLOODING),
        ("02", DistressNature.COLLISION), ("03", DistressNature.GROUNDING),
        ("04", DistressNature.LISTING), ("05", DistressNature.SINKING),
        ("06", DistressNature.DISABLED_ADRIFT), ("07", DistressNature.UNDESIGNATED),
        ("08", DistressNature.ABANDONING), ("09", DistressNature.PIRACY),
        ("10", DistressNature.MAN_OVERBOARD), ("12", DistressNature.EPIRB),
        ("112", DistressNature.EPIRB), ("11", None), ("", None),
    ],
)  # fmt: skip
def test_each_symbol_has_its_nature(symbol: str, nature: DistressNature | None) -> None:
    text = sentence(f"CDDSC,12,2471234560,12,{symbol},00,0351201234,0312,,,S,")
    assert read_text(text, now=NOW).nature is nature


@pytest.mark.parametrize(
    ("body", "kind", "mmsi", "nature", "ending"),
    [
        # A coast station relays; another acknowledges; the ship acknowledges herself.
        (
            "CDDSC,16,0024700010,12,12,00,0351201234,0312,2471234560,05,R,",
            ReportKind.RELAY, "247123456", DistressNature.SINKING, None,
        ),
        (
            "CDDSC,16,0024700010,12,10,00,0351201234,0312,2471234560,05,B,",
            ReportKind.ACKNOWLEDGEMENT, "247123456", DistressNature.SINKING, None,
        ),
        (
            "CDDSC,16,2471234560,12,10,00,0351201234,0312,2471234560,05,S,",
            ReportKind.ACKNOWLEDGEMENT, "247123456", DistressNature.SINKING,
            ReportEnding.CANCELLED,
        ),
        # Urgency to all ships: nobody is in distress.
        (
            "CDDSC,16,2471234560,10,00,00,,,,,S,",
            ReportKind.OTHER_CALL, "247123456", None, None,
        ),
    ],
)  # fmt: skip
def test_an_alert_is_told_from_what_is_none(
    body: str,
    kind: ReportKind,
    mmsi: str,
    nature: DistressNature | None,
    ending: ReportEnding | None,
) -> None:
    found = read_text(sentence(body), now=NOW)
    assert (found.kind, found.mmsi, found.nature, found.ending) == (kind, mmsi, nature, ending)


def test_a_test_call_is_a_test() -> None:
    found = read_text(sentence("CDDSC,20,2471234560,08,18,26,,,,,R,"), now=NOW)
    assert (found.kind, found.is_test) == (ReportKind.OTHER_CALL, True)


def test_persons_on_board_come_in_an_expansion() -> None:
    alert = sentence("CDDSC,12,2471234560,12,05,00,0351201234,0312,,,S,E")
    expansion = sentence("CDDSE,1,1,A,2471234560,06,0014")
    assert read_text(f"{alert}\n{expansion}", now=NOW).persons == (14, 14)


@pytest.mark.parametrize(
    "line",
    [
        "$CDDSC,12,2471234560,12,05,00,0351201234,0312,,,S,E*00",
        "$CDDSC,12,2471234560,12,05,00,0351201234,0312,,,S,E*6",
        "$CDDSC,12,24712345,12,05,00,0351201234,0312,,,S,E",
        "$CDDSC,12,1234567890,12,05,00,0351201234,0312,,,S,E",
        "$CDDSC,12,2471234560,12,05,00,0356201234,0312,,,S,E",
        "$CDDSC,12,2471234560,12,05,00,0911201234,0312,,,S,E",
        "$CDDSC,12,2471234560,12,05,00,0351201234,2512,,,S,E",
        "$CDDSC,12,2471234560",
        "$CDDSE,1,1,A,2471234560,00,45894494*1F",
    ],
)
def test_a_broken_sentence_is_unread(line: str) -> None:
    found = read_text(line, now=NOW)
    assert found.form is ReportForm.DSC
    assert found.unread == (line,)
    assert (found.positions, found.mmsi, found.nature) == ((), None, None)


def test_the_call_of_another_ship_is_unread() -> None:
    other = sentence("CDDSC,12,2561234560,12,00,00,0351201234,0312,,,S,")
    found = read_text(f"{SENTENCES}{other}\n", now=NOW)
    assert found.mmsi == "247123456"
    assert found.unread == (other,)


def test_an_expansion_of_another_ship_is_unread() -> None:
    other = sentence("CDDSE,1,1,A,2561234560,00,45894494")
    alert = SENTENCES.splitlines()[0]
    found = read_text(f"{alert}\n{other}\n", now=NOW)
    assert found.unread == (other,)
    assert found.positions[0].error_nm is not None


@pytest.mark.parametrize(
    "text",
    [
        "DISTRESS 247123456 SINKING 35-12N 012-34E 0312 UTC",
        PRINTED,
        PRINTED.replace("SINKING", "105").replace("UTC: 0312", "TIME: 03:12"),
        PRINTED.lower(),
    ],
)
def test_calls_as_printers_write_them(text: str) -> None:
    found = read_text(text, now=NOW)
    assert (found.form, found.kind) == (ReportForm.DSC, ReportKind.ALERT)
    assert (found.mmsi, found.nature, found.at) == ("247123456", DistressNature.SINKING, AT)
    (only,) = found.positions
    assert (only.place.lat, only.place.lon) == pytest.approx((35.2, 12.566667), abs=1e-6)
    assert found.unread == ()


def test_a_printed_call_without_a_time_has_none() -> None:
    found = read_text(PRINTED.replace("UTC: 0312", "TIME 8888"), now=NOW)
    assert (found.at, found.unread) == (None, ())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("DSC DISTRESS RELAY 002470001 DISTRESSED SHIP 247123456 FIRE", ReportKind.RELAY),
        ("DSC DISTRESS ACK 002470001 SHIP IN DISTRESS 247123456", ReportKind.ACKNOWLEDGEMENT),
    ],
)
def test_printed_relays_are_of_the_ship_in_distress(text: str, kind: ReportKind) -> None:
    found = read_text(text, now=NOW)
    assert (found.kind, found.mmsi) == (kind, "247123456")


@pytest.mark.parametrize("order", [1, -1])
def test_an_alert_counts_before_its_acknowledgement(order: int) -> None:
    alert = sentence("CDDSC,12,2471234560,12,05,00,0351201234,0312,,,S,")
    heard = sentence("CDDSC,16,0024700010,12,10,00,0351201234,0312,2471234560,05,B,")
    found = read_text("\n".join([alert, heard][::order]), now=NOW)
    assert (found.kind, found.mmsi) == (ReportKind.ALERT, "247123456")
    assert found.unread == ()


@pytest.mark.parametrize("data", ["4589449", "45894494A", ""])
def test_an_expansion_that_is_cut_is_unread(data: str) -> None:
    expansion = sentence(f"CDDSE,1,1,A,2471234560,00,{data}")
    alert = sentence("CDDSC,12,2471234560,12,05,00,0351201234,0312,,,S,E")
    found = read_text(f"{alert}\n{expansion}", now=NOW)
    assert found.unread == (expansion,)
    assert found.positions[0].error_nm is not None


def test_an_expansion_without_a_position_before_it_is_unread() -> None:
    expansion = sentence("CDDSE,1,1,A,2471234560,00,45894494")
    alert = sentence("CDDSC,12,2471234560,12,05,00,9999999999,0312,,,S,E")
    found = read_text(f"{alert}\n{expansion}", now=NOW)
    assert (found.positions, found.unread) == ((), (expansion,))
