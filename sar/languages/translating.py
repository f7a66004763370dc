"""A text beneath its English in another language, or the reason why it is not there."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sar.languages.phrasing import Catalogue, OtherWording, Wording
from sar.languages.po_files import catalogues
from sar.languages.words import Direction, Language, LeftOut, Manner, Use, manner


@dataclass(frozen=True, slots=True)
class OtherText:
    """A text in another language, for a screen or an e-mail; the English above it prevails."""

    language: Language
    direction: Direction
    body: str
    reviewed: bool


async def in_other_language(
    language: Language, say: Callable[[Wording], Awaitable[str]], *, exercise: bool
) -> OtherText | LeftOut:
    """The text that `say` writes, in the language; or why it does not leave."""
    catalogue = catalogues().get(language)
    if catalogue is None:
        return LeftOut.NO_CATALOGUE
    words = OtherWording(catalogue)
    body = await say(words)
    return judged(catalogue, words, body, exercise=exercise)


def judged(
    catalogue: Catalogue, words: OtherWording, body: str, *, exercise: bool
) -> OtherText | LeftOut:
    """The text as it may be used, after what was said in `words`; its first line, or the one after
    the mark of an exercise, says that the English prevails, and what nobody has reviewed."""
    marks = [words.say("message", "TRANSLATION. THE ENGLISH TEXT PREVAILS.")]
    reviewed = not words.unreviewed
    if not reviewed:
        marks.append(words.say("message", "NOT REVIEWED. FOR EXERCISES ONLY."))
    if words.missing:
        return LeftOut.NO_CATALOGUE
    if manner(Use.TEXT, reviewed=reviewed, exercise=exercise) is Manner.ABSENT:
        return LeftOut.NOT_REVIEWED
    lines = body.splitlines()
    lines.insert(1 if exercise else 0, " ".join(marks))
    body = "\n".join(lines) + "\n"
    return OtherText(catalogue.language, catalogue.direction, body, reviewed=reviewed)
