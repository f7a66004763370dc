"""Whether one asset that the caller may see can serve one need: verdict, all reasons, remedies."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sar.agreements.clauses import Ruling
from sar.agreements.entry import EntryRuling
from sar.agreements.terms import RequestRuling
from sar.agreements.words import EntryMode
from sar.assets.availability import ReadyWhy
from sar.assets.seen import PlaceFrom
from sar.requests import citing
from sar.requests.candidate import Candidate, Scene, Want, radius_nm
from sar.requests.citing import Citation, Treaties
from sar.requests.words import NeedUnit, Verdict


@dataclass(frozen=True, slots=True)
class Remark:
    """A reason or a remedy: stable code, parameters, English sentence, and what it rests on."""

    code: str
    sentence: str
    params: Mapping[str, Any] = field(default_factory=dict)
    basis: Citation | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A reason; `against` is the verdict it forces when it speaks against the asset, and
    `remedy` is what would make it eligible then."""

    reason: Remark
    against: Verdict | None = None
    remedy: Remark | None = None


@dataclass(frozen=True, slots=True)
class Rulings:
    """What the agreements say of the asset: may it be named, and how it enters."""

    naming: RequestRuling | None
    """None: a ship of opportunity, which no agreement names."""
    entry: EntryRuling


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict with everything that led to it. `clearance_minutes` None: nobody is asked."""

    verdict: Verdict
    reasons: tuple[Remark, ...]
    remedies: tuple[Remark, ...]
    covers: int
    clearance_minutes: int | None


_GRAVITY: Final = (
    Verdict.NOT_SUITED,
    Verdict.NOT_PERMITTED,
    Verdict.NOT_AVAILABLE,
    Verdict.HAIL,
    Verdict.ENTRY_TO_BE_ASKED,
    Verdict.MAY_BE_ASKED,
    Verdict.AFTER_NOTICE,
)
"""Of the verdicts that findings force, the first here is the asset's."""

FAILS: Final = frozenset({Verdict.NOT_SUITED, Verdict.NOT_PERMITTED, Verdict.NOT_AVAILABLE})


def judge(
    candidate: Candidate,
    want: Want,
    scene: Scene,
    rulings: Rulings,
    *,
    asker: str,
    treaties: Treaties,
    clearance_minutes: int,
    way_nm: float | None,
) -> Judgement:
    """Every reason for and against, and the verdict they come to.

    `clearance_minutes` is the limit of the clearance clock, for entry that is asked without a
    term that gives its own lead. `way_nm` None: its place is not known.
    """
    findings = [
        *_fitness(candidate, want),
        *_weather(candidate, scene),
        *_reach(candidate, way_nm=way_nm),
        *_availability(candidate),
        *_naming(candidate, rulings, asker=asker, treaties=treaties),
        *_entering(candidate, rulings.entry, scene, asker=asker, treaties=treaties),
    ]
    forced = {finding.against for finding in findings}
    return Judgement(
        verdict=next((verdict for verdict in _GRAVITY if verdict in forced), Verdict.ALLOWED),
        reasons=tuple(finding.reason for finding in findings),
        remedies=tuple(finding.remedy for finding in findings if finding.remedy is not None),
        covers=_covers(candidate, want),
        clearance_minutes=_clearance(rulings.entry, clearance_minutes),
    )


def _covers(candidate: Candidate, want: Want) -> int:
    """How much of the need it covers alone: units, or the persons that one lift takes."""
    units = 1 if candidate.free is None else candidate.free
    each = 1 if want.unit is NeedUnit.ASSETS else candidate.persons
    return min(want.quantity, units * each)


def _clearance(entry: EntryRuling, limit_minutes: int) -> int | None:
    match entry.mode:
        case EntryMode.REQUEST:
            return entry.lead_minutes or limit_minutes
        case EntryMode.NOTIFY:
            return entry.lead_minutes
        case _:
            return None


