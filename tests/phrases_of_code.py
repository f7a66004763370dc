"""The phrases that catalogues translate, read from the program's source.

`python -m tests.phrases_of_code` writes them to `sar/languages/catalogues/phrases.pot`, brings each
catalogue up to date (a phrase whose English has changed becomes *fuzzy* and loses its review), and
seals the reviews that were entered. Found are: what a wording says (`say`), the sentences of
refusals and problems, as far as they are written out or `filled`, the reasons of single fields, the
words that stand in places, and the phrases of the answer page.
"""

import ast
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final, get_args

from babel.messages import Catalog
from babel.messages.pofile import write_po

from sar.agreements.entry_sentences import SENSORS
from sar.agreements.words import Kind, Phase, Situation
from sar.assets.catalogue import asset_types
from sar.assets.words import Capability
from sar.http.reasons import PATTERNS, TEMPLATES
from sar.incidents.alarm_rules import IN_DISTRESS, SAYS, YOUR_WORD
from sar.incidents.distress import Answer
from sar.incidents.people.headcount import SAID
from sar.incidents.sheet_words import CRITERIA
from sar.incidents.texts.craft_forms import FORMS, UNNAMED, VESSEL
from sar.incidents.texts.open_air import HEIGHTS_FOR, WEATHER_BY
from sar.incidents.texts.open_air import PURPOSES as CHANNEL_USES
from sar.incidents.words import IncidentState
from sar.languages.phrasing import FIELD, LINK, PROBLEM, WORD
from sar.languages.places import plain
from sar.languages.po_files import (
    FOLDER,
    is_reviewed,
    messages,
    read_catalogue,
    review_in,
    seal_of,
)
from sar.languages.words import OTHERS, OWN_NAMES, Language
from sar.parties.roles import Role
from sar.parties.schemas import CentreContact
from sar.requests.clearances.clearance_lines import PREJUDICE, PURPOSES, SERVICES
from sar.requests.texts.appointment import DUTIES, NAMES
from sar.requests.texts.medical import EVACUATION, PATIENT, SHIP
from sar.requests.texts.sitrep import SEEN
from sar.requests.texts.wanted import ANY_UNIT, KIND_NAMES, UNIT_NAMES
from sar.requests.words import (
    AnswerAction,
    AnswerState,
    ClearanceAction,
    ClearanceState,
    DeploymentState,
    LinkAnswer,
    RequestState,
)

ROOT: Final = Path(__file__).parent.parent
POT: Final = FOLDER / "phrases.pot"
PAGE: Final = ROOT / "frontend" / "src" / "answer"
PROBLEMS: Final = frozenset(
    {
        "Conflict",
        "Forbidden",
        "Problem",
        "Refusal",
        "TooLarge",
        "TooSlow",
        "Unauthenticated",
        "Unavailable",
    }
)
"""Called with a code, then a sentence."""
ENUMS: Final[tuple[type[StrEnum], ...]] = (
    Answer,
    AnswerState,
    ClearanceState,
    DeploymentState,
    IncidentState,
    Kind,
    LinkAnswer,
    Phase,
    RequestState,
    Role,
    Situation,
    AnswerAction,
    ClearanceAction,
)
"""Their words stand in places of sentences."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase to translate: where it stands, and what a translator should know."""

    context: str
    english: str
    file: str
    note: str = ""
    code: str = ""
    """Of the problem that it is a sentence of."""


@cache
def phrases() -> tuple[Phrase, ...]:
    """Every phrase, in the order in which translators read them: the page, the texts, the words,
    the problems."""
    found = [*_of_page(), *sorted(_of_source(), key=_order), *_words(), *_of_fields()]
    return tuple({(one.context, one.english, one.code): one for one in found}.values())


def _order(one: Phrase) -> tuple[bool, str, str]:
    return one.context == PROBLEM, one.context, one.file


