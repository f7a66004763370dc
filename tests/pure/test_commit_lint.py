"""The lint of commits' subjects finds a planted fault of each kind."""

import pytest

from tests.commit_lint import ROOT, areas, faults

KNOWN = {"docs", "live", "tests"}


@pytest.mark.parametrize(
    ("subject", "fault"),
    [
        ("Say more.", "names no area"),
        ("lives: Say more.", "no area of CONTRIBUTING.md: lives"),
        ("docs, live, web: Say more.", "no area of CONTRIBUTING.md: web"),
        ("docs: Say more", "is no sentence"),
        ("docs: say more.", "is no sentence"),
        (f"docs: Say {'more ' * 13}of it.", "characters, 72 at most"),
    ],
)
def test_a_fault_is_told(subject: str, fault: str) -> None:
    (found,) = faults(subject, KNOWN)
    assert fault in found


@pytest.mark.parametrize("subject", ["docs: Say more.", "docs, live: Say what is late."])
def test_a_good_subject_is_not(subject: str) -> None:
    assert not list(faults(subject, KNOWN))


def test_the_areas_are_those_that_contributors_read() -> None:
    found = areas((ROOT / "CONTRIBUTING.md").read_text("utf-8"))
    assert {"agreements", "requests", "sea", "web", "tests"} <= found
    assert "sar" not in found