def _fitness(candidate: Candidate, want: Want) -> Iterator[Finding]:
    kind, asset_type = candidate.kind, candidate.asset_type
    named = kind in want.kinds or asset_type.code in want.types
    if (want.kinds or want.types) and not named:
        asked = sorted({*want.kinds, *want.types})
        yield _unsuited(
            "kind_not_asked",
            f"The need asks for {', '.join(asked)}; this is {asset_type.name} ({kind}).",
            {"kind": kind.value, "type": asset_type.code, "asked": asked},
            Remark("change_need", f"A need that also asks for {kind}.", {"kind": kind.value}),
        )
    for capability in sorted(want.capabilities - asset_type.capabilities):
        said = capability.replace("_", " ")
        yield _unsuited(
            "lacks_capability",
            f"It has no {said}, which the need asks for.",
            {"capability": capability},
            Remark("change_need", f"A need without {said}.", {"capability": capability}),
        )
    if want.unit is NeedUnit.PERSONS and not candidate.persons:
        yield _unsuited(
            "recovers_nobody",
            "It takes no survivors aboard; it may find, relay or drop.",
            {},
            Remark("change_need", "A need that counts assets, for searching or dropping."),
        )


def _weather(candidate: Candidate, scene: Scene) -> Iterator[Finding]:
    figures = candidate.figures
    limits = (
        ("sea_state", "sea state", scene.sea_state, figures.sea_state_max),
        ("wind", "wind in knots", scene.wind_kn, figures.wind_max_kn),
    )
    for code, said, there, limit in limits:
        if there is None or limit is None or there <= limit:
            continue
        reason = Remark(
            f"{code}_above_limit",
            f"The {said} at the scene is {there:g}; it works up to {limit:g}.",
            {"there": there, "limit": limit},
        )
        if candidate.party is None:
            # A ship above its limit may still give a lee, lower rafts and stand by.
            yield Finding(reason)
        else:
            remedy = Remark(
                "weather_moderates", f"A {said} of {limit:g} or less.", {"limit": limit}
            )
            yield Finding(reason, Verdict.NOT_SUITED, remedy)


def _reach(candidate: Candidate, *, way_nm: float | None) -> Iterator[Finding]:
    figures = candidate.figures
    if way_nm is None:
        yield Finding(
            Remark("place_not_known", "Where it is, is not known here: no time can be given."),
            remedy=Remark("tell_place", "A position or base that its party shares."),
        )
    elif candidate.place_from is PlaceFrom.BASE:
        yield Finding(Remark("from_base", "The time is reckoned from its base."))
    if not figures.response_kn:
        yield Finding(
            Remark("no_speed", "It has no speed of its own: something must carry it."),
            remedy=Remark("carrier", "A vessel, aircraft or vehicle that carries it."),
        )
    limit = radius_nm(candidate)
    if way_nm is not None and limit is not None and way_nm > limit:
        yield _unsuited(
            "beyond_reach",
            f"The scene is {way_nm:.0f} nm away; it reaches {limit:.0f} nm"
            + (" and back." if candidate.returns else "."),
            {"way_nm": round(way_nm, 1), "reach_nm": round(limit, 1)},
            Remark("refuel", "Fuel on the way, or a base nearer to the scene."),
        )


def _availability(candidate: Candidate) -> Iterator[Finding]:
    ready = candidate.ready
    until = None if ready.from_at is None else ready.from_at.isoformat()
    back = Remark("available_from", "Its party expects it back then.", {"at": until})
    confirm = Remark("confirm_readiness", "Its party must say that it is available again.")
    match ready.why:
        case ReadyWhy.AVAILABLE:
            pass
        case ReadyWhy.LIMITED:
            yield Finding(Remark("limited", "Its party says that it is limited."))
        case ReadyWhy.NOT_KNOWN if candidate.party is None:
            pass
        case ReadyWhy.NOT_KNOWN:
            yield Finding(
                Remark("readiness_not_shared", "Its readiness is not shared: its centre knows.")
            )
        case ReadyWhy.LAPSED | ReadyWhy.NOT_CONFIRMED:
            yield Finding(
                Remark(ready.why.value, "What was said of its readiness has run out."),
                Verdict.NOT_AVAILABLE,
                confirm,
            )
        case ReadyWhy.UNAVAILABLE | ReadyWhy.MAINTENANCE:
            said = "in maintenance" if ready.why is ReadyWhy.MAINTENANCE else "unavailable"
            yield Finding(
                Remark(ready.why.value, f"Its party says that it is {said}.", {"until": until}),
                Verdict.NOT_AVAILABLE,
                back if until else confirm,
            )
    if candidate.free == 0:
        until = None if candidate.bound_until is None else candidate.bound_until.isoformat()
        yield Finding(
            Remark("bound", "It is bound to other work in that time.", {"until": until}),
            Verdict.NOT_AVAILABLE,
            Remark("bound_until", "Its release, or a later time.", {"until": until}),
        )


