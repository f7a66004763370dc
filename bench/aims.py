"""The aims of figures: how small or large each is to be. A change of one says why."""

import math
import re
from typing import Final, NamedTuple

from bench.ground import Figure


class Aim(NamedTuple):
    """The bounds that a figure is to keep."""

    least: float = -math.inf
    most: float = math.inf

    def __str__(self) -> str:
        return f"≥ {self.least:g}" if self.least > -math.inf else f"≤ {self.most:g}"


NONE: Final = Aim(most=0)

AIMS: Final[dict[str, Aim]] = {
    r"accept_race_double_commitments": NONE,
    r"accepts_200_(double_commitments|untrue_codes)": NONE,
    r"jobs_(lost|doubled)": NONE,
    r"escalations_(lost|doubled)": NONE,
    r"eta_consistency_faults": NONE,
    r"noisy_p95_ratio_.*": Aim(most=1.5),
    r"noise_not_told_429": NONE,
    r"web_rss_mb": Aim(most=800),
    r"noisy_web_rss_mb": Aim(most=1_200),
    r"coarse_(track|day)_error_nm": Aim(least=10),
    r"match_100k_p50_ms": Aim(most=15),
    r"match_1m_p50_ms": Aim(most=120),
    r"match_100k_vs_sql_ratio": Aim(least=20),
    r"match_\w+_wind_ratio": Aim(most=1),
    r"match_60_at_once_(at_both_)?vs_in_turn": Aim(most=0.75),
    r"match_60_at_once_me_p99_ms": Aim(most=100),
    r"eta_follow_p99_ms": Aim(most=2_000),
    r"clock_lateness_p99_s": Aim(most=2),
    r"ais_ingest_per_s": Aim(least=40_000),
    r"ais_ingest_last_to_first": Aim(least=0.95),
    r"fanout_ratio_to_bare_broadcast": Aim(least=0.5),
    r"fanout_vs_taky_ratio": Aim(least=1.5),
    r"fix_to_socket_p99_ms": Aim(most=1_000),
    r"beacon_to_socket_ms": Aim(most=2_000),
    r"reconnect_storm_s": Aim(most=60),
    r"record_commits_vs_bare": Aim(least=0.5),
    r"snapshot_20k_vs_sql": Aim(most=2),
    r"snapshot_20k_wire_\w+_kb": Aim(most=900),
    r"list_\w+_p50_ms": Aim(most=10),
    r"list_\w+_statements": Aim(most=6),
    r"sea_error(_tuning|_fresh|_final)?_median_pct": Aim(most=1),
    r"sea_error(_tuning|_fresh|_final)?_p90_pct": Aim(most=2.5),
    r"map_frame_p95_ms": Aim(most=150),
    r"vessels_frame_p95_ms": Aim(most=150),
    r"vessels_\w+_view_kb": Aim(most=150),
    r"map_frame_layers_ratio": Aim(most=1.1),
    r"cli_start_cpu_ms": Aim(most=700),
    r"cli_write_cpu_ms": Aim(most=1_200),
}
"""By a pattern of the name; figures without an aim are for comparing."""


def aim_of(name: str) -> Aim | None:
    """The aim of a figure, if it has one."""
    return next((aim for pattern, aim in AIMS.items() if re.fullmatch(pattern, name)), None)


def misses(figure: Figure) -> bool:
    """Whether the figure has an aim and misses it."""
    aim = aim_of(figure.name)
    return aim is not None and not aim.least <= figure.value <= aim.most
