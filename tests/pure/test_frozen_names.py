"""Words that are on the record, in rows, in the queue or in others' programs stay as they are."""

from typing import get_args

import pytest

from sar.assets.catalogue import shipped_types
from sar.jobs import NAMESPACE, TASK
from sar.record.facts import Thing
from tests import frozen, names


def test_facts_of_the_record_keep_their_names_and_fields() -> None:
    assert names.facts() == frozen.FACTS


def test_things_of_a_picture_keep_their_names() -> None:
    assert frozenset(get_args(Thing)) == frozen.THINGS


def test_jobs_of_the_queue_keep_their_names_and_arguments() -> None:
    assert names.jobs() == frozen.JOBS
    assert f"{NAMESPACE}:{TASK}" == frozen.TASK


def test_tasks_of_the_job_library_keep_their_names() -> None:
    assert names.tasks() == frozen.TASKS
    assert names.locks_of_tasks() == {"displacements", "prune", "silent_ships", "track_days"}


@pytest.mark.parametrize("subject", frozen.VOCABULARIES)
def test_a_vocabulary_keeps_its_values(subject: str) -> None:
    known = names.vocabularies()
    nearest = max(known, key=lambda values: len(values & frozen.VOCABULARIES[subject]))
    assert frozen.VOCABULARIES[subject] in known, f"the nearest is {sorted(nearest)}"


def test_columns_keep_their_vocabularies() -> None:
    expected = {column: frozen.VOCABULARIES[subject] for column, subject in frozen.COLUMNS.items()}
    assert names.enum_columns() == expected


def test_the_api_offers_no_choice_that_is_not_on_the_lists() -> None:
    known = [*frozen.VOCABULARIES.values(), *frozen.CHOICES.values(), frozen.THINGS]
    unknown = [
        sorted(offered)
        for offered in names.choices()
        if not any(offered <= words for words in known)
    ]
    assert unknown == []


@pytest.mark.parametrize("subject", frozen.CHOICES)
def test_a_choice_of_the_api_keeps_its_words(subject: str) -> None:
    offered = frozenset(word for choice in names.choices() for word in choice)
    assert frozen.CHOICES[subject] <= offered


def test_generated_clients_find_operations_and_types_by_the_same_names() -> None:
    paths = names.document()["paths"].values()
    operations = [one for path in paths for one in path.values() if "operationId" in one]
    assert {one["operationId"] for one in operations} == frozen.OPERATIONS
    assert {*names.document()["components"]["schemas"]} == frozen.SCHEMAS


def test_codes_of_problems_and_reasons_keep_their_names() -> None:
    given = names.codes() - frozen.ASSET_TYPES
    assert given - frozen.CODES == set(), "a new code belongs on the list"
    assert frozen.CODES - given == frozen.INDIRECT | frozen.COMPOSED | frozen.RETIRED
    assert frozen.CODES - names.strings() == frozen.COMPOSED | frozen.RETIRED


def test_the_catalogue_keeps_the_codes_of_its_types() -> None:
    assert frozenset(shipped_types()) == frozen.ASSET_TYPES


def test_json_columns_keep_their_keys() -> None:
    assert names.json_columns() == set(frozen.JSON_KEYS)
    written = names.strings()
    assert {key for keys in frozen.JSON_KEYS.values() for key in keys} - written == set()