def _naming(
    candidate: Candidate, rulings: Rulings, *, asker: str, treaties: Treaties
) -> Iterator[Finding]:
    naming, owner = rulings.naming, candidate.party
    if owner is None or naming is None:
        duty = citing.instrument("SOLAS V/33", between=(asker, None), treaties=treaties)
        yield Finding(
            Remark("hail", "A ship that can assist is hailed; its master goes if able.", {}, duty),
            Verdict.HAIL,
        )
        return
    if owner == asker:
        yield Finding(Remark("own_asset", "It is your own."))
        return
    basis = citing.ruling(naming, between=(asker, owner), treaties=treaties)
    if naming.allowed:
        yield Finding(
            Remark("named", f"{owner} has agreed that you may name it.", _lost(naming), basis)
        )
        return
    law = "SAR Convention, Annex 3.1.7"
    basis = (
        basis
        if naming.winner
        else citing.instrument(law, between=(asker, owner), treaties=treaties)
    )
    code = "not_named" if naming.allowed is None else "naming_excluded"
    says = "No term names it" if naming.allowed is None else "A term excludes naming it"
    yield Finding(
        Remark(code, f"{says}: {owner}'s centre may be asked for it.", _lost(naming), basis),
        Verdict.MAY_BE_ASKED,
        Remark(
            "ask_centre",
            f"Ask {owner}'s centre: any centre may be asked to assist (Annex 3.1.7).",
            {"party": owner},
        ),
    )


_ENTERING: Final[Mapping[str, str]] = {
    "high_seas": "The scene is on the high seas: nobody is asked for entry.",
    "own_territory": "The scene is in its own State's territory: nobody is asked for entry.",
    "innocent_passage": "A ship in innocent passage asks nobody; stopping to assist is part of it.",
    "entry_pre_cleared": "Its entry is cleared in advance.",
    "entry_notify": "{territory} is notified {lead_minutes} minutes before it enters.",
    "entry_request": "{territory} is asked for entry, {lead_minutes} minutes ahead.",
    "entry_by_request": "Nothing is agreed on entry: its own party asks {territory}, which"
    " acknowledges at once.",
    "entry_prohibited": "Its entry into {territory} is prohibited.",
}


def _entering(
    candidate: Candidate, entry: EntryRuling, scene: Scene, *, asker: str, treaties: Treaties
) -> Iterator[Finding]:
    if entry.code == "own_territory" and candidate.party == asker:
        return
    if entry.code == "high_seas" and candidate.party in (None, asker):
        return
    territory = scene.territory or ""
    params = {
        "territory": territory or None,
        "lead_minutes": entry.lead_minutes,
        "contact": entry.contact,
        **_lost(entry),
    }
    basis = (
        None
        if entry.code == "own_territory"
        else citing.ruling(
            entry, between=(candidate.party or asker, scene.territory), treaties=treaties
        )
    )
    sentence = _ENTERING[entry.code].format(territory=territory, lead_minutes=entry.lead_minutes)
    reason = Remark(entry.code, sentence, params, basis)
    match entry.mode:
        case EntryMode.NOTIFY:
            remedy = Remark("notify", f"Notify {territory} {entry.contact}".strip() + ".", params)
            yield Finding(reason, Verdict.AFTER_NOTICE, remedy)
        case EntryMode.REQUEST:
            says = f"{candidate.party} asks {territory} for entry (Annex 3.1.3). {entry.contact}"
            yield Finding(
                reason, Verdict.ENTRY_TO_BE_ASKED, Remark("ask_entry", says.strip(), params)
            )
        case EntryMode.PROHIBITED:
            says = f"A consent of {territory} beside the agreement."
            yield Finding(reason, Verdict.NOT_PERMITTED, Remark("special_consent", says, params))
        case EntryMode.PRE_CLEARED | None:
            yield Finding(reason)


def _lost(ruling: Ruling) -> dict[str, Any]:
    """The clauses that lost, for the parameters of a reason; nothing when none did."""
    return {"lost": [basis.label for basis in ruling.losers]} if ruling.losers else {}


def _unsuited(code: str, sentence: str, params: Mapping[str, Any], remedy: Remark) -> Finding:
    return Finding(Remark(code, sentence, params), Verdict.NOT_SUITED, remedy)
