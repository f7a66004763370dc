"""The name lint finds a planted fault of each kind, and its lists only shrink."""

import pytest

from tests.name_lint import (
    ADVERBIAL,
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
    sources = {"sar/incidents/scene/coast.py": f"NEAR = 1\n{defined.format(name=name)}"}
    assert faults(sources, doubled_still=(), alike_still=()) == [
        f"sar/incidents/scene/coast.py: the function {name} says nothing: "
        "name what it does, and to what"
    ]


@pytest.mark.parametrize(
    "defined",
    [
        "def tell_reached(): ...",
        "def _tell(): ...",
        "class Words:\n    def say(self): ...",
        "def outer():\n    def told(): ...",
        "told = 1",
        "from sar.incidents.scene.coast import tell",
    ],
)
def test_other_names_and_what_only_its_own_class_or_function_calls_are_no_fault(
    defined: str,
) -> None:
    assert bare_functions(defined) == []


AFTER_A_PREPOSITION = [
    "About what", "After those", "As who", "Because of which", "Between which", "By what",
    "For whom", "From what", "From when", "Of those", "Of what", "Out of which", "Since when",
    "To whom", "To whoever", "Until when", "With which", "Within how", "Without whose",
]  # fmt: skip
RELATIVE_CLAUSES = [*sorted(RELATIVE), *AFTER_A_PREPOSITION]
PLACES = [
    ("sar/a.py", 1, '"""{} is asked next."""'),
    ("sar/a.py", 2, '"""\n{} is asked next.\n"""'),
    ("sar/a.py", 2, 'class _Asked:\n    """{} is asked next."""'),
    ("tests/test_a.py", 2, 'async def _asked():\n    """{} is asked next."""'),
    ("sar/a.py", 3, 'class Asked:\n    def at(self):\n        """{} is asked next."""'),
    ("sar/a.py", 2, 'ASKED = 1\n"""{} is asked next."""'),
    ("sar/a.py", 3, 'class Asked:\n    at: int\n    """{} is asked next."""'),
    ("frontend/src/a.ts", 1, "/** {} is asked next. */"),
    ("frontend/src/a.tsx", 2, "/**\n * {} is asked next.\n */"),
    ("frontend/src/a.ts", 3, "export const next = 1;\n\n/** {} is asked next. */"),
    ("frontend/src/a.ts", 2, "interface Asked {{\n  /** {} is asked next. */\n  at: number;\n}}"),
]


@pytest.mark.parametrize("words", RELATIVE_CLAUSES)
@pytest.mark.parametrize(("place", "line", "planted"), PLACES)
def test_a_first_sentence_that_names_no_thing_is_found(
    place: str, line: int, planted: str, words: str
) -> None:
    fault = f"{place}:{line} begins with a relative clause: {words}"
    assert openings({place: planted.format(words)}) == [fault]


LATER_SENTENCES = [
    ("sar/a.py", 1, '"""The centre. {} is asked next."""'),
    ("sar/a.py", 2, '"""The centre (none: nobody).\n{} is asked next."""'),
    ("sar/a.py", 3, '"""The centre\n\n{} is asked next."""'),
    ("sar/a.py", 3, '"""The centres:\n\n- {} is asked next."""'),
    ("sar/a.py", 2, '"""The centres:\n1. {} is asked next."""'),
    ("sar/a.py", 1, '"""The centre. ({} is asked next.)"""'),
    ("sar/a.py", 2, 'def _next():\n    """The "centre." {} is asked next."""'),
    ("sar/a.py", 3, 'class Asked:\n    at: int\n    """The centre! {} is asked next."""'),
    ("frontend/src/a.ts", 1, "/** The centre. {} is asked next. */"),
    ("frontend/src/a.ts", 4, "const a = 1;\n/**\n * The centre.\n * {} is asked next.\n */"),
]


@pytest.mark.parametrize("words", [one for one in RELATIVE_CLAUSES if one not in ADVERBIAL])
@pytest.mark.parametrize(("place", "line", "planted"), LATER_SENTENCES)
def test_a_later_sentence_that_names_no_thing_is_found(
    place: str, line: int, planted: str, words: str
) -> None:
    fault = f"{place}:{line} begins with a relative clause: {words}"
    assert openings({place: planted.format(words)}) == [fault]


def test_each_of_several_sentences_is_found_with_its_line() -> None:
    planted = '"""What it is. Who asks.\n\nThe rest,\nof course. By what."""\nX = 1\n"""Why."""'
    lines = ["1 begins", "1 begins", "4 begins", "6 begins"]
    words = ["What", "Who", "By what", "Why"]
    assert openings({"sar/a.py": planted}) == [
        f"sar/a.py:{line} with a relative clause: {word}"
        for line, word in zip(lines, words, strict=True)
    ]


@pytest.mark.parametrize(
    ("place", "planted", "is_fault"),
    [
        ("sar/a.py", '"""Whether it is next."""', True),
        ("sar/a.py", 'class _Asked:\n    """Whether it is next."""', True),
        ("frontend/src/a.ts", "/** Whether it is next. */", True),
        ("sar/a.py", 'def _is_next():\n    """Whether it is next."""', False),
        ("sar/a.py", 'class A:\n    async def is_next(self):\n        """Whether it is."""', False),
        ("sar/a.py", 'class A:\n    at: bool\n    """Whether it is."""', False),
        ("sar/a.py", '"""The next. Whether it is awaited, its lead says."""', False),
        ("frontend/src/a.ts", "const next = 1;\n\n/** Whether it is next. */", False),
    ],
)
def test_only_a_yes_or_no_may_begin_as_a_predicate(
    place: str, planted: str, is_fault: bool
) -> None:
    assert len(openings({place: planted})) == is_fault


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("sar/a.py", '"""The centre to ask next.\n\nWhen nobody answers, none."""'),
        ("sar/a.py", '"""The centre, or what is\nWhere it is."""'),
        ("sar/a.py", '"""Whole numbers. Whatsoever, Thatcher, Whosever."""'),
        ("sar/a.py", '"""After that nobody is asked. With that, none is. As to it, all."""'),
        ("sar/a.py", '"""The question. “Who is asked?” is answered, and "Which one?" too."""'),
        ("sar/a.py", '"""\'What is it?\' of a report."""'),
        ("sar/a.py", '"""A file, a.What, of v1.Which; who asks; that is it."""'),
        ("sar/a.py", 'NEXT = """What is asked next."""'),
        ("sar/a.py", "NEXT = 1  # What is asked next."),
        ("frontend/src/a.ts", "/* Whom to ask next. */\n// What is asked."),
        ("frontend/src/a.ts", 'const all = "src/**/a"; What(); const b = "*/";'),
    ],
)
def test_other_sentences_are_no_fault(place: str, source: str) -> None:
    assert openings({place: source}) == []
