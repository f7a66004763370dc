"""A database that an earlier release has written is migrated, proved and read by this one."""

import lzma
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from alembic import command
from psycopg.types.json import Jsonb
from sqlalchemy import select, text

from sar import clock, migrations
from sar.agreements.arrangement_reading import draft_in, read_arrangement
from sar.agreements.drafting import columns_of
from sar.agreements.models import Term
from sar.agreements.term_document import read as read_document
from sar.app import create_app
from sar.database_roles import DatabaseRole, conninfo
from sar.record import proof
from tests import frozen, names
from tests.conftest import Copy
from tests.given.record import proved
from tests.running import database

pytestmark = pytest.mark.anyio

DUMP = Path(__file__).parent.parent / "data" / "demo-4028c70.sql.xz"
HEAD = "853:9bcf374716134bf889635d6c09908a528409afccb0e793e68a19de9caf23ee2f"
"""The end of the record when it was dumped."""
PARTIES = ("ITA", "MLT", "TUN", "GRC")
FEW = ("ITA", *(pytest.param(other, marks=pytest.mark.long) for other in PARTIES[1:-1]), "GRC")
"""The party of most, and one that sees little."""
SELDOM = (
    "own_asset_type.definition",
    "distress_report.positions", "distress_report.texts",
    "addressee.link", "clearance.link", "clearance.mission", "clearance.particulars",
    "asset.overrides", "centre.webhook_secrets", "coordination.said_by_voice",
    "deployment.divert_by", "deployment.doubts", "deployment.headcount",
    "expected_time.fuel_stops", "expected_time.stop", "expected_time.way", "feed.faults",
    "incident.acted",
    "incident.asked_to_close", "incident.called_people",
    "incident.assessment", "incident.fewer_on_board", "incident.found_by_others",
    "incident.handover", "incident.help_gone",
    "incident.in_water",
    "incident.kept_from", "incident.lost_list", "party.focal_point", "party.assistance_entry",
    "party.entry_authority",
    "incident.asked_to_suspend", "incident.closed_as", "incident.closed_as_this",
    "incident.suspension",
    "incident.refuses_help", "incident.sent_away", "incident.smc_by_voice", "incident.untasked",
    "incident.unasked", "incident.unwritten", "incident.lead_unreached",
    "incident.coast", "incident.tow", "incident.ships_asked", "incident.offer_waits",
    "deployment.fuel", "deployment.unheard", "incident.silent_units",
    "incident.silent_hails", "incident.told_by_voice",
    "incident.voyage", "incident.craft", "ship.doubts", "sitrep.told", "version.arrangement",
    "version.authentic", "version.conflicts",
)  # fmt: skip
"""JSON columns that are empty there."""
LEFT_BOUND = [f"ITA-2026-{n:04}" for n in (12, 34, 62, 63, 68, 82)]
"""Cases closed as the release of then closed them: their units stay at work."""
GONE = {"name": "Exercise Star", "why": "unable", "at": "2026-07-11T12:26:00+00:00"}
"""As the releases kept it that had one unit alone that is gone."""
HAS = {
    "name": "Customs", "function": "duty officer", "unit": "V 6006",
    "contact_at": "2026-07-11T12:20:00+00:00", "heard": "They look.",
    "heard_at": "2026-07-11T12:26:00+00:00", "due_at": "2026-07-11T13:20:00+00:00",
    "overdue_at": None,
}  # fmt: skip
"""As the releases kept it that had one other authority alone, before its unit could come again."""
LISTS = ("centres", "agreements", "assets", "ships", "incidents", "requests", "deployments")

Json = dict[str, Any]


def restore(url: str, dump: Path) -> None:
    """Run a plain dump, its rows by COPY."""
    with (
        psycopg.connect(conninfo(url, DatabaseRole.OWNER), autocommit=True) as db,
        lzma.open(dump, "rt", encoding="utf-8") as lines,
    ):
        statements: list[str] = []
        for line in lines:
            if not line.startswith("COPY "):
                statements.append(line)
                continue
            db.execute("".join(statements).encode())
            statements.clear()
            with db.cursor().copy(line.encode()) as rows:
                for row in iter(lines.readline, "\\.\n"):
                    rows.write(row)
        db.execute("".join(statements).encode())


