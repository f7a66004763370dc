"""The borders ahead of a vessel that takes fuel first: on the way that leads over that place."""

import pytest

from sar.geo.sea import stop_ways
from sar.geo.sea.field_cache import FieldCache
from tests.clients import ClientOf
from tests.given.agreements import agreement, concluded, term
from tests.given.assets import helicopter, registered
from tests.given.fuel_points import fuel_point
from tests.given.places import point
from tests.given.requests import Plain, asked, need, opened, work_of
from tests.world import World

pytestmark = pytest.mark.anyio

OFF_DJERBA = {"point": point(11.15, 33.85), "error_nm": 1.0}
VALLETTA = point(14.55, 35.92)


async def territories(client_of: ClientOf, work: Plain) -> set[str]:
    where = f"/api/deployments/{work['id']}/crossings"
    answer = await client_of("MLT", "observer").get(where)
    assert answer.status_code == 200, answer.text
    found: list[Plain] = answer.json()
    return {one["territory"] for one in found}


@pytest.mark.parametrize("open_to_it", [True, False])
async def test_by_ways_to_the_stop_that_nobody_has_worked_out_before(
    client_of: ClientOf, world: World, open_to_it: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    terms = [term("Art. 1", grantor="MLT", grantees=["ITA"], visibility="position")]
    if open_to_it:
        terms.append(term("Art. 2", grantor="ITA", grantees=["MLT"], fuel_points=True))
    await concluded(client_of, agreement(*terms, reference="ALL", parties=("ITA", "MLT")))
    quay = fuel_point(12.61, 35.49, name="Quay", crafts=["vessel"], fuels=["marine_gas_oil"])
    answer = await client_of("ITA", "registrar").post("/api/fuel-points", json=quay)
    assert answer.status_code == 201, answer.text
    far = {"base": VALLETTA, "overrides": {"range_nm": 150.0}}
    boat = await registered(client_of, "MLT", helicopter(name="Rescue 1", type="S1", **far))
    case = await opened(client_of, position=OFF_DJERBA)
    request = await asked(client_of, world, "MLT", incident=case, needs=[need(kinds=[])])
    work = await work_of(client_of, request, boat)
    monkeypatch.setattr(stop_ways, "FIELDS", FieldCache(stop_ways._about, room=64))
    passed = await territories(client_of, work)
    assert ("ITA" in passed) is open_to_it, "the quay lies in Italy's waters"
    assert "TUN" in passed