def _of_page() -> Iterator[Phrase]:
    english = json.loads((PAGE / "english.json").read_text())
    notes = json.loads((PAGE / "notes.json").read_text())
    assert set(notes) <= set(english)
    for name, text in english.items():
        note = notes.get(name, "")
        yield Phrase(f"{LINK} {name}", text, "frontend/src/answer/english.json", note)


def _words() -> Iterator[Phrase]:
    found = [plain(word) for enum in ENUMS for word in enum]
    found += [plain(CRITERIA[one]) for one in SEEN]
    found += [name for names in (*KIND_NAMES.values(), UNIT_NAMES) for name in names]
    found += [
        *(form for form, _ in FORMS),
        *VESSEL,
        *(one for two in UNNAMED.values() for one in two),
    ]
    found += [form for forms in (WEATHER_BY, CHANNEL_USES, HEIGHTS_FOR) for form, _ in forms]
    found += [said.upper() for said in SAID.values()]
    found += [ANY_UNIT, *(one.name for one in asset_types().values())]
    found += [plain(word) for word in Capability]
    found += [*SENSORS.values(), *SERVICES.values(), *PURPOSES.values(), PREJUDICE]
    found += [*NAMES.values(), *(duty for duties in DUTIES.values() for duty in duties)]
    found += [*PATIENT, *EVACUATION, *SHIP]
    found += [*SAYS.values(), IN_DISTRESS, YOUR_WORD]
    found += get_args(CentreContact.model_fields["channel"].annotation)
    for word in dict.fromkeys(found):
        yield Phrase(WORD, word.replace("_", " "), "sar/requests/texts/wanted.py")


def _of_fields() -> Iterator[Phrase]:
    file = "sar/http/reasons.py"
    for reason in dict.fromkeys([*TEMPLATES, *PATTERNS.values()]):
        note = "Follows the name of a field; {field}: its name in the API, which stays"
        yield Phrase(FIELD, reason, file, note if "{field}" in reason else "Follows a field's name")


# what the source says


def _of_source() -> Iterator[Phrase]:
    for file in sorted((ROOT / "sar").rglob("*.py")):
        if "migrations" not in file.parts:
            yield from _in_module(ast.parse(file.read_text()), str(file.relative_to(ROOT)))


def _in_module(module: ast.Module, file: str) -> Iterator[Phrase]:
    for function in ast.walk(module):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _in_function(function, file)


def _in_function(function: ast.FunctionDef | ast.AsyncFunctionDef, file: str) -> Iterator[Phrase]:
    names = _assigned(function)
    for call in ast.walk(function):
        if not isinstance(call, ast.Call):
            continue
        match call.func, call.args:
            case ast.Attribute(attr="say"), [
                ast.Constant(value=str(one)),
                ast.Constant(value=said),
            ]:
                yield Phrase(one, str(said), file)
            case ast.Name(id="say"), [ast.Constant(value=str(said))]:
                yield from (Phrase(context, said, file) for context in _contexts(names["say"]))
            case ast.Name(id="NotFound"), [ast.Constant(value=str(thing))]:
                sentence = f"There is no such {thing}, or it is not visible to you."
                yield Phrase(PROBLEM, sentence, file, code="not_found")
            case ast.Attribute(value=ast.Name(id="Malformed"), attr="at"), [_, _, reason, *_]:
                yield from (Phrase(FIELD, one, file) for one in _texts(reason, names))
            case ast.Name(id="PydanticCustomError"), [_, ast.Constant(value=str(reason)), *_]:
                yield Phrase(FIELD, reason, file)
            case ast.Name(id="filled"), [ast.Constant(value=str(text))] if file == "sar/errors.py":
                yield Phrase(PROBLEM, text, file)
            case _, [ast.Constant(value=str(code)), sentence, *_] if _refuses(call.func):
                for text in _texts(sentence, names):
                    yield Phrase(PROBLEM, text, file, code=code)
            case _:
                pass


def _contexts(said: list[ast.expr]) -> Iterator[str]:
    """The contexts in which a local `say = partial(words.say, CONTEXT)` speaks."""
    for one in said:
        match one:
            case ast.Call(args=[_, ast.Constant(value=str(context))]):
                yield context


