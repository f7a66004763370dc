"""The weight of the answer page on the wire: a listed centre reads it on a phone or a ship."""

import re

import httpx

from bench.ground import Figure, ground
from sar.languages.words import OTHERS
from tests.running import running

GZIP = {"Accept-Encoding": "gzip"}
"""The encoding that old browsers take; younger ones take Brotli, which is less."""


def measure() -> list[Figure]:
    """The page, its script, its style and the phrases of one language as the server sends them;
    headers are not counted."""
    with (
        ground("linkpage") as prepared,
        running(prepared.database_url, prepared.world) as server,
        httpx.Client(base_url=server.base_url, headers=GZIP) as client,
    ):
        page = client.get("/answer").raise_for_status()
        answers = [page, *(client.get(one) for one in re.findall(r'"(/assets/[^"]+)"', page.text))]
        phrases = [client.get(f"/api/answer/phrases/{one}") for one in OTHERS]
    heaviest = max(one.raise_for_status().num_bytes_downloaded for one in phrases)
    sent = heaviest + sum(answer.raise_for_status().num_bytes_downloaded for answer in answers)
    context = (
        f"the answer page with its {len(answers) - 1} files and the longest of {len(OTHERS)}"
        " languages, by gzip; 15 at most"
    )
    return [Figure("link_page_kb", round(sent / 1000, 1), "kB", context)]
