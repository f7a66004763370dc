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
    Manner,
    direction_of,
    manner_of_page,
)
from sar.requests.answer_links.views import LinkLanguageView, LinkPhrasesView

_OF_PAGE: Final = f"{LINK} "


def languages_offered(*, exercise: bool) -> list[LinkLanguageView]:
    """The languages to choose from: English, and those whose catalogue can be read and of which
    something may be shown."""
    use: Final = "exercise" if exercise else "real"
    others = (one for one in catalogues() if _phrases(one).manner[use] is not Manner.ABSENT)
    return [
        LinkLanguageView(code=one, name=OWN_NAMES[one], direction=direction_of(one))
        for one in (Language.EN, *others)
    ]


def answer(language: Language, asked: Headers) -> Response:
    """The phrases of a language, kept by browsers until they change."""
    if language not in catalogues():
        raise NotFound("page")
    return _written(language).answer(asked)


@cache
def _written(language: Language) -> WrittenOnce:
    return WrittenOnce(lambda: _phrases(language).model_dump_json())


@cache
def _phrases(language: Language) -> LinkPhrasesView:
    return page_phrases(catalogues()[language])


def page_phrases(catalogue: Catalogue) -> LinkPhrasesView:
    """The phrases of the page in a catalogue, and how they may stand."""
    found = {
        context.removeprefix(_OF_PAGE): one
        for (context, _), one in catalogue.phrases.items()
        if context.startswith(_OF_PAGE)
    }
    reviewed = [name for name, one in found.items() if one.reviewed]
    many = {"reviewed": len(reviewed), "phrases": len(found)}
    whole = 0 < len(found) == len(reviewed)
    return LinkPhrasesView(
        language=catalogue.language,
        direction=Direction(catalogue.direction),
        reviewed=whole,
        reviewed_phrases=[] if whole else reviewed,
        manner={
            "real": manner_of_page(**many, exercise=False),
            "exercise": manner_of_page(**many, exercise=True),
        },
        phrases={name: one.text for name, one in found.items()},
    )