@pytest.fixture(scope="module")
def earlier(copy_database: Copy) -> Iterator[str]:
    """The database of the dump, migrated."""
    url = copy_database("template1", "earlier")
    restore(url, DUMP)
    with psycopg.connect(conninfo(url, DatabaseRole.OWNER), autocommit=True) as db:
        db.execute(
            "UPDATE incident SET state = 'closed', closed_at = now() WHERE reference = ANY(%s)",
            [LEFT_BOUND],
        )
    command.upgrade(migrations.config(url), "0066")
    with psycopg.connect(conninfo(url, DatabaseRole.OWNER), autocommit=True) as db:
        said = "UPDATE incident SET help_gone = %s WHERE reference = %s"
        db.execute(said, [Jsonb(GONE), LEFT_BOUND[0]])
    command.upgrade(migrations.config(url), "0076")
    with psycopg.connect(conninfo(url, DatabaseRole.OWNER), autocommit=True) as db:
        said = "UPDATE incident SET other_authority = %s WHERE reference = %s"
        db.execute(said, [Jsonb(HAS), LEFT_BOUND[1]])
    command.upgrade(migrations.config(url), "0088")
    with psycopg.connect(conninfo(url, DatabaseRole.OWNER), autocommit=True) as db:
        hailed = """
            UPDATE deployment SET state = 'hailed' WHERE id = (
                SELECT deployment.id FROM deployment
                JOIN incident ON incident.id = deployment.incident_id
                WHERE ship_id IS NOT NULL AND incident.state <> 'closed'
                ORDER BY deployment.id LIMIT 1
            )
        """
        db.execute(hailed.encode())
    command.upgrade(migrations.config(url), "head")
    yield url
    clock.use(None)


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
async def http(earlier: str) -> AsyncIterator[httpx.AsyncClient]:
    """The application on that database."""
    app = create_app(earlier)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(
            transport=httpx.ASGITransport(app=app, raise_app_exceptions=False),
            base_url="http://test",
        ) as client,
    ):
        yield client


async def _read(http: httpx.AsyncClient, party: str, path: str) -> Any:
    answer = await http.get(f"/api/{path}", headers={"Authorization": f"Bearer {party} observer"})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_its_record_is_whole_and_goes_through_the_head_of_then(earlier: str) -> None:
    async with database(earlier) as db:
        found = await proved(db, proof.Head.parse(HEAD))
    assert found.faults == []
    assert (found.entries, found.erased) == (853, 1)


async def test_every_hail_that_is_awaited_has_its_time_and_its_job(earlier: str) -> None:
    async with database(earlier) as db:
        hails = await db.execute(
            text(
                "SELECT deployment.id, hail_due_at - deployment.created_at AS within"
                " FROM deployment JOIN incident ON incident.id = deployment.incident_id"
                " WHERE deployment.state = 'hailed' AND incident.state <> 'closed'"
            )
        )
        due = {str(id_): within for id_, within in hails}
        jobs = await db.execute(
            text(
                "SELECT args -> 'args' ->> 'deployment_id' FROM procrastinate_jobs"
                " WHERE args ->> 'work' = 'requests.hail_unanswered'"
            )
        )
        asked_after = set(jobs.scalars())
    assert due.keys() == asked_after
    assert due
    assert set(due.values()) <= {timedelta(minutes=5), timedelta(minutes=10)}


async def test_every_fix_has_a_displacement_and_later_ones_of_its_asset_another(
    earlier: str,
) -> None:
    each = "SELECT count(DISTINCT secret) FROM displacement GROUP BY asset_id"
    assets = "SELECT count(*) FROM asset"
    without = """
        SELECT count(*) FROM track_point WHERE NOT EXISTS (
            SELECT FROM displacement
            WHERE displacement.asset_id = track_point.asset_id AND from_at <= track_point.at
        )
    """
    async with database(earlier) as db:
        secrets = (await db.execute(text(each))).scalars().all()
        assert min(secrets) >= 2
        assert len(secrets) == (await db.execute(text(assets))).scalar_one()
        assert (await db.execute(text(without))).scalar_one() == 0


async def test_the_one_unit_that_was_gone_is_kept_among_all_that_are(earlier: str) -> None:
    async with database(earlier) as db:
        kept = "SELECT DISTINCT help_gone FROM incident WHERE help_gone <> 'null'"
        assert (await db.execute(text(kept))).scalars().all() == [[GONE]]


