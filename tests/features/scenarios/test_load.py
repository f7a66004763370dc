"""The operator's part of a scenario, and the credentials that come of it."""

import json
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar import clock, installation
from sar.parties.models import ApiKey, Centre, Party, Person, Posting
from sar.parties.signing_in import sign_in
from sar.parties.tokens import hash_of
from sar.record import service as record
from sar.scenarios import load
from sar.scenarios.load import Access
from sar.scenarios.scenario_file import Scenario
from sar.scenarios.scenario_file import load as read
from tests.conftest import ExerciseTime

pytestmark = pytest.mark.anyio

ACCESS = Access("ITA/watch", "secret", "sar_key")


@pytest.fixture
def west_africa() -> Scenario:
    """Three of its parties: every password is hashed the slow way."""
    whole = read("B")
    parties = {code: whole.parties[code] for code in ("BEN", "NGA", "CIV")}
    return whole.model_copy(update={"parties": parties})


@pytest.mark.long
async def test_parties_centres_and_people_are_loaded_with_a_standing_clock(
    db: AsyncSession, west_africa: Scenario
) -> None:
    await load.load(db, west_africa)
    benin = await db.get_one(Party, "BEN")
    cotonou = await db.get_one(Centre, west_africa.id_of("centre", "MRCC-COTONOU"))
    row = await installation.read(db)
    assert (benin.name, benin.listed) == ("Benin", False)
    assert (await db.get_one(Party, "CIV")).listed
    assert cotonou.party_code == "BEN"
    assert cotonou.srr is not None
    assert (row.exercise, row.paused, row.anchor_at) == (True, True, west_africa.opens_at)
    assert clock.now() == west_africa.opens_at


@pytest.mark.long
async def test_each_role_has_a_key_of_its_own_and_a_sign_in(
    db: AsyncSession, west_africa: Scenario
) -> None:
    credentials = await load.load(db, west_africa)
    joined = {code for code, party in west_africa.parties.items() if not party.listed}
    assert set(credentials) == joined
    for party, roles in credentials.items():
        assert set(roles) == {
            "observer",
            "watch_officer",
            "coordinator",
            "registrar",
            "negotiator",
            "admin",
        }
        for role, access in roles.items():
            key = (
                await db.execute(
                    select(ApiKey).where(col(ApiKey.token_hash) == hash_of(access.api_key))
                )
            ).scalar_one()
            assert (key.party_code, key.roles) == (party, [role])
            held = await db.execute(
                select(col(Posting.role))
                .join(Person, col(Person.id) == col(Posting.person_id))
                .where(
                    col(Person.party_code) == party,
                    col(Person.login) == access.login.removeprefix(f"{party}/"),
                )
            )
            assert role in held.scalars().all()
    assert len({a.password for roles in credentials.values() for a in roles.values()}) == len(
        {a.login for roles in credentials.values() for a in roles.values()}
    )


@pytest.mark.long
async def test_a_person_signs_in_with_the_password_given(
    db: AsyncSession, west_africa: Scenario, time: ExerciseTime
) -> None:
    access = (await load.load(db, west_africa))["NGA"]["coordinator"]
    lasting = time.now - time.now.replace(hour=0)
    assert access.login == "NGA/coordinator"
    await db.commit()
    token = await sign_in(db, access.login, access.password, address="192.0.2.1", lasting=lasting)
    assert token


@pytest.mark.long
async def test_every_centre_is_on_the_record_as_an_exercise(
    db: AsyncSession, west_africa: Scenario
) -> None:
    await load.load(db, west_africa)
    entries = [json.loads(read.json) for read in await record.since(db, "BEN", 0)]
    added = [entry for entry in entries if entry["type"] == "CentreAdded"]
    assert {entry["about"]["reference"] for entry in added} == {
        centre.name for party in west_africa.parties.values() for centre in party.centres
    }
    assert all(entry["exercise"] for entry in added)


async def test_a_loaded_scenario_is_known_and_no_other(
    db: AsyncSession, west_africa: Scenario
) -> None:
    assert not await load.is_empty(db)
    assert not await load.holds(db, west_africa)
    await load.load(db, west_africa)
    assert await load.holds(db, west_africa)
    assert not await load.holds(db, read("A"))


async def test_renewed_credentials_end_the_old_ones_at_once(
    db: AsyncSession, west_africa: Scenario
) -> None:
    old = await load.load(db, west_africa)
    assert await load.fit(db, old)
    new = await load.renew(db, west_africa)
    assert await load.fit(db, new)
    assert not await load.fit(db, old)
    people = select(func.count()).select_from(Person).where(col(Person.party_code) == "BEN")
    assert (await db.execute(people)).scalar_one() == 3


async def test_no_credentials_fit_nothing(db: AsyncSession) -> None:
    assert not await load.fit(db, {})
    assert not await load.fit(db, {"ITA": {"observer": ACCESS}})


def test_the_file_is_for_its_owner_alone_and_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "credentials.json"
    load.write_credentials(path, {"ITA": {"watch_officer": ACCESS}})
    assert path.stat().st_mode & 0o777 == 0o600
    assert json.loads(path.read_text()) == {
        "ITA": {"watch_officer": {"login": "ITA/watch", "password": "secret", "api_key": "sar_key"}}
    }
    assert load.read_credentials(path) == {"ITA": {"watch_officer": ACCESS}}
    assert [entry.name for entry in tmp_path.iterdir()] == ["credentials.json"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"ITA": {"observer": {"login": "x"}}}'])
def test_a_broken_file_holds_nothing(tmp_path: Path, text: str) -> None:
    path = tmp_path / "credentials.json"
    path.write_text(text)
    assert load.read_credentials(path) == {}
    assert load.read_credentials(tmp_path / "none.json") == {}
