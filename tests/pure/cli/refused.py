"""Refusals of the command line."""

from typer.testing import Result


def assert_refused_in_one_line(told: Result, sentence: str) -> None:
    """The command fails, and says why in one line that holds the sentence."""
    assert told.exit_code == 1
    assert len(told.stderr.splitlines()) == 1
    assert sentence in told.stderr
