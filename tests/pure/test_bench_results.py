"""A bench run keeps what it has measured, whatever happens to the rest."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from bench.aims import AIMS
from bench.ground import Figure
from bench.results import Results, measure_all


def _figure(name: str) -> Figure:
    return Figure(name, 1.5, "ms", "a test")


def _breaks() -> Iterator[Figure]:
    yield _figure("before")
    raise RuntimeError("the query found too little")


def _whole() -> list[Figure]:
    return [_figure("first"), _figure("second")]


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads(path.read_bytes())
    return found


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "results.json"


def test_a_bench_that_fails_is_told_and_the_others_are_measured(path: Path) -> None:
    results = Results(path, machine={"processors": 2}, names=["breaks", "whole"])
    measure_all({"breaks": _breaks, "whole": _whole}, results)
    found = _read(path)
    assert [figure["name"] for figure in found["figures"]] == ["before", "first", "second"]
    assert found["failed"] == {"breaks": "RuntimeError: the query found too little"}
    assert found["not_measured"] == []
    assert found["machine"] == {"processors": 2}


def test_the_file_is_whole_after_each_figure(path: Path) -> None:
    seen: list[int] = []

    def looking() -> Iterator[Figure]:
        for name in ("first", "second"):
            seen.append(len(_read(path)["figures"]))
            yield _figure(name)

    measure_all({"looking": looking}, Results(path, machine={}, names=["looking"]))
    assert seen == [0, 1]


@pytest.mark.parametrize("compiled", [False, True])
def test_a_run_that_is_stopped_keeps_its_figures_and_says_what_is_missing(
    path: Path, compiled: bool
) -> None:
    def stopped() -> Iterator[Figure]:
        yield _figure("before")
        try:
            raise KeyboardInterrupt
        except KeyboardInterrupt as stop:
            if compiled:
                raise SystemError("returned a result with an exception set") from stop
            raise

    results = Results(path, machine={}, names=["stopped", "whole"])
    with pytest.raises(KeyboardInterrupt):
        measure_all({"stopped": stopped, "whole": _whole}, results)
    found = _read(path)
    assert [figure["name"] for figure in found["figures"]] == ["before"]
    assert found["not_measured"] == ["stopped", "whole"]


@pytest.mark.parametrize(
    ("name", "value", "missed"),
    [
        ("noisy_p95_ratio_lists", 1.5, False),
        ("noisy_p95_ratio_lists", 1.51, True),
        ("jobs_lost", 1, True),
        ("coarse_day_error_nm", 9.9, True),
        ("coarse_day_error_nm", 13.2, False),
        ("web_basemap_kb", 1e9, False),
    ],
)
def test_a_figure_that_misses_its_aim_is_named(
    path: Path, name: str, value: float, missed: bool
) -> None:
    def measured() -> Iterator[Figure]:
        yield Figure(name, value, "", "a test")

    measure_all({"one": measured}, Results(path, machine={}, names=["one"]))
    assert _read(path)["missed"] == ([name] if missed else [])


def test_no_figure_has_two_aims() -> None:
    names = (
        *("jobs_lost", "web_rss_mb", "noisy_web_rss_mb", "list_cases_p50_ms", "cli_start_cpu_ms"),
        *("list_cases_statements", "match_100k_p50_ms", "match_60_at_once_me_p99_ms"),
        *("snapshot_20k_vs_sql", "snapshot_20k_wire_zstd_kb", "sea_error_p90_pct"),
        *("sea_error_fresh_median_pct", "eta_follow_p99_ms", "record_commits_vs_bare"),
    )
    for name in names:
        assert sum(bool(re.fullmatch(pattern, name)) for pattern in AIMS) == 1
