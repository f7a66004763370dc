"""The faults of an agreement are told by field, and nothing of it is stored."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from sar.agreements.models import Agreement, Term, TermPair
from tests.clients import ClientOf
from tests.given.agreements import agreement, concluded, drafted, proposed, term, text
from tests.world import START, box

pytestmark = pytest.mark.anyio

BEFORE = (START - timedelta(days=1)).isoformat()
BOWTIE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}


async def refused(client_of: ClientOf, body: dict[str, Any]) -> list[tuple[str, str]]:
    """Field and code of every reason."""
    answer = await client_of("ITA", "negotiator").post("/api/agreements", json=body)
    assert answer.status_code == 422, answer.text
    return [(error["field"], error["code"]) for error in answer.json()["errors"]]


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"grantor": "TUN", "visibility": "existence"}, "grantor", "not_a_party"),
        ({"grantees": ["TUN"], "visibility": "existence"}, "grantees[0]", "not_a_party"),
        (
            {"grantor": "ITA", "grantees": ["ITA"], "visibility": "existence"},
            "grantees[0]",
            "is_the_grantor",
        ),
        (
            {"types": ["H1"], "excluded_types": ["H1"], "visibility": "existence"},
            "excluded_types",
            "named_and_excluded",
        ),
        ({"zone_name": "Strait", "visibility": "existence"}, "zone_name", "zone_missing"),
        (
            {"visibility": "readiness", "position_precision_nm": 5},
            "position_precision_nm",
            "without_position",
        ),
        (
            {"visibility": "existence", "position_delay_minutes": 5},
            "position_delay_minutes",
            "without_position",
        ),
        (
            {"may_request": True, "position_delay_minutes": 5},
            "position_delay_minutes",
            "without_position",
        ),
        (
            {
                "visibility": "existence",
                "valid_from": START.isoformat(),
                "valid_until": START.isoformat(),
            },
            "valid_until",
            "out_of_order",
        ),
        (
            {"entry": [{"mode": "notify"}, {"mode": "request"}]},
            "entry[1].kinds",
            "entry_twice",
        ),
        (
            {
                "entry": [
                    {"mode": "notify", "kinds": ["vessel", "aircraft"]},
                    {"mode": "request", "kinds": ["aircraft"]},
                ]
            },
            "entry[1].kinds",
            "entry_twice",
        ),
        ({"zone": box(0, 0, 1, 1)}, "article", "says_nothing"),
        ({"feeds": ["all", "ais"]}, "feeds", "without_effect"),
        # Nothing here acts by it.
        ({"clocks": {"referral": 60}}, "clocks.referral", "without_effect"),
        (
            {"entry": [{"mode": "pre_cleared", "lead_minutes": 30}]},
            "entry[0].lead_minutes",
            "without_effect",
        ),
        ({"entry": [{"mode": "request", "landing": True}]}, "entry[0].landing", "without_effect"),
        (
            {
                "entry": [
                    {"mode": "notify"},
                    {"mode": "prohibited", "kinds": ["vessel"], "contact": "ACC Roma"},
                ]
            },
            "entry[1].contact",
            "without_effect",
        ),
        (
            {"entry": [{"mode": "prohibited", "lead_minutes": 5}]},
            "entry[0].lead_minutes",
            "without_effect",
        ),
        (
            {"entry": [{"mode": "prohibited", "landing": True}]},
            "entry[0].landing",
            "without_effect",
        ),
        # No limit of assets bears on these.
        ({"clocks": {"answer": 5}, "kinds": ["vessel"]}, "kinds", "without_effect"),
        ({"incident_awareness": "full", "types": ["H1"]}, "types", "without_effect"),
        (
            {"incident_awareness": "coarse", "clocks": {"answer": 5}, "excluded_types": ["H1"]},
            "excluded_types",
            "without_effect",
        ),
        # The article is not about these.
        (
            {
                "kinds": ["vessel"],
                "entry": [{"mode": "notify", "kinds": ["vessel", "aircraft"]}],
            },
            "entry[0].kinds",
            "entry_beside_article",
        ),
        # No case is of these kinds, and only a case has a phase, or involves anybody.
        (
            {"visibility": "position", "situations": ["border_emergency"]},
            "visibility",
            "without_effect",
        ),
        (
            {"incident_awareness": "full", "situations": ["maritime", "capacity_building"]},
            "incident_awareness",
            "without_effect",
        ),
        (
            {"clocks": {"answer": 5}, "phases": ["alert"], "situations": ["border_emergency"]},
            "phases",
            "without_effect",
        ),
        ({"costs": {"rule": "own", "free_hours": 3}}, "costs.free_hours", "without_effect"),
        ({"costs": {"rule": "own", "claim_days": 30}}, "costs.claim_days", "without_effect"),
        ({"costs": {"rule": "own", "currency": "EUR"}}, "costs.currency", "without_effect"),
    ],
)
async def test_a_term_that_contradicts_itself(
    client_of: ClientOf, fields: dict[str, Any], field: str, code: str
) -> None:
    body = agreement(term("Art. 1"), term("Art. 2", **fields))
    assert await refused(client_of, body) == [(f"draft.terms[1].{field}", code)]


@pytest.mark.parametrize(
    "fields",
    [
        {"visibility": "everything"},
        {"visibility": "existence", "phases": ["panic"]},
        {"visibility": "existence", "situations": ["war"]},
        {"visibility": "existence", "kinds": ["submarine"]},
        {"visibility": "existence", "types": ["H 1"]},
        {"visibility": "existence", "kinds": ["vessel", "vessel"]},
        {"visibility": "position", "position_precision_nm": -1},
        {"visibility": "position", "position_delay_minutes": 1.5},
        {"visibility": "existence", "zone": BOWTIE},
        {"visibility": "existence", "zone": {"type": "Point", "coordinates": [0, 0]}},
        {"visibility": "existence", "valid_from": "tomorrow"},
        {"visibility": "existence", "valid_from": "2026-10-11T12:00:00"},
        {"visibility": "existence", "valid_from": "0001-01-01T00:00:00+14:00"},
        {"visibility": "existence", "valid_from": 0},
        {"clocks": {"acknowledge": 0}},
        {"clocks": {"lunch": 10}},
        {"costs": {"rule": "marginal", "currency": "euro"}},
        {"costs": {"rule": "marginal", "rate_per_hour": 4000}},
        {"costs": {"rule": "free"}},
        {"entry": [{"mode": "storm"}]},
        {"nationality": "any"},
    ],
)
async def test_words_figures_and_fields_that_are_none(
    client_of: ClientOf, fields: dict[str, Any]
) -> None:
    [(field, _), *_] = await refused(client_of, agreement(term(**fields)))
    assert field.startswith("draft.terms")


async def test_a_draft_that_contradicts_itself(client_of: ClientOf) -> None:
    body = agreement(
        valid_from=BEFORE,
        valid_until=BEFORE,
        prevails_over=["TEST-1"],
        instruments=[
            {"citation": "SAR 2004 amendments", "binds": "one"},
            {"citation": "IAMSAR", "binds": "guidance", "party": "MLT"},
        ],
    )
    assert await refused(client_of, body) == [
        ("draft.valid_until", "out_of_order"),
        ("draft.valid_until", "in_the_past"),
        ("draft.prevails_over", "over_itself"),
        ("draft.instruments[0].party", "not_a_party"),
        ("draft.instruments[1].party", "binds_not_one"),
    ]


async def test_parties_that_cannot_sign(client_of: ClientOf) -> None:
    assert await refused(client_of, agreement(parties=["MLT", "LBY", "XXX"])) == [
        ("parties[1]", "party_not_joined"),
        ("parties[2]", "party_not_joined"),
        ("parties", "own_party_missing"),
    ]


async def test_nothing_is_kept_of_what_is_refused(client_of: ClientOf, db: AsyncSession) -> None:
    await refused(client_of, agreement(term("Art. 2", zone_name="Strait", visibility="none")))
    assert (await db.execute(select(func.count()).select_from(Agreement))).scalar_one() == 0


@pytest.mark.long
async def test_an_amendment_is_checked_alike(client_of: ClientOf) -> None:
    id_ = await concluded(client_of, agreement())
    body = text(term(grantor="TUN", visibility="existence"))
    client = client_of("ITA", "negotiator")
    answer = await client.post(f"/api/agreements/{id_}/versions", json=body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "terms[0].grantor"


async def test_a_term_comes_back_as_it_was_sent(client_of: ClientOf) -> None:
    sent = term(
        "Art. 8(2)",
        grantor="MLT",
        grantees=["ITA"],
        kinds=["vessel", "aircraft"],
        types=["H1"],
        excluded_types=["U1"],
        zone={"type": "MultiPolygon", "coordinates": [box(11, 33, 15, 36)["coordinates"]]},
        zone_name="Strait",
        phases=["alert", "distress"],
        situations=["maritime"],
        valid_from="2026-10-11T12:26:00Z",
        valid_until="2027-10-11T14:26:00+02:00",
        visibility="position",
        position_precision_nm=0.5,
        position_delay_minutes=10,
        incident_awareness="coarse",
        may_request=True,
        fuel_points=True,
        clocks={"acknowledge": 5, "answer": 20},
        entry=[
            {
                "kinds": ["aircraft"],
                "mode": "notify",
                "lead_minutes": 30,
                "contact": "Luqa",
                "landing": True,
                "services": ["civil", "state"],
                "unarmed": True,
                "excluded_sensors": ["photography"],
            }
        ],
        costs={
            "rule": "marginal",
            "free_hours": 2,
            "currency": "EUR",
            "rate_per_hour": 4000,
            "claim_days": 90,
            "note": "fuel included",
        },
        feeds=["lampedusa", "linosa"],
        data_use="Search and rescue only.",
        command="National.",
        liability="Each its own.",
        crew_status="As visiting rescuers.",
    )
    id_ = await drafted(client_of, agreement(sent))
    view = (await client_of("ITA", "observer").get(f"/api/agreements/{id_}")).json()
    [got] = view["versions"][0]["terms"]
    told = got.pop("sentence")
    assert told.startswith("Malta shows Italy the position of its assets, to within 0.5 nm")
    assert "This holds for vessels, aircraft" in told
    assert (got.pop("ordinal"), len(got.pop("id"))) == (1, 36)
    assert got == sent | {"valid_until": "2027-10-11T12:26:00Z"}


AUTHENTIC = {
    "kind": "memorandum",
    "languages": ["en", "fr"],
    "deposit": "UNTS 12345",
    "sha256": "0f" * 32,
    "file_name": "as agreed.pdf",
}


async def test_a_version_names_the_text_that_it_renders(client_of: ClientOf) -> None:
    body = agreement()
    body["draft"]["authentic"] = AUTHENTIC
    id_ = await drafted(client_of, body)
    view = (await client_of("ITA", "observer").get(f"/api/agreements/{id_}")).json()
    assert view["versions"][0]["authentic"] == AUTHENTIC


@pytest.mark.long
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"sha256": "0f"}, "sha256"),
        ({"languages": []}, "languages"),
        ({"languages": ["English"]}, "languages[0]"),
        ({"languages": ["en", "en"]}, "languages"),
        ({"kind": "letter"}, "kind"),
    ],
)
async def test_a_text_that_is_none(client_of: ClientOf, change: dict[str, Any], field: str) -> None:
    body = agreement()
    body["draft"]["authentic"] = AUTHENTIC | change
    [(found, _), *_] = await refused(client_of, body)
    assert found == f"draft.authentic.{field}"


async def test_who_grants_whom_is_spelled_out(client_of: ClientOf, db: AsyncSession) -> None:
    body = agreement(
        term("Art. 1"),
        term("Art. 2", grantor="ITA", visibility="readiness"),
        term("Art. 3", grantees=["TUN"], visibility="position"),
        parties=["ITA", "MLT", "TUN"],
    )
    id_ = await proposed(client_of, body)
    assert (await db.execute(select(TermPair))).all() == [], "a draft costs nobody it names"
    for party in ("MLT", "TUN", "ITA"):
        signing = await client_of(party, "negotiator").post(
            f"/api/agreements/{id_}/sign", json={"version": 1}
        )
        assert signing.status_code == 200, signing.text
    rows = await db.execute(
        select(Term.article, TermPair.grantor, TermPair.grantee)  # type: ignore[call-overload] # columns
        .join(TermPair, TermPair.term_id == Term.id)
        .order_by(Term.article, TermPair.grantor, TermPair.grantee)
    )
    assert [" ".join(row) for row in rows] == [
        "Art. 1 ITA MLT",
        "Art. 1 ITA TUN",
        "Art. 1 MLT ITA",
        "Art. 1 MLT TUN",
        "Art. 1 TUN ITA",
        "Art. 1 TUN MLT",
        "Art. 2 ITA MLT",
        "Art. 2 ITA TUN",
        "Art. 3 ITA TUN",
        "Art. 3 MLT TUN",
    ]
