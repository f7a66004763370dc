"""Stops for fuel of one candidate, on the way to the scene and after the work there, and the
findings on them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from sar.assets.fuel_points import FitOf
from sar.matching.candidate import Candidate, radius_nm
from sar.matching.findings import Citation, DirectoryFacts, Finding, Remark, clause
from sar.matching.fuel_stops import OpenStops, refuel_minutes
from sar.matching.intercept import Approach
from sar.matching.landing_places import Site
from sar.time_words import span_text


@dataclass(frozen=True, slots=True)
class FuelStop:
    """A stop of one unit: where, for how long, and by which clause. `at_minutes`: it is there so
    many minutes from now; None: after its work, or where its carrier takes fuel."""

    site: Site
    minutes: float
    basis: Citation | None
    after_work: bool
    at_minutes: float | None = None
    away_nm: float = 0.0
    """From the scene, of one after its work."""
    not_known: tuple[str, ...] = ()
    """The facts that are not known of whether it fits there."""


def fuel_stops(candidate: Candidate, approach: Approach, stops: OpenStops) -> Iterator[FuelStop]:
    """The stop on its way, and where it lands after its work to take fuel, unless its fuel takes
    it home from there."""
    route, lands = approach.route, approach.lands
    if route is not None and route.stop is not None:
        stop = stop_at(route.stop, candidate, stops)
        yield replace(stop, at_minutes=_at_minutes(approach))
    if lands is not None and not _gets_home(candidate, approach):
        yield stop_at(lands, candidate, stops, away_nm=approach.back_nm)


def _at_minutes(approach: Approach) -> float | None:
    """The minute at which it is at the stop on its way, after the border that holds it up if that
    lies before."""
    route, time = approach.route, approach.time
    if route is None or time is None:
        return None
    held = time.hold_minutes if time.border_minutes <= route.to_stop_minutes else 0.0
    return time.leaves_minutes + route.to_stop_minutes + held


def stop_at(
    site: Site, candidate: Candidate, stops: OpenStops, *, away_nm: float | None = None
) -> FuelStop:
    """A stop at a site; after the work, if it is so far away from the scene."""
    won = stops.basis(site, candidate)
    return FuelStop(
        site,
        refuel_minutes(candidate),
        None if won is None else clause(won),
        after_work=away_nm is not None,
        away_nm=away_nm or 0.0,
        not_known=tuple(_not_known(site, candidate)),
    )


def _not_known(site: Site, candidate: Candidate) -> Iterator[str]:
    """The figures that nobody has told, by which it would fit there or not; of its own party's
    bases all is known to its crew."""
    if site.owner is None:
        return
    if site.point is None:
        yield "base_there"
        return
    for fit in site.point.unknown_fits(candidate.seen.type):
        yield f"{fit.of}_there" if fit.there is None else fit.of.value


_SAID: Final = {
    "base_there": "what lands there",
    "draught_there": "the depth there",
    "draught": "its draught",
    "d_value_there": "the size of the deck",
    "d_value": "its length with rotors turning",
    "mass_there": "what weight the deck bears",
    "mass": "its mass",
    "runway_there": "the length of the runway",
    "runway": "the runway that it needs",
}
"""The words for what is not known."""


def _gets_home(candidate: Candidate, approach: Approach) -> bool:
    limit = radius_nm(candidate)
    if limit is None or approach.home_air_nm is None or approach.out_air_nm is None:
        return True
    tank_nm = 2.0 * limit if candidate.returns else limit
    return approach.out_air_nm + approach.home_air_nm <= tank_nm


def findings(stops: Iterable[FuelStop], directory: DirectoryFacts) -> Iterator[Finding]:
    """The findings on stops, and once for each place what is not known of whether it fits there."""
    told: set[Site] = set()
    for stop in stops:
        yield finding(stop, directory)
        if stop.not_known and stop.site not in told:
            told.add(stop.site)
            yield _not_known_there(stop, directory)


def _not_known_there(stop: FuelStop, directory: DirectoryFacts) -> Finding:
    what = " and ".join(_SAID[one] for one in stop.not_known)
    where = _named(stop.site, directory)
    said = f"Whether it fits at {where} is not known: nobody has told {what}."
    params = {**_params(stop.site), "not_told": list(stop.not_known)}
    return Finding(Remark("fit_not_known", said, params))


def too_small(site: Site, candidate: Candidate, directory: DirectoryFacts) -> Finding:
    """The reason for which it takes no fuel at a place on its way."""
    point = site.point
    told = [] if point is None else point.misfits(candidate.seen.type)
    said = "; ".join(_TOO_LARGE[fit.of].format(there=fit.there, own=fit.own) for fit in told)
    params = {**_params(site), **{f"{fit.of}_there": fit.there for fit in told}}
    told_so = f"It would take fuel at {_named(site, directory)}, and does not: {said}."
    return Finding(Remark("too_large_for_stop", told_so, params))


_TOO_LARGE: Final = {
    FitOf.DRAUGHT: "that is for no more than {there:g} m of draught, and it draws some {own:g} m",
    FitOf.D_VALUE: "the deck is for helicopters of up to {there:g} m, and it is {own:g} m long",
    FitOf.MASS: "the place bears {there:g} t, and it weighs up to {own:g} t",
    FitOf.RUNWAY: "the runway is {there:g} m long, and it needs some {own:g} m",
}


def finding(stop: FuelStop, directory: DirectoryFacts) -> Finding:
    """A finding on a stop, with the clause that opens it."""
    site, minutes = stop.site, stop.minutes
    where = _named(site, directory)
    params = {**_params(site), "minutes": minutes}
    if not stop.after_work:
        said = (
            f"It is too far at one go: it refuels at {where} on the way,"
            f" {span_text(minutes)} there{_hours(site)}."
        )
        return Finding(Remark("refuels_on_the_way", said, params, stop.basis))
    said = (
        f"Its fuel does not take it home from the scene: it leaves it for {where},"
        f" {stop.away_nm:.0f} nm on, and takes fuel there, {span_text(minutes)}{_hours(site)}."
    )
    params["away_nm"] = round(stop.away_nm, 1)
    return Finding(Remark("lands_for_fuel", said, params, stop.basis))


def _named(site: Site, directory: DirectoryFacts) -> str:
    if site.owner is None:
        return "a base of its party"
    whose = directory.names.of(site.owner)
    return f"a base of {whose}" if site.point is None else f"{site.point.name} of {whose}"


def _hours(site: Site) -> str:
    if site.point is None:
        return ""
    hours = site.point.hours_utc
    return f"; it is open {hours} UTC" if hours else "; it is open at every hour"


def _params(site: Site) -> dict[str, object]:
    place: dict[str, object] = {"lon": round(site.place.lon, 4), "lat": round(site.place.lat, 4)}
    if site.owner is not None:
        place["party"] = site.owner
    if site.point is not None:
        point = site.point
        place |= {"name": point.name, "hours_utc": point.hours_utc, "fuel_point_id": str(point.id)}
    return place