async def test_the_one_authority_that_had_a_case_is_the_first_of_all_that_have_it(
    earlier: str,
) -> None:
    async with database(earlier) as db:
        kept = "SELECT other_authorities FROM incident WHERE other_authorities <> '[]'"
        ((row,),) = (await db.execute(text(kept))).scalars().all()
    assert row == HAS | {
        "unit_comes": None,
        "source": "",
        "since": HAS["contact_at"],
        "told_at": HAS["heard_at"],
        "in_distress": False,
        "ended_at": None,
        "ended_why": "",
    }


async def test_the_centres_that_were_asked_or_led_have_a_part_in_their_cases(earlier: str) -> None:
    asked = """
        SELECT count(*), count(*) FILTER (WHERE involved.centres @>
            jsonb_build_array(jsonb_build_object('centre_id', addressee.centre_id)))
        FROM addressee JOIN request ON request.id = addressee.request_id
        JOIN involved ON involved.incident_id = request.incident_id
            AND involved.party_code = addressee.party_code
        WHERE addressee.sent_at IS NOT NULL
    """
    led = """
        SELECT count(*), count(*) FILTER (WHERE centres @>
            jsonb_build_array(jsonb_build_object('centre_id', lead_centre_id)))
        FROM incident JOIN involved ON incident_id = id AND party_code = lead_party
    """
    async with database(earlier) as db:
        for query in (asked, led):
            every, known = (await db.execute(text(query))).one()
            assert known == every > 0


async def test_it_holds_facts_of_nearly_every_kind(earlier: str) -> None:
    async with database(earlier) as db:
        told = set((await db.execute(text("SELECT DISTINCT type FROM record_entry"))).scalars())
    assert told <= set(frozen.FACTS)
    assert set(frozen.FACTS) - told <= {
        "AssetTypeAdded", "AssetTypeRefined", "AssetTypeWithdrawn", "CentreRestored",
        "CapabilityAdded", "CapabilityRefined", "CapabilityWithdrawn",
        "CentreRetired",
        "AuthoritySilent", "ClausesConflict", "ClosingLapsed", "ClosingWithdrawn",
        "ClausesNotCompared",
        "OtherAuthorityUnitComes",
        "CaseClosedAs", "ClosedAsSeconded", "ClosedAsAlone",
        "ActedAsCoordinator", "AssistanceEntryStated", "AssistanceEntryWithdrawn",
        "ActingSeen", "AgreementNoticeGiven", "AgreementNoticeTakenBack", "AlarmsRestored",
        "DistressHeard", "DistressHeardAgain", "DistressReportDismissed", "DistressReportTaken",
        "DistressTold", "DistressToldAgain",
        "DistressAlertFailed", "DistressAlertGivenUp", "DistressAlertSent",
        "DistressContactsExhausted", "DistressPassedOn", "DistressTakenUp",
        "AlarmsSilenced", "AlertFailed", "AlertGivenUp", "AlertSent", "ArrivalExpected",
        "ContactsExhausted", "EntryAlertFailed", "EntryAlertGivenUp", "EntryAlertSent",
        "EntryContactsExhausted",
        "CaseAlertFailed", "CaseAlertGivenUp", "CaseAlertSent", "CaseContactsExhausted",
        "CaseTakenUp", "LeadUnreached", "ProposalAlertFailed", "ProposalAlertGivenUp",
        "ProposalAlertSent", "ProposalContactsExhausted", "ProposalUnanswered", "OfferUndecided",
        "ArrivalMoved", "ArrivalUnknown",
        "AssessedAlone", "AssessmentOverdue", "AssessmentSeconded", "DistressAssessed",
        "CriteriaHeard",
        "SuggestionUnanswered", "NotAllHaveRoom", "NothingAsked", "HailUnanswered",
        "AnswerHastened", "CheckInOverdue", "UnitHeardAgain", "UnitSilent",
        "FewerAlone", "FewerSeconded", "HandoverConfirmed", "HandoverUnconfirmed",
        "FocalPointNamed", "FoundByOthers", "FoundByOthersCorrected",
        "FuelPointAdded", "FuelPointChanged", "FuelPointWithdrawn",
        "LostListOverdue", "LostListTaken",
        "HelpRefused", "HelpWanted", "LeadClaimed",
        "LimitDeclared", "LimitWithdrawn", "LimitsComplete",
        "OtherAuthorityHasIt", "OtherAuthorityLeft", "OtherAuthorityUnitGone",
        "ProgressUnknown", "NoAbleUnit", "NobodyTasked", "NothingWritten", "CoastNear",
        "TowEnded", "TowTold", "ShipsAsked", "PositionBelieved", "PositionDisbelieved",
        "SoonestUntasked", "RoomLeft",
        "SendingAwayAsked",
        "SendingAwayLapsed", "SentAwayAlone", "SentAwaySeconded", "UnitSentAway",
        "CallNotNeeded", "CallUnanswered", "CaseKeptFrom", "CaseKeptFromNoMore",
        "CentreToldByVoice",
        "EntryAnswerClaimed", "EntryAuthorityNamed", "EntryCallNotNeeded",
        "DeadTransferred", "UncountedTransferred",
        "EntryCallUnanswered", "EntryLapsed", "EntryNotified",
        "EntryObjected", "EntryPhaseChanged", "InTimeAgain", "LinkWithdrawn",
        "OnBoardTold", "Overdue", "RegionsReached",
        "PartyAdded", "PartyChanged", "PartyJoined", "RunsLate", "ShipDoubtEnded", "ShipDoubted",
        "ShipWithdrawn", "SitrepIssued", "SharingResumed", "SharingSuspended",
        "LookAgainDue", "LookedAgain", "PeopleCalled",
        "SmcHeard", "SmcSilent", "SmcTakenBack", "SmcTakenByVoice",
        "SuspendingAsked", "SuspendingLapsed",
        "VoiceAnswerClaimed", "VoyageTold", "WatchActsSet", "WatchTakenOver",
        "AnswerLinkCodeMade", "EntryLinkCodeMade",
        "AnswerLinkLocked", "AnswerLinkMade", "AnswerLinkOpened", "AnswerLinkWithdrawn",
        "AnsweredByLink", "EntryAnsweredByLink", "EntryLinkLocked", "EntryLinkMade",
        "EntryLinkOpened", "EntryLinkWithdrawn",
    }  # fmt: skip


