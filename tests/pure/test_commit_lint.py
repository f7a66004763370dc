"""The lint of commits' subjects finds a planted fault of each kind, in each commit it holds."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.commit_lint import LAST_UNHELD, ROOT, areas, faults, subjects

KNOWN = {"docs", "live", "tests"}
in_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def git(folder: Path, *words: str) -> str:
    own = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    said = subprocess.run(  # noqa: S603 our own words
        ["git", *own, *words],  # noqa: S607 found on the path
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return said.stdout.strip()


def commit(folder: Path, *told: str) -> str:
    """One empty commit for each subject; the hash of the last."""
    for subject in told:
        git(folder, "commit", "-q", "--allow-empty", "-m", subject)
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def history(tmp_path: Path) -> Path:
    folder = tmp_path / "history"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    return folder


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
    assert {"casefile", "jobs", "scripts", "wire"} <= found
    assert not {"sar", "screens"} & found


@in_git
def test_every_commit_after_the_last_that_is_not_held_is_read(history: Path) -> None:
    last = commit(history, "docs: Begin.", "before it was held")
    assert subjects(history, last) == []
    commit(history, "no area", "docs: Say more.")
    assert subjects(history, last) == ["docs: Say more.", "no area"]


@in_git
def test_a_branch_taken_over_is_read_and_its_merge_is_not(history: Path) -> None:
    last = commit(history, "docs: Begin.")
    git(history, "checkout", "-q", "-b", "work")
    commit(history, "planted on a branch")
    git(history, "checkout", "-q", "main")
    git(history, "merge", "-q", "--no-ff", "-m", "Merge work", "work")
    assert subjects(history, last) == ["planted on a branch"]


@in_git
def test_a_commit_of_an_older_branch_is_read_alone(history: Path) -> None:
    commit(history, "docs: Begin.", "before it was held")
    git(history, "checkout", "-q", "-b", "older")
    git(history, "checkout", "-q", "main")
    last = commit(history, "docs: Say more.")
    git(history, "checkout", "-q", "older")
    commit(history, "planted on the older")
    assert subjects(history, last) == ["planted on the older"]


@in_git
def test_a_shallow_clone_reads_its_newest(history: Path, tmp_path: Path) -> None:
    last = commit(history, "docs: Begin.")
    commit(history, "docs: Say more.", "planted last")
    git(tmp_path, "clone", "-q", "--depth", "2", history.as_uri(), "shallow")
    assert subjects(tmp_path / "shallow", last) == ["planted last"]
    git(tmp_path, "clone", "-q", "--depth", "3", history.as_uri(), "deeper")
    assert subjects(tmp_path / "deeper", last) == ["planted last", "docs: Say more."]


@in_git
def test_a_source_archive_has_no_commits(history: Path, tmp_path: Path) -> None:
    last = commit(history, "planted in the repository around it")
    (history / "archive").mkdir()
    (tmp_path / "alone").mkdir()
    assert subjects(history / "archive", last) == []
    assert subjects(tmp_path / "alone", last) == []


@in_git
def test_a_repository_without_a_commit_has_none(history: Path) -> None:
    assert subjects(history, LAST_UNHELD) == []


def test_without_git_there_are_no_commits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert subjects(ROOT, LAST_UNHELD) == []
