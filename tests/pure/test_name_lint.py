"""The name lint finds a planted fault of each kind, and its lists only shrink."""

import pytest

from tests.name_lint import (
    BARE,
    RELATIVE,
    bare_functions,
    doubled,
    faults,
    look_alikes,
    openings,
)


@pytest.mark.parametrize(
    "defined",
    [
        "class Offer: ...",
        "class Offer(SQLModel, table=True): ...",
        "Offer = tuple[int, str]",
        "Offer: TypeAlias = tuple[int, str]",
        'Offer = TypeVar("Offer")',
    ],
)
def test_a_name_defined_twice_is_found(defined: str) -> None:
    sources = {"sar/requests/models.py": "class Offer: ...", "sar/matching/carriage.py": defined}
    assert doubled(sources) == {"Offer": list(sources)}
    [fault] = faults(sources, doubled_still=(), alike_still=())
    assert fault == "Offer is defined in sar/requests/models.py and sar/matching/carriage.py"


@pytest.mark.parametrize(
    "defined",
    [
        "from sar.requests.models import Offer",
        "OFFER = 1",
        "offer = 1",
        "class Answer:\n    class Offer: ...",
        "def offer():\n    Offer = 1",
    ],
)
def test_what_defines_no_other_class_or_alias_is_no_fault(defined: str) -> None:
    sources = {"sar/requests/models.py": "class Offer: ...", "sar/matching/carriage.py": defined}
    assert doubled(sources) == {}


def test_private_names_count() -> None:
    assert doubled({"a.py": "class _Pair: ...", "b.py": "class _Pair: ..."}) == {
        "_Pair": ["a.py", "b.py"]
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("filing", "filling"),
        ("clearances", "clearing"),
        ("clock", "clocks"),
        ("schema", "schemas"),
        ("route", "routing"),
        ("lead", "load"),
    ],
)
def test_modules_that_differ_by_a_letter_or_an_ending_are_found(one: str, other: str) -> None:
    assert list(look_alikes([other, one])) == [(one, other)]


@pytest.mark.parametrize(
    ("one", "other"),
    [("views", "words"), ("views", "views"), ("band", "land"), ("log", "lead"), ("api", "app")],
)
def test_other_modules_are_told_apart(one: str, other: str) -> None:
    assert list(look_alikes([one, other])) == []


def test_the_same_part_has_the_same_name_in_every_package() -> None:
    sources = {"sar/assets/views.py": "", "sar/requests/views.py": "", "sar/assets/__init__.py": ""}
    assert faults(sources, doubled_still=(), alike_still=()) == []


def test_a_listed_double_that_is_mended_is_a_fault() -> None:
    sources = {"sar/a/filing.py": "class Offer: ..."}
    alike = {("filing", "filling")}
    assert faults(sources, doubled_still={"Offer"}, alike_still=alike) == [
        "Offer is listed as doubled and is not: take it off the list",
        "the modules filing and filling are listed as alike and are not: take them off the list",
    ]
    sources |= {"sar/b/filling.py": "class Offer: ..."}
    assert faults(sources, doubled_still={"Offer"}, alike_still=alike) == []


@pytest.mark.parametrize("name", sorted(BARE))
@pytest.mark.parametrize("defined", ["def {name}(): ...", "async def {name}(db): ..."])
def test_a_public_function_with_a_bare_name_is_found(name: str, defined: str) -> None:
    sources = {"sar/incidents/coast.py": f"NEAR = 1\n{defined.format(name=name)}"}
    assert faults(sources, doubled_still=(), alike_still=()) == [
        f"sar/incidents/coast.py: the function {name} says nothing: name what it does, and to what"
    ]


@pytest.mark.parametrize(
    "defined",
    [
        "def tell_reached(): ...",
        "def _tell(): ...",
        "class Words:\n    def say(self): ...",
        "def outer():\n    def told(): ...",
        "told = 1",
        "from sar.incidents.coast import tell",
    ],
)
def test_other_names_and_what_only_its_own_class_or_function_calls_are_no_fault(
    defined: str,
) -> None:
    assert bare_functions(defined) == []


@pytest.mark.parametrize("first", [*sorted(RELATIVE), "Whether"])
@pytest.mark.parametrize(
    ("place", "line", "planted"),
    [
        ("sar/a.py", 1, '"""{} is asked next."""'),
        ("tests/test_a.py", 1, '"""\n{} is asked next.\n"""'),
        ("sar/a.py", 2, 'class Asked:\n    """{} is asked next."""'),
        ("frontend/src/a.ts", 1, "/** {} is asked next. */"),
        ("frontend/src/a.tsx", 2, "/**\n * {} is asked next.\n */"),
    ],
)
def test_a_first_sentence_that_names_no_thing_is_found(
    place: str, line: int, planted: str, first: str
) -> None:
    fault = f"{place}:{line} begins with a relative clause: {first}"
    assert openings({place: planted.format(first)}) == [fault]


@pytest.mark.parametrize("kind", ["def", "async def"])
@pytest.mark.parametrize("first", [*sorted(RELATIVE), "Whether"])
def test_only_a_function_may_begin_as_a_predicate(kind: str, first: str) -> None:
    planted = f'class Asked:\n    {kind} is_next(self):\n        """{first} it is next."""'
    fault = f"sar/a.py:3 begins with a relative clause: {first}"
    assert openings({"sar/a.py": planted}) == ([] if first == "Whether" else [fault])


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("sar/a.py", '"""The centre to ask next.\n\nWhere nobody answers, none."""'),
        ("sar/a.py", '"""Whole numbers."""'),
        ("sar/a.py", 'def _next():\n    """Whom to ask next."""'),
        ("sar/a.py", "NEXT = 1"),
        ("frontend/src/a.ts", "/** The centre to ask next. */\n/** Whom to ask next. */"),
        ("frontend/src/a.ts", "export const next = 1;\n\n/** Whether it is next. */"),
        ("frontend/src/a.ts", "/* Whom to ask next. */"),
    ],
)
def test_other_first_sentences_are_no_fault(place: str, source: str) -> None:
    assert openings({place: source}) == []
