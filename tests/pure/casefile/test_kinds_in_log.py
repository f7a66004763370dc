"""Counts of children and other kinds in the log of an export: left out unless they are chosen."""

from uuid import uuid4

import pytest

from sar.casefile.log import UNTOLD, text_of
from sar.record.entries import DeploymentStepped, Fact
from sar.record.facts_of_incidents import OnBoardTold

COUNTED = DeploymentStepped(
    id=uuid4(),
    about="Nemo",
    action="headcount",
    state="loaded",
    note="12 children, 2 pregnant.  Source: master.",
)
LOADED = DeploymentStepped(
    id=uuid4(), about="Nemo", action="load", state="loaded", persons=8, aboard=8, note="By boat."
)
ON_BOARD = OnBoardTold(id=uuid4(), about="ITA-1", was="250", now="300", source="caller")


@pytest.mark.parametrize("with_kinds", [True, False])
@pytest.mark.parametrize("fact", [COUNTED, LOADED, ON_BOARD])
def test_the_log_tells_kinds_only_where_they_are_chosen(fact: Fact, *, with_kinds: bool) -> None:
    entry = {
        "type": fact.type,
        "facts": fact.model_dump(mode="json"),
        "sentence": " ".join(fact.sentence.split()),
    }
    said = text_of(entry, with_kinds=with_kinds)
    if with_kinds or fact is not COUNTED:
        assert said == entry["sentence"]
        return
    assert said == f"Nemo has its persons counted by kind (loaded). {UNTOLD}"
    assert not any(sign.isdigit() for sign in said)


def test_an_entry_that_was_erased_says_so() -> None:
    assert text_of({"type": "Erased"}, with_kinds=False) == "An entry that was erased."
