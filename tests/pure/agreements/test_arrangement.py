"""An arrangement as a text to edit: what is written is read back, and what is wrong is said."""

from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from sar.agreements.arrangement_clauses import CLAUSES, digest_of
from sar.agreements.arrangement_reading import (
    MOST_LINES,
    against_source,
    draft_in,
    explained_lines,
    read_arrangement,
)
from sar.agreements.arrangement_text import (
    HEADINGS,
    ArrangementSource,
    arrangement_text,
    escaped,
    unescaped,
)
from sar.agreements.schemas import AgreementDraftBody
from sar.agreements.words import (
    AssetService,
    AuthenticKind,
    Awareness,
    Binding,
    ClearanceMode,
    CostRule,
    Kind,
    Phase,
    Sensor,
    Situation,
    Visibility,
)

JSON = dict[str, Any]
NOON = "2026-10-11T12:00:00Z"


def source(said: JSON) -> ArrangementSource:
    whole = AgreementDraftBody.model_validate(said)
    return ArrangementSource(
        reference="EX-ITA-MLT-1",
        title="Cooperation",
        parties=["ITA", "MLT"],
        version=2,
        change=3,
        said=whole.model_dump(mode="json"),
        sentences=["Each shows\nsomething." for _ in whole.terms],
    )


def again(text: str) -> AgreementDraftBody:
    """The draft that the text says, which has no fault."""
    found = read_arrangement(text)
    draft = draft_in(found)
    assert (found.faults, draft.faults) == ([], [])
    return AgreementDraftBody.model_validate(draft.said)


SIGNS = st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"])
HARD = st.sampled_from(
    ["]]", "[[", "\\", "\n", "[[14.1 costs.rule: own]]", "> a", "# b", "; ", "n"]
)
PROSE = st.lists(st.one_of(st.text(SIGNS, max_size=6), HARD), max_size=6).map("".join)
LINES = PROSE.map(lambda text: " ".join(text.split()))
NAMES = st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S"]), min_size=1).map(
    lambda text: f"A{text}"[:200]
)
INSTANTS = st.integers(-600_000_000, 6_900_000_000).map(
    lambda seconds: datetime.fromtimestamp(seconds, UTC).isoformat()
)
CORNERS = st.floats(-5, 5, allow_nan=False).map(lambda number: number + 0.1)


@st.composite
def zones(draw: st.DrawFn) -> JSON:
    west, south = draw(CORNERS), draw(CORNERS)
    east, north = west + draw(st.floats(0.01, 3)), south + draw(st.floats(0.01, 3))
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def some(enum: type[StrEnum]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from([one.value for one in enum]), unique=True)


def maybe(enum: type[StrEnum]) -> st.SearchStrategy[Any]:
    return st.none() | st.sampled_from([one.value for one in enum])


