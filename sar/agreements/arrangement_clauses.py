"""The clauses of an arrangement between rescue coordination centres (SAR Convention, Annex 3.1.8).

Each has the paragraph it serves and words to begin from. They are the platform's own words, after
the agreements that States have made; nothing is agreed by them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class ArrangementClause:
    """One clause. `serves`: the paragraph; `about`: the matter it settles; `proposed`: words that
    negotiators may take over or change."""

    number: int
    title: str
    serves: str
    about: str
    proposed: str


_NONE: Final = "no paragraph of the SAR Convention"
_ANNEX: Final = "SAR Convention, Annex"

CLAUSES: Final = tuple(
    ArrangementClause(number, *texts)
    for number, texts in enumerate(
        (
            (
                "Parties, authorities and centres",
                f"{_ANNEX} 3.1.8 and 2.1.11",
                "The authorities that agree, and the centres that work by it.",
                "The responsible authorities of the Parties agree on this arrangement. Their rescue"
                " co-ordination centres carry it out; a list of them is annexed and kept up to date"
                " by the centres.",
            ),
            (
                "Words and instruments",
                f"{_ANNEX} 1.3",
                "The meaning of words, and the instruments that it rests on.",
                "Words mean what they mean in the SAR Convention. Nothing here lessens what the"
                " Parties owe under the instruments named.",
            ),
            (
                "Area",
                f"{_ANNEX} 2.1.4 to 2.1.7",
                "The waters, coasts and airspace in which it applies.",
                "It applies in ____. Lines that are drawn for search and rescue prejudice no"
                " boundary between States.",
            ),
            (
                "Kinds of emergency",
                f"{_ANNEX} 1.3.10 to 1.3.13 and 4.4",
                "The emergencies in which it applies, and from which phase on.",
                "It is for search and rescue alone: for people in distress, or feared to be. Other"
                " work is covered where it is named.",
            ),
            (
                "Units",
                f"{_ANNEX} 2.5 and 3.1.6.1",
                "The units that may be asked for, and those that are left out.",
                "Units of the kinds named may be asked for by name. Whatever is left out, a centre"
                " may always be asked for help.",
            ),
            (
                "Who asks whom, and in which language",
                f"{_ANNEX} 2.3.3, 3.1.6.1 and 3.1.7",
                "The side that grants, the side that asks, and how they know each other.",
                "Centres ask each other at any hour, in English unless both use another language."
                " A request by voice counts; it is written down when there is time. Who doubts who"
                " is calling calls back the number in the annex.",
            ),
            (
                "What a request says",
                f"{_ANNEX} 3.1.3 and 3.1.6.1",
                "The contents and form of a request.",
                "A request says for how many people, where, by when and what for help is needed,"
                " who co-ordinates, and whom to answer. Details that are missing delay no help.",
            ),
            (
                "Acknowledging and answering",
                f"{_ANNEX} 3.1.7",
                "How soon a request is acknowledged and answered, and what silence means.",
                "A request is acknowledged and answered within the minutes agreed; the Convention"
                " gives none. After that the asking centre may call by voice and ask others.",
            ),
            (
                "Entry, overflight and landing",
                f"{_ANNEX} 3.1.2 to 3.1.5 and 3.1.6.2",
                "How units enter the other Party's waters, airspace and ports, and how soon leave"
                " is given.",
                "Units enter solely for search and rescue. The centre of the Party that is entered"
                " is told of call sign, route, heights and times, and co-ordinates them there as"
                " far as practicable.",
            ),
            (
                "Crews, arms and sensors",
                f"{_ANNEX} 3.1.2 (national law); for State aircraft Chicago Convention, art. 3(c)",
                "The standing of crews in the other Party's territory, and what units may carry"
                " and use.",
                "Crews stay under their own service and obey the law of the place. Arms stay"
                " aboard and unloaded. Pictures are taken for the rescue alone.",
            ),
            (
                "Fuel, bases and medical help",
                f"{_ANNEX} 3.1.7",
                "Where units of one Party may refuel, rest, and bring the injured, in the other's"
                " territory.",
                "Units at work are given fuel, shelter and medical help as the Party's own units"
                " are. Places and hours are annexed.",
            ),
            (
                "Command",
                f"{_ANNEX} 3.1.2 and 4.7",
                "Who directs units, and who may call them back.",
                "Units stay under their own Party's command, which may call them back and says so"
                " as early as it can. The mission co-ordinator says what is needed, and names the"
                " on-scene co-ordinator.",
            ),
            (
                "Handing over co-ordination",
                f"{_ANNEX} 4.5.4; MSC.167(78) 6.7",
                "How the lead of a case passes from one centre to the other.",
                "The centre that is told first leads until the other has accepted. Accepting is"
                " said in so many words, by function, with the time; both write it down.",
            ),
            (
                "Costs",
                f"{_NONE}; the model agreement in IAMSAR Vol. I has each Party bear its own",
                "Who pays for a unit's work, from which hour on, and until when it is claimed.",
                "No help waits for a word on costs.",
            ),
            (
                "Liability",
                _NONE,
                "Who answers for damage, to whom, and what is waived or insured.",
                "____",
            ),
            (
                "Customs, immigration and health",
                f"{_ANNEX} 3.1.6.3",
                "How formalities are eased for units, goods and people.",
                "Each centre arranges with its authorities that units, their goods and the rescued"
                " are not held up. Formalities for survivors follow once they are safe ashore.",
            ),
            (
                "Survivors",
                f"{_ANNEX} 1.3.2 and 2.1.10; 3.1.6.4 and 3.1.9 where a Party has accepted the"
                " amendments of 2004; MSC.167(78) 6.12 to 6.17",
                "Where survivors are brought, and how a ship that took them aboard is let go.",
                "Everybody is helped, whatever their nationality or status and however they are"
                " found. The centres begin to look for a place of safety as soon as people are"
                " known to be in distress, and let the ship's master go with the least deviation.",
            ),
            (
                "Children and others who need care",
                "CRC art. 3, 20 and 22; Global Compact for Migration, objective 11(e)",
                "The authority that is told of children, how soon, and with which facts.",
                "The child protection authority at the place of landing is told, before the unit"
                " berths, how many children are aboard and how many of them are alone. Names are"
                " not passed on by the centres.",
            ),
            (
                "What is shown of units and cases",
                f"{_ANNEX} 4.1.1 and 4.1.4",
                "What each Party sees of the other's units and cases, how exactly, and what it may"
                " do with that.",
                "What is shown here serves search and rescue alone, and is passed on to nobody else"
                " without the word of the Party that it comes from.",
            ),
            (
                "Ships' positions, lists of facilities, communications",
                f"{_ANNEX} 4.1.1 and 4.1.2",
                "What else the centres exchange, and how often.",
                "The centres exchange their lists of facilities and their plans of communication"
                " each year, and on request the positions of ships near a case.",
            ),
            (
                "Points of contact",
                f"{_ANNEX} 2.3.2 and 2.3.3",
                "Who is reached at every hour, and who if they are not.",
                "Numbers are annexed with a second way for each. Changes are told before they take"
                " effect; each number is tried every month.",
            ),
            (
                "Meetings, exercises and visits",
                f"{_ANNEX} 2.1.2.6, 2.2.2.2 and 3.1.8",
                "How the centres come to know each other before they need to.",
                "The centres exercise together at least once a year, by day and by night in turn,"
                " and visit each other.",
            ),
            (
                "Looking back at operations",
                f"{_ANNEX} 2.1.2.6",
                "How both learn from a case, and by when.",
                "Within ____ days of a joint operation the centres go through it together and write"
                " down what they change.",
            ),
            (
                "Other agreements",
                f"{_NONE}; of treaties, Vienna Convention on the Law of Treaties, art. 30",
                "Which text holds where several speak, and what States that are no party may rely"
                " on.",
                "It takes nothing from other agreements of the Parties, but for those that it says"
                " it prevails over.",
            ),
            (
                "Disputes and changes",
                _NONE,
                "How doubts are settled, and who may change the arrangement and its annexes.",
                "Doubts are settled between the responsible authorities. Annexes are changed by the"
                " centres in writing, the rest by the authorities.",
            ),
            (
                "Beginning and end",
                f"{_NONE}; of treaties, Vienna Convention on the Law of Treaties, art. 24 and 25",
                "From when it holds, and until when.",
                "It holds from the day named once each authority has confirmed it in writing.",
            ),
            (
                "Suspension and withdrawal",
                f"{_NONE}; of treaties, Vienna Convention on the Law of Treaties, art. 57 and 65",
                "With how much notice a Party stops, and what becomes of cases that run.",
                "A Party that suspends or ends it gives notice in writing of ____. Cases that run"
                " by then go on to their end.",
            ),
            (
                "Text, languages and notification",
                f"{_ANNEX} 2.1.11 and 2.1.12",
                "The authentic text, where it lies, and who is told of it.",
                "The texts in the languages named are equally authentic. The Parties tell IMO, and"
                " ICAO where aircraft are concerned, of what concerns them.",
            ),
        ),
        1,
    )
)
"""All of them, by number."""

TITLES: Final = {clause.number: clause.title for clause in CLAUSES}


def digest_of(words: Iterable[Mapping[str, Any]]) -> str | None:
    """The SHA-256 of the words of some clauses, each as `14. ` and its lines, with an empty line
    between them, in UTF-8; None where there are none."""
    text = "\n\n".join(f"{one['clause']}. {one['words']}" for one in words)
    return sha256(text.encode()).hexdigest() if text else None
