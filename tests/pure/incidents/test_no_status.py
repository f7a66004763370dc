"""No field for nationality, legal status or route of people, anywhere (SAR Convention 2.1.10)."""

import inspect
import re
from collections.abc import Iterator

import pytest
from pydantic import BaseModel

import sar.agreements.models
import sar.assets.models
import sar.casefile.as_geojson
import sar.casefile.as_pdf
import sar.incidents.alarm_views
import sar.incidents.assessment_schemas
import sar.incidents.assessment_views
import sar.incidents.change_schemas
import sar.incidents.coordination_schemas
import sar.incidents.coordination_views
import sar.incidents.ending_schemas
import sar.incidents.ending_views
import sar.incidents.history_views
import sar.incidents.informing_schemas
import sar.incidents.informing_views
import sar.incidents.models
import sar.incidents.people_views
import sar.incidents.place_views
import sar.incidents.scene.position_views
import sar.incidents.schemas
import sar.incidents.views
import sar.parties.models
import sar.requests.models
from sar.db import metadata
from sar.incidents.assessment_schemas import FoundByOthersBody
from sar.incidents.people.headcount import CountedKind
from sar.incidents.people_views import FoundByOthersView, PeopleView
from sar.incidents.place_views import CraftView
from sar.incidents.schemas import CraftBody, PobBody
from sar.requests.schemas import HeadcountBody, LivesBody
from tests import frozen, names

FORBIDDEN = re.compile(
    r"(^|_)(nationalit|citizen|ethnic|race|religion|asylum|refugee|migrant|migration|immigration"
    r"|legal_status|residence|passport|visa|origin(?!ator)|route|destination|departed|smuggl)",
)
MODULES = (
    sar.incidents.models,
    sar.incidents.schemas,
    sar.incidents.change_schemas,
    sar.incidents.assessment_schemas,
    sar.incidents.coordination_schemas,
    sar.incidents.ending_schemas,
    sar.incidents.informing_schemas,
    sar.incidents.views,
    sar.incidents.alarm_views,
    sar.incidents.assessment_views,
    sar.incidents.coordination_views,
    sar.incidents.ending_views,
    sar.incidents.history_views,
    sar.incidents.informing_views,
    sar.incidents.people_views,
    sar.incidents.place_views,
    sar.incidents.scene.position_views,
    sar.requests.models,
    sar.assets.models,
    sar.agreements.models,
    sar.parties.models,
)


def _fields() -> Iterator[str]:
    for module in MODULES:
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, BaseModel):
                yield from (f"{value.__name__}.{name}" for name in value.model_fields)


def test_no_schema_asks_who_people_are() -> None:
    found = [name for name in _fields() if FORBIDDEN.search(name.split(".")[1])]
    assert found == []
    assert "PobBody.children" in set(_fields())


def test_no_table_keeps_who_people_are() -> None:
    columns = [
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
    ]
    assert [name for name in columns if FORBIDDEN.search(name.split(".")[1])] == []
    assert "incident.pob_max" in columns


def test_no_answer_entry_or_json_column_tells_who_people_are() -> None:
    """Every shape of the API, every fact of the record, every key inside a column: exports and
    texts are made of these."""
    shapes = names.document()["components"]["schemas"]
    told = {(shape, one) for shape, is_ in shapes.items() for one in is_.get("properties", ())}
    told |= {(fact, one) for fact, said in frozen.FACTS.items() for one in said}
    told |= {(column, one) for column, keys in frozen.JSON_KEYS.items() for one in keys}
    assert {one for one in told if FORBIDDEN.search(one[1])} == set()
    assert {("PobBody", "children"), ("incident.pob", "children")} <= told
    assert len(told) > 2_000


def test_people_are_counted_and_never_named() -> None:
    """Names in what is told of people are those of units."""
    assert [name for name in PeopleView.model_fields if "name" in name] == []
    assert {kind.value for kind in CountedKind}.isdisjoint({"name", "nationality"})
    for body in (PobBody, HeadcountBody, LivesBody, FoundByOthersBody, FoundByOthersView):
        assert [name for name in body.model_fields if "name" in name] == []


def test_whom_others_found_is_told_by_counts_and_nothing_else() -> None:
    told = {"by", "alive", "dead", "aboard", "place", "source", "at"}
    assert set(FoundByOthersBody.model_fields) == told | {"corrects", "reason"}
    assert set(FoundByOthersView.model_fields) == told | {"id", "party"}
    assert set(frozen.JSON_KEYS["incident.found_by_others"]) == told | {"id", "party"}


def test_the_craft_in_distress_is_identified_and_nobody_aboard_it() -> None:
    """Name, call sign, MMSI and flag are the craft's, as a register of ships has them: rescuers
    look and call for a craft by them. They say nothing of anybody aboard, whom no column, body or
    view of the craft has a place for; they are read by those involved alone, erased with the
    call-back, and a file of the case that leaves has none of them."""
    of_craft = {"name", "callsign", "mmsi", "flag"}
    assert set(CraftBody.model_fields) == of_craft == set(CraftView.model_fields)
    assert set(frozen.JSON_KEYS["incident.craft"]) == of_craft
    for body in (PobBody, HeadcountBody, LivesBody, PeopleView):
        assert {"flag", "callsign"}.isdisjoint(body.model_fields)
    exported = inspect.getsource(sar.casefile.as_geojson) + inspect.getsource(sar.casefile.as_pdf)
    assert ".craft" not in exported
    assert '"craft"' not in exported


@pytest.mark.parametrize("name", ["nationality", "pob_nationalities", "legal_status", "route"])
def test_the_search_would_find_one(name: str) -> None:
    assert FORBIDDEN.search(name)