@pytest.mark.long
async def test_its_agreements_go_out_as_texts_that_say_what_they_say(
    http: httpx.AsyncClient,
) -> None:
    found = (await _read(http, "ITA", "agreements"))["items"]
    assert found
    for one in found:
        for version in one["versions"]:
            answer = await http.get(
                f"/api/agreements/{one['id']}/arrangement",
                params={"version": version["number"]},
                headers={"Authorization": "Bearer ITA observer"},
            )
            read = read_arrangement(answer.text)
            draft = draft_in(read)
            assert (read.faults, draft.faults) == ([], [])
            articles = [term["article"] for term in version["terms"]]
            assert [term["article"] for term in draft.said["terms"]] == articles


async def test_its_clauses_say_the_same_in_their_document_and_in_their_columns(
    earlier: str,
) -> None:
    async with database(earlier) as db:
        terms = (await db.execute(select(Term))).scalars().all()
    for term in terms:
        document = read_document(term.document, term.zone)
        columns = columns_of(document)
        assert read_document(columns.pop("document"), columns.pop("zone")) == document
        assert columns == {name: getattr(term, name) for name in columns}
    said = [term.document for term in terms]
    held = {name: sum(1 for one in said if one[name]) for name in SAID_OF_CLAUSES}
    assert held == SAID_OF_CLAUSES


SAID_OF_CLAUSES = {
    "incident_awareness": 3,
    "may_request": 3,
    "clocks": 3,
    "entry": 3,
    "costs": 3,
    "zone_name": 4,
    "data_use": 1,
    "command": 1,
    "liability": 1,
    "crew_status": 1,
    "visibility": 15,
    "phases": 3,
    "situations": 1,
    "kinds": 7,
    "position_delay_minutes": 1,
}
"""The number of its clauses that say something, by field (counted in its file)."""


