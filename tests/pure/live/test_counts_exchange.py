"""Heavy work is heard of from other processes of the same machine alone, and what cannot be read of
none."""

import json
from typing import Any
from uuid import UUID

import pytest

from sar.http.heavy_work import HeavyNews, HeavyWork
from sar.live.counts_exchange import CountsExchange, machine

pytestmark = pytest.mark.anyio

OWN, OTHER = UUID(int=1), UUID(int=2)
SAID = {
    "from": OTHER.hex,
    "ms": {},
    "on": machine(),
    "had_ms": {"TUN": 1_500},
    "served": ["ITA"],
}


class Heard(HeavyWork):
    """Keeps what it hears."""

    def __init__(self) -> None:
        super().__init__()
        self.news_heard: list[HeavyNews] = []

    def hear(self, news: HeavyNews) -> None:
        self.news_heard.append(news)


@pytest.mark.parametrize(
    ("changes", "heard"),
    [
        ({}, [HeavyNews({"TUN": 1.5}, ["ITA"])]),
        ({"from": OWN.hex}, []),
        ({"on": "another machine"}, []),
        ({"on": None}, []),
        ({"had_ms": ["TUN"]}, []),
        ({"had_ms": {"TUN": "much"}}, []),
    ],
)
async def test_of_heavy_work_of_the_same_machine(
    changes: dict[str, Any], heard: list[HeavyNews]
) -> None:
    work = Heard()
    CountsExchange(OWN, work).hear(json.dumps(SAID | changes))
    assert work.news_heard == heard


@pytest.mark.parametrize("payload", ["", "[]", "null", "{}", '{"from": "x"}'])
async def test_what_cannot_be_read_changes_nothing(payload: str) -> None:
    work = Heard()
    CountsExchange(OWN, work).hear(payload)
    assert not work.news_heard


async def test_an_earlier_version_that_says_nothing_of_it_is_heard() -> None:
    work = Heard()
    CountsExchange(OWN, work).hear(json.dumps({"from": OTHER.hex, "ms": {}}))
    assert not work.news_heard


def test_processes_of_one_machine_have_one_name_for_it() -> None:
    assert machine() == machine() != ""
