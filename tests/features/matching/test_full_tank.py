"""A match says so where a full tank is assumed of a unit that has used some of its fuel."""

import pytest

from tests.clients import ClientOf
from tests.conftest import ExerciseTime
from tests.given.assets import delivered, fix, helicopter, registered
from tests.given.matches import matches, named
from tests.given.places import point
from tests.given.requests import need
from tests.world import World

pytestmark = pytest.mark.anyio


@pytest.mark.long
async def test_one_that_has_left_its_base_is_told_with_a_full_tank(
    client_of: ClientOf, world: World, time: ExerciseTime
) -> None:
    flies, waits = (helicopter(name=name) for name in ("Nemo flies", "Nemo waits"))
    for unit in (flies, waits):
        await registered(client_of, "ITA", unit)
    await delivered(client_of, "ITA", flies["id"], fix(12.6, 35.2, time.now))
    await delivered(client_of, "ITA", waits["id"], fix(12.6, 35.5, time.now))
    found = named(await matches(client_of, need=need(kinds=["aircraft"]), place=point(12.7, 34.6)))
    said = {
        name: [one["sentence"] for one in unit["reasons"] if one["code"] == "full_tank_assumed"]
        for name, unit in found.items()
    }
    assert said == {
        "Nemo flies": ["Its fuel aboard is not known: a full tank is assumed."],
        "Nemo waits": [],
    }
    assert found["Nemo flies"]["on_scene_minutes"] is not None
