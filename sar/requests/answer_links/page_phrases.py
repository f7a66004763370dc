"""The phrases of the answer page in each language that a catalogue has, as the page loads them."""

from functools import cache
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import Response

from sar.errors import NotFound
from sar.http.written import WrittenOnce
from sar.languages.phrasing import LINK, Catalogue
from sar.languages.po_files import catalogues
from sar.languages.words import (
    OWN_NAMES,
    Direction,
    Language,
    Use,
    direction_of,
    manner,
)
from sar.requests.answer_links.views import LinkLanguageView, LinkPhrasesView

_OF_PAGE: Final = f"{LINK} "


def languages_offered() -> list[LinkLanguageView]:
    """The languages to choose from: English, and those whose catalogue can be read."""
    return [
        LinkLanguageView(code=one, name=OWN_NAMES[one], direction=direction_of(one))
        for one in (Language.EN, *catalogues())
    ]


def answer(language: Language, asked: Headers) -> Response:
    """The phrases of a language, kept by browsers until they change."""
    if language not in catalogues():
        raise NotFound("page")
    return _written(language).answer(asked)


@cache
def _written(language: Language) -> WrittenOnce:
    return WrittenOnce(lambda: page_phrases(catalogues()[language]).model_dump_json())


def page_phrases(catalogue: Catalogue) -> LinkPhrasesView:
    """The phrases of the page in a catalogue, and how they may stand."""
    found = {
        context.removeprefix(_OF_PAGE): one
        for (context, _), one in catalogue.phrases.items()
        if context.startswith(_OF_PAGE)
    }
    reviewed = bool(found) and all(one.reviewed for one in found.values())
    return LinkPhrasesView(
        language=catalogue.language,
        direction=Direction(catalogue.direction),
        reviewed=reviewed,
        manner={
            "real": manner(Use.PAGE, reviewed=reviewed, exercise=False),
            "exercise": manner(Use.PAGE, reviewed=reviewed, exercise=True),
        },
        phrases={name: one.text for name, one in found.items()},
    )