MINUTES = st.integers(1, 10_080)
CODES = st.lists(st.sampled_from(["ITA", "MLT", "X1", "a-9"]), unique=True)
TERMS = st.fixed_dictionaries(
    {
        "article": NAMES,
        # An article that says nothing at all is none.
        "data_use": PROSE.map(lambda text: f"x{text}"),
    },
    optional={
        "grantor": st.sampled_from(["ITA", "MLT"]),
        "grantees": st.just(["MLT"]),
        "kinds": some(Kind),
        "types": CODES,
        "excluded_types": CODES,
        "zone": zones(),
        "zone_name": LINES,
        "phases": some(Phase),
        "situations": some(Situation),
        "valid_from": INSTANTS,
        "valid_until": INSTANTS,
        "visibility": maybe(Visibility),
        "position_precision_nm": st.floats(0, 600),
        "position_delay_minutes": st.integers(0, 10_080),
        "incident_awareness": maybe(Awareness),
        "feeds": st.lists(st.sampled_from(["all", "lampedusa", "vms-2"]), unique=True),
        "may_request": st.none() | st.booleans(),
        "fuel_points": st.none() | st.booleans(),
        "clocks": st.dictionaries(
            st.sampled_from(
                ["acknowledge", "answer", "acknowledge_entry", "conditions", "clearance"]
            ),
            MINUTES,
        ),
        "entry": st.lists(
            st.fixed_dictionaries(
                {"mode": st.sampled_from(list(ClearanceMode))},
                optional={
                    "kinds": some(Kind),
                    "lead_minutes": st.integers(0, 10_080),
                    "contact": LINES,
                    "landing": st.booleans(),
                    "services": some(AssetService),
                    "unarmed": st.booleans(),
                    "excluded_sensors": some(Sensor),
                },
            ),
            max_size=3,
        ),
        "costs": st.none()
        | st.fixed_dictionaries(
            {"rule": st.sampled_from(list(CostRule)), "currency": st.just("EUR")},
            optional={
                "free_hours": st.floats(0, 10_000),
                "rate_per_hour": st.none() | st.floats(0, 1e9),
                "claim_days": st.none() | st.integers(1, 3650),
                "note": LINES,
            },
        ),
        "command": PROSE,
        "liability": PROSE,
        "crew_status": PROSE,
    },
)
SAID: dict[str, st.SearchStrategy[Any]] = {
    "valid_from": INSTANTS,
    "terms": st.lists(TERMS, min_size=1, max_size=3),
}


def _clause(one: JSON) -> Any:
    return one["clause"]


ALSO: dict[str, st.SearchStrategy[Any]] = {
    "note": LINES,
    "valid_until": INSTANTS,
    "prevails_over": st.lists(st.sampled_from(["A-1", "B/2", "C.3"]), unique=True),
    "instruments": st.lists(
        st.fixed_dictionaries(
            {"citation": NAMES, "binds": st.sampled_from(list(Binding))},
            optional={"party": st.sampled_from(["ITA", "MLT"])},
        ),
        max_size=3,
    ),
    "authentic": st.none()
    | st.fixed_dictionaries(
        {"kind": st.sampled_from(list(AuthenticKind)), "languages": st.just(["en", "fra"])},
        optional={
            "deposit": LINES,
            "sha256": st.none() | st.just("0f" * 32),
            "file_name": LINES,
        },
    ),
    "arrangement": st.lists(
        st.fixed_dictionaries(
            {"clause": st.integers(1, 28), "words": PROSE.map(lambda text: f"{text}\nx")}
        ),
        unique_by=_clause,
        max_size=4,
    ),
}
DRAFTS = st.fixed_dictionaries(SAID, optional=ALSO)
PLAIN: JSON = {
    "valid_from": NOON,
    "terms": [
        {"article": "Art. 4", "visibility": "readiness", "kinds": ["aircraft"]},
        {
            "article": "Art. 9",
            "costs": {"rule": "marginal", "rate_per_hour": 4500, "currency": "EUR"},
            "entry": [{"mode": "notify", "contact": "the centre"}, {"mode": "request"}],
        },
    ],
    "instruments": [{"citation": "SAR 1979", "binds": "all"}],
    "arrangement": [{"clause": 13, "words": "We hand over by voice.\n\n\\> [[x]] 14. Costs"}],
}


def is_taken(said: JSON) -> bool:
    """Whether the body can be sent at all: names of signs without width cannot."""
    try:
        AgreementDraftBody.model_validate(said)
    except ValidationError:
        return False
    return True


@given(DRAFTS.filter(is_taken))
@example(PLAIN)
def test_a_text_that_nobody_has_edited_says_what_the_version_says(said: JSON) -> None:
    of = source(said)
    text = arrangement_text(of)
    assert again(text) == AgreementDraftBody.model_validate(said)
    found = read_arrangement(text, explained=explained_lines(of))
    assert (found.ignored, against_source(found, of)) == ([], [])
    assert arrangement_text(source(again(text).model_dump(mode="json"))) == text