async def test_nothing_stays_bound_to_its_closed_cases(earlier: str) -> None:
    query = text(
        "SELECT i.reference, d.name, d.state, d.aboard FROM deployment d"
        " JOIN incident i ON i.id = d.incident_id LEFT JOIN commitment c ON c.deployment_id = d.id"
        " WHERE i.state = 'closed' AND (c.ended_at IS NULL AND c.id IS NOT NULL OR d.state NOT IN"
        " ('returned', 'stood_down', 'recalled', 'diverted', 'unable', 'released'))"
    )
    async with database(earlier) as db:
        bound = sorted((await db.execute(query)).all())
        freed = text(
            "SELECT d.name, s.from_state, s.to_state FROM deployment_step s"
            " JOIN deployment d ON d.id = s.deployment_id WHERE s.action = 'case-closed'"
        )
        steps = sorted((await db.execute(freed)).all())
    assert bound == [
        ("ITA-2026-0068", "Exercise Star", "embarked", 2),
        ("ITA-2026-0068", "Nemo 11", "loaded", 1),
        ("ITA-2026-0082", "Exercise Star", "embarked", 2),
        ("ITA-2026-0082", "Nemo 11", "loaded", 1),
    ], "they are delivered first"
    assert steps == [
        ("Cigala", "returning", "returned"),
        ("Exercise Star", "hailed", "released"),
        ("Nemo 11", "committed", "stood_down"),
        ("Nemo 11", "on_scene", "returned"),
        ("Nemo 11", "released", "returned"),
    ]


async def test_its_json_columns_hold_the_keys_on_the_lists(earlier: str) -> None:
    async with database(earlier) as db:
        for column, known in frozen.JSON_KEYS.items():
            found = set((await db.execute(text(names.keys_in(column)))).scalars())
            assert found <= known, column
            assert found or not known or column in SELDOM, column


async def test_its_waiting_jobs_are_known(earlier: str) -> None:
    query = text("SELECT DISTINCT task_name, args->>'work', args->'args' FROM procrastinate_jobs")
    async with database(earlier) as db:
        waiting = (await db.execute(query)).all()
    assert {task for task, _, _ in waiting} == {frozen.TASK}
    assert {(work, frozenset(args)) for _, work, args in waiting} <= set(frozen.JOBS.items())
    works = {work for _, work, _ in waiting}
    assert len(works) == 10
    assert "agreements.weigh_conflicts" in works, "each proposed text is, too"
    assert "incidents.regions" in works, "each open case is looked at, by the migration"


@pytest.mark.parametrize("party", FEW)
async def test_every_party_reads_its_picture_and_lists(http: httpx.AsyncClient, party: str) -> None:
    snapshot = await _read(http, party, "snapshot")
    assert snapshot["number"] > 0
    for name in LISTS:
        assert await _read(http, party, name), name


LATER = {
    "EntryAnsweredByVoice": {"late", "until"},
    "IncidentSuspended": {"circumstances"},
    "DeploymentStepped": {"happened_at", "persons", "place"},
    "IncidentChanged": {"told"},
    "LogWritten": {"happened_at", "own"},
    "PositionReported": {"position", "seen_at"},
    "RecordErased": {"seal"},
    "ShipHailed": {"by", "lead"},
    "VoiceAnswerRecorded": {"late"},
}
"""Fields that facts have been given since."""


@pytest.mark.long
@pytest.mark.parametrize("party", PARTIES)
async def test_every_party_reads_its_record_from_the_beginning(
    http: httpx.AsyncClient, party: str
) -> None:
    entries: list[Json] = []
    while page := await _read(http, party, f"record?limit=500&since={len(entries)}"):
        if not page["entries"]:
            break
        entries += page["entries"]
    assert [entry["number"] for entry in entries] == list(range(1, page["number"] + 1))
    for entry in entries:
        assert set(entry["proof"]) <= frozen.ENTRY["proof"]
        if entry["type"] == frozen.ERASED:
            continue
        assert set(entry) == frozen.ENTRY["entry"]
        assert set(entry["facts"]) == frozen.FACTS[entry["type"]] - LATER.get(entry["type"], set())
        assert set(entry["by"]) | {"who"} == frozen.ENTRY["by"]
        assert set(entry["about"]) == frozen.ENTRY["about"]
        assert {change["thing"] for change in entry["changes"]} <= frozen.THINGS
        assert all(set(change) == frozen.ENTRY["change"] for change in entry["changes"])


@pytest.mark.long
async def test_a_thing_of_every_state_is_read_by_itself(http: httpx.AsyncClient) -> None:
    snapshot = await _read(http, "ITA", "snapshot")
    since = {"distress_report", "fuel_point", "limit", "muting"}
    assert {thing for thing in frozen.THINGS if snapshot[thing]} == frozen.THINGS - since
    for thing in ("incident", "request", "offer", "deployment", "clearance"):
        of_each_state = {(seen["state"], seen.get("view")): seen for seen in snapshot[thing]}
        for seen in of_each_state.values():
            await _read(http, "ITA", f"{thing}s/{seen['id']}")
