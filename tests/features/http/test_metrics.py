"""The measures of the process are its operator's alone."""

import re
from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock, jobs
from sar.interop.feed_state import TOLD_WITHIN
from sar.settings import settings
from tests.given.feeds import feed

pytestmark = pytest.mark.anyio


@pytest.fixture
def token(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("SAR_METRICS_TOKEN", "scraper-secret")
    settings.cache_clear()
    yield "scraper-secret"
    settings.cache_clear()


async def test_without_a_token_in_the_settings_there_are_no_metrics(
    anonymous: httpx.AsyncClient,
) -> None:
    answer = await anonymous.get("/metrics", headers={"Authorization": "Bearer None"})
    assert answer.status_code == 404
    assert "sar_http" not in answer.text


@pytest.mark.parametrize("given", [None, "Bearer", "Bearer ", "Bearer wrong", "scraper-secret"])
async def test_another_token_reads_nothing(
    anonymous: httpx.AsyncClient, token: str, given: str | None
) -> None:
    headers = {} if given is None else {"Authorization": given}
    answer = await anonymous.get("/metrics", headers=headers)
    assert answer.status_code == 401
    assert "sar_http" not in answer.text


async def test_the_token_reads_them(anonymous: httpx.AsyncClient, token: str) -> None:
    answer = await anonymous.get("/metrics", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200
    assert "sar_http_requests_total" in answer.text


async def test_they_tell_for_how_long_a_job_has_been_due(
    anonymous: httpx.AsyncClient, db: AsyncSession, token: str
) -> None:
    read = {"Authorization": f"Bearer {token}"}
    assert "sar_oldest_job_seconds 0.0" in (await anonymous.get("/metrics", headers=read)).text
    await jobs.defer(db, "test", {}, at=clock.now())
    earlier = "UPDATE procrastinate_jobs SET scheduled_at = now() - interval '5 minutes'"
    await db.execute(text(earlier))
    told = (await anonymous.get("/metrics", headers=read)).text
    (oldest,) = re.findall(r"^sar_oldest_job_seconds (\S+)$", told, re.MULTILINE)
    assert 299.0 < float(oldest) < 400.0


async def test_they_tell_for_how_many_days_tables_are_made(
    anonymous: httpx.AsyncClient, db: AsyncSession, token: str
) -> None:
    read = {"Authorization": f"Bearer {token}"}
    assert "sar_track_days_ahead NaN" in (await anonymous.get("/metrics", headers=read)).text
    await db.execute(text("SET LOCAL ROLE sar_system"))
    await db.execute(
        text("SELECT track_split(:day)"), {"day": (clock.now() + timedelta(days=3)).date()}
    )
    await db.execute(text("SET LOCAL ROLE sar_app"))
    told = (await anonymous.get("/metrics", headers=read)).text
    (ahead,) = re.findall(r"^sar_track_days_ahead (\S+)$", told, re.MULTILINE)
    assert 2.0 <= float(ahead) <= 3.0


async def test_they_tell_when_each_feed_was_last_heard_and_how_late_while_it_is_read(
    anonymous: httpx.AsyncClient, db: AsyncSession, token: str
) -> None:
    last_at = clock.real_now() - timedelta(seconds=90)
    long_ago = clock.real_now() - TOLD_WITHIN - timedelta(seconds=1)
    db.add_all(
        [
            feed(name="Lampedusa", last_message_at=last_at, lag_s=2.5),
            feed(name="Linosa", last_message_at=last_at, connected_since=None),
            feed(name="Pantelleria", last_message_at=None),
            feed(name="Trapani", last_message_at=last_at, lag_s=2.5, told_at=long_ago),
        ]
    )
    await db.commit()
    told = (await anonymous.get("/metrics", headers={"Authorization": f"Bearer {token}"})).text

    def by_feed(gauge: str) -> dict[str, float]:
        found = re.findall(rf'^{gauge}{{feed="(\w+)",party="ITA"}} (\S+)$', told, re.MULTILINE)
        return {name: float(value) for name, value in found}

    assert by_feed("sar_feed_last_message_timestamp_seconds") == pytest.approx(
        {"Lampedusa": last_at.timestamp(), "Linosa": last_at.timestamp()}, abs=0.001
    )
    assert by_feed("sar_feed_lag_seconds") == {"Lampedusa": 2.5}
    assert by_feed("sar_feed_live") == {
        "Lampedusa": 1.0, "Linosa": 0.0, "Pantelleria": 1.0, "Trapani": 0.0,
    }  # fmt: skip