@given(DRAFTS.filter(is_taken), st.integers(20, 90))
def test_it_survives_an_editor_that_breaks_lines_and_changes_their_ends(
    said: JSON, width: int
) -> None:
    """Marks alone: broken words of clauses are other words."""
    plain = {**said, "arrangement": []}
    for term in plain["terms"]:
        for prose in ("data_use", "command", "liability", "crew_status"):
            term[prose] = " ".join(term.get(prose, "").split()) or "x"
    plain = AgreementDraftBody.model_validate(plain).model_dump(mode="json")
    lines = [
        broken
        for line in arrangement_text(source(plain)).split("\n")
        for broken in (_broken(line, width) if line.startswith("[[") else [line])
    ]
    assert again("\ufeff" + "  \r\n".join(lines)) == AgreementDraftBody.model_validate(plain)


def _broken(line: str, width: int) -> list[str]:
    """Broken at single blanks, where what follows does not begin like a line of its own."""
    parts = line.split(" ")
    broken = [parts[0]]
    for before, part, after in zip(parts, parts[1:], [*parts[2:], "x"], strict=False):
        is_long = len(broken[-1]) + len(part) > width
        begins = part.strip() and part[0] not in ">[#-*•–0123456789" and part.strip() == part
        if is_long and begins and before and after and before.strip() == before:
            broken.append(part)
        else:
            broken[-1] += f" {part}"
    return broken


@given(st.text(SIGNS | st.sampled_from("\\[>#-* \t"), max_size=30))
@example("\\14. Costs")
@example("[[[")
@example("- [[x]]")
@example("14. Costs")
def test_words_are_read_as_they_were(line: str) -> None:
    assert unescaped(escaped(line)) == line


WHOLE = arrangement_text(source(PLAIN))
RATE = "[[14.2 costs.rate_per_hour: 4500]]"


@pytest.mark.parametrize(
    ("was", "becomes", "code"),
    [
        (RATE, "[[14.2 costs.rate_per_hour: 45OO]]", "not_a_number"),
        (RATE, "[[14.2 costs.rate_per_hour: 4,500]]", "not_a_number"),
        (RATE, "[[14.2 costs.rate_an_hour: 4500]]", "no_such_field"),
        (RATE, "[[9.2 costs.rate_per_hour: 4500]]", "wrong_clause"),
        (RATE, "[[14.2 entry.0.mode: notify]]", "no_such_field"),
        (RATE, f"{RATE}\n{RATE}", "field_twice"),
        (RATE, f"{RATE} and so on", "mark_not_alone"),
        (RATE, f"They pay {RATE}", "mark_not_alone"),
        (RATE, "[[14.2 costs.rate_per_hour: 4500", "mark_not_closed"),
        (RATE, "[[rate: 4500]]", "not_a_mark"),
        (RATE, "[[14.0 costs.rate_per_hour: 4500]]", "not_a_mark"),
        ("[[3.1 zone: ]]", "[[3.1 zone: POLYGON ((1 2, 3]]", "not_a_zone"),
        ("[[6.1 may_request: ]]", "[[6.1 may_request: perhaps]]", "not_yes_or_no"),
        ("## 14. Costs", "## 29. Costs", "no_such_clause"),
        ("## 14. Costs", "", "heading_gone"),
        ("## 14. Costs", "## 13. Costs", "heading_twice"),
        ("[[0 agreement: EX-ITA-MLT-1]]", "[[0 agreement: OTHER]]", "wrong_agreement"),
        ("[[0 agreement: EX-ITA-MLT-1]]", "", "wrong_agreement"),
        ("[[1 parties: ITA, MLT]]", "[[1 parties: ITA, TUN]]", "parties_stay"),
        ("## 1. Parties", "What we want\n## 1. Parties", "words_outside"),
        ("## 1. Parties", "\n" * MOST_LINES + "## 1. Parties", "too_many_lines"),
    ],
)
def test_a_line_that_cannot_be_understood_is_named_with_the_reason(
    was: str, becomes: str, code: str
) -> None:
    text = WHOLE.replace(was, becomes, 1)
    assert text != WHOLE
    found = read_arrangement(text)
    faults = [*found.faults, *draft_in(found).faults, *against_source(found, source(PLAIN))]
    assert code in {fault.code for fault in faults}
    lines = text.split("\n")
    for fault in faults:
        assert 1 <= fault.line <= len(lines)
        if fault.code == code and becomes and "\n" not in becomes:
            assert lines[fault.line - 1] == becomes.split("\n")[0]


