"""API shapes: what makers of answer links read, and what the page of a link does."""

from datetime import datetime
from typing import Literal

from sar.languages.words import Direction, Language, Manner
from sar.requests.clearance_views import ClearanceVoiceAnswerView
from sar.requests.views import VoiceAnswerView
from sar.requests.words import CodeOutcome, LinkAnswer, LinkLine, LinkMatter, LinkStanding
from sar.wire import View


class NewAnswerLinkView(View):
    """`url` and `code` are shown this once. Send the link by any way; speak the code by voice, to a
    number of the directory. A code without `url` is for a link that has been sent. `shown_before`:
    this answers a repeat, and both are null; if the first answer was lost, make another."""

    url: str | None
    code: str | None
    expires_at: datetime | None
    shown_before: bool


class LinkContactView(View):
    """A number or address of the centre that asks."""

    channel: str
    value: str
    language: str


class LinkFactView(View):
    """One line of what is asked. `other`: the same in the language that the page asked for by
    Accept-Language; null in English, where a word of it is in no catalogue, and in real use where
    one was not reviewed."""

    name: LinkLine
    text: str
    other: str | None


class LinkContentView(View):
    """The question, as the centre may read it, and what it has said. `may`: the answers that are
    open to it."""

    facts: list[LinkFactView]
    state: str
    may: list[LinkAnswer]
    said: list[VoiceAnswerView | ClearanceVoiceAnswerView]


class LinkLanguageView(View):
    """A language of the page, by its own name."""

    code: Language
    name: str
    direction: Direction


class LinkPhrasesView(View):
    """The phrases of the page in a language, by name, with {places}. `manner`: how it stands in
    real use and in exercises; `reviewed`: a native reader has approved each of them. If it stands
    beneath the English, it is with the `reviewed_phrases` alone."""

    language: Language
    direction: Direction
    reviewed: bool
    reviewed_phrases: list[str]
    manner: dict[Literal["real", "exercise"], Manner]
    phrases: dict[str, str]


class AnswerPageView(View):
    """The page of an answer link. Without `content` it tells that something waits, and no more.

    `outcome`: of a code that was just given; null: none was. `tries_left`: codes that may still be
    wrong before the link is locked. `languages` can be chosen: in real use those of which something
    was reviewed; `language` is the first that the directory says of the centre, if it is one of the
    others.
    """

    matter: LinkMatter
    exercise: bool
    reference: str
    to: str
    asked_by: str
    asked_by_party: str
    call: list[LinkContactView]
    as_of: datetime
    standing: LinkStanding
    outcome: CodeOutcome | None
    tries_left: int
    languages: list[LinkLanguageView]
    language: Language | None
    content: LinkContentView | None