def _refuses(called: ast.expr) -> bool:
    match called:
        case ast.Name(id=name):
            return name in PROBLEMS
        case ast.Attribute(value=ast.Call(func=ast.Name(id="super")), attr="__init__"):
            return True
    return False


def _assigned(function: ast.AST) -> defaultdict[str, list[ast.expr]]:
    """The values that its local names are given, each time."""
    found: defaultdict[str, list[ast.expr]] = defaultdict(list)
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id].append(node.value)
    return found


def _texts(sentence: ast.expr, names: defaultdict[str, list[ast.expr]]) -> Iterator[str]:
    """The templates of a sentence that is written out, filled, or one of several."""
    match sentence:
        case ast.Constant(value=str(text)):
            yield text.replace("{", "{{").replace("}", "}}")
        case ast.Call(func=ast.Name(id="filled"), args=[ast.Constant(value=str(text))]):
            yield text
        case ast.IfExp():
            yield from _texts(sentence.body, names)
            yield from _texts(sentence.orelse, names)
        case ast.Name():
            for given in names[sentence.id]:
                yield from _texts(given, names)


# the files


def template() -> Catalog:
    """The template of all catalogues."""
    made = Catalog(charset="utf-8", fuzzy=False)
    for one in phrases():
        notes = [*([one.note] if one.note else []), *([f"code: {one.code}"] if one.code else [])]
        made.add(one.english, context=one.context, locations=[(one.file, 0)], auto_comments=notes)
    return made


def updated(old: Catalog, language: Language) -> Catalog:
    """The catalogue with exactly the phrases of the template; what was translated stays. A phrase
    whose English has changed has the old words, is fuzzy, and is reviewed by nobody."""
    new = Catalog(locale=language.value, charset="utf-8", fuzzy=False)
    for message in old:
        if message.id:
            new[message.id] = message
    new.update(template(), update_creation_date=False)
    new.obsolete.clear()
    for message in messages(new):
        if message.fuzzy or not message.string:
            kept = [one for one in message.user_comments if not one.startswith("reviewed:")]
            message.user_comments = kept
        else:
            message.user_comments = [
                _sealed(one, seal_of(message)) for one in message.user_comments
            ]
    return new


def _sealed(comment: str, seal: str) -> str:
    """A review as it was entered, with the seal of what it approves."""
    review = review_in(comment)
    if review is None or review["seal"]:
        return comment
    return f"{comment.strip()} ({seal})"


def written(catalogue: Catalog, language: Language | None) -> bytes:
    """The file of a catalogue; None: of the template. No dates: it changes when a phrase does."""
    name = f"the phrases in {OWN_NAMES[language]}" if language else "the template of the phrases"
    head = [f"# SAR Assist: {name}. How to edit it: docs/languages.md.", 'msgid ""', 'msgstr ""']
    fields = ["MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8"]
    fields += ["Content-Transfer-Encoding: 8bit", *([f"Language: {language}"] if language else [])]
    head += [f'"{field}\\n"' for field in fields]
    return ("\n".join(head) + "\n\n").encode() + _body(catalogue)


def _body(catalogue: Catalog) -> bytes:
    out = BytesIO()
    write_po(out, catalogue, width=100, omit_header=True, include_lineno=False)
    return out.getvalue()


def main() -> None:
    """Write the template and every catalogue; say how far each has come."""
    POT.write_bytes(written(template(), None))
    for language in OTHERS:
        file = FOLDER / f"{language}.po"
        old = read_catalogue(file, language) if file.exists() else Catalog(locale=language.value)
        new = updated(old, language)
        file.write_bytes(written(new, language))
        all_of = messages(new)
        done = [one for one in all_of if one.string and not one.fuzzy]
        reviewed = sum(map(is_reviewed, done))
        print(f"{language}: {len(done)} of {len(all_of)} translated, {reviewed} reviewed")


if __name__ == "__main__":
    main()