def test_a_field_that_is_filled_in_where_nobody_spoke_is_an_article_more() -> None:
    blank = "[[12.6 article: ]]\n[[12.6 command: ]]"
    assert blank in WHOLE
    filled = "[[12.6 article: Art. 12]]\n[[12.6 command: Units stay ours.]]"
    draft = again(WHOLE.replace(blank, filled))
    assert [term.article for term in draft.terms] == ["Art. 4", "Art. 9", "Art. 12"]
    assert draft.terms[2].command == "Units stay ours."


def test_what_is_taken_away_is_not_said_and_an_article_without_anything_is_none() -> None:
    lines = [line for line in WHOLE.split("\n") if not line.startswith(("[[9.2", "[[14.2"))]
    draft = again("\n".join(lines))
    assert [term.article for term in draft.terms] == ["Art. 4"]


def test_proposed_words_are_nobodys_until_their_sign_is_taken_away() -> None:
    assert again(WHOLE).arrangement[0].clause == 13
    proposed = CLAUSES[21].proposed
    taken = WHOLE.replace(f"> {proposed}", proposed)
    said = {one.clause: one.words for one in again(taken).arrangement}
    assert said == {13: "We hand over by voice.\n\n\\> [[x]] 14. Costs", 22: proposed}


def test_lines_of_others_after_the_sign_are_told_and_not_kept() -> None:
    of = source(PLAIN)
    found = read_arrangement(f"{WHOLE}> Ours is better.\n", explained=explained_lines(of))
    assert found.ignored == [(WHOLE.count("\n") + 1, "> Ours is better.")]


def test_a_place_of_a_draft_is_found_in_the_text() -> None:
    draft = draft_in(read_arrangement(WHOLE))
    lines = WHOLE.split("\n")
    for loc, mark in (
        (("terms", 1, "costs", "rate_per_hour"), RATE),
        (("terms", 1, "entry", 1, "mode"), "[[9.2 entry.2.mode: request]]"),
        (("terms", 1, "entry", 1, "lead_minutes"), "[[9.2 entry.2.mode: request]]"),
        (("terms", 0), "[[0.1 article: Art. 4]]"),
        (("valid_from",), "[[26 valid_from: 2026-10-11T12:00:00Z]]"),
        (("instruments", 0, "citation"), "[[2 instruments.1.citation: SAR 1979]]"),
    ):
        line, _ = draft.line_of(loc)
        assert lines[line - 1] == mark, loc


@given(st.text(SIGNS | st.sampled_from("[]>#:.\n 0123456789"), max_size=200))
def test_any_text_is_read_to_its_end(text: str) -> None:
    found = read_arrangement(text)
    draft_in(found)
    assert all(fault.line >= 1 for fault in found.faults)


def test_every_clause_has_its_words_and_its_heading() -> None:
    assert [clause.number for clause in CLAUSES] == list(range(1, 29))
    assert len(set(HEADINGS.values())) == 29
    for clause in CLAUSES:
        assert clause.serves
        assert clause.about.endswith(".")
        assert "\n" not in clause.proposed


def test_words_have_a_hash_by_which_parties_tell_whether_they_hold_the_same() -> None:
    assert digest_of([]) is None
    told = digest_of([{"clause": 1, "words": "a"}, {"clause": 3, "words": "b\nc"}])
    assert told == sha256(b"1. a\n\n3. b\nc").hexdigest()
