"""Commands of rescue coordination centres: added, changed, retired."""

import base64
import json
import re
import secrets
import shlex
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import available_timezones

import typer
from pydantic import SecretStr, ValidationError
from shapely import MultiPolygon
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar import clock
from sar.cli.language_codes import LANGUAGE_CODES
from sar.cli.named_rows import CentreOption, PartyOption, fitting, named_centre, named_party
from sar.cli.one_line import WrongCall
from sar.cli.operating import in_database
from sar.cli.place_of_centre import warning_of
from sar.geo.areas import parse_area
from sar.geo.position import LatLon
from sar.http.reasons import reason
from sar.parties import directory
from sar.parties.models import Centre
from sar.parties.schemas import CentreContact

centre_app = typer.Typer(no_args_is_help=True, help="Rescue coordination centres.")

LanguagesOption = Annotated[
    list[str] | None,
    typer.Option(
        "--language",
        help="Like en; may be repeated, all of them, the first one first. One of "
        f"{' '.join(LANGUAGE_CODES)}.",
    ),
]

ContactsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--contact",
        help='Like "email=duty@example.int hours=20:00-06:00 language=en verified=2026-11-01'
        ' exercises=yes" or "telephone=+39 06 1234 language=it"; all of them, in order',
    ),
]
CENTRE_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{1,39}")


def _languages(given: list[str] | None) -> list[str] | None:
    for code in given or ():
        if code not in LANGUAGE_CODES:
            raise WrongCall(
                f"{code!r} is no language of the list: write one of {' '.join(LANGUAGE_CODES)}."
            )
    return given


@centre_app.command("add")
def centre_add(
    party: PartyOption,
    code: Annotated[str, typer.Option(help="Unique code, like MRCC-ROMA")],
    name: Annotated[str, typer.Option()],
    lon: Annotated[float, typer.Option()],
    lat: Annotated[float, typer.Option()],
    srr: Annotated[
        Path | None, typer.Option(help="GeoJSON Polygon or MultiPolygon of its region")
    ] = None,
    language: LanguagesOption = None,
    time_zone: Annotated[str, typer.Option(help="Like Europe/Rome")] = "UTC",
) -> None:
    """Add a centre of a party."""
    fitting(code, CENTRE_CODE, "centre code", "MRCC-ROMA")
    centre = Centre(
        party_code=party,
        code=code,
        name=name,
        position=LatLon(lat=lat, lon=lon),
        srr=_region(srr) if srr else None,
        languages=_languages(language) or [],
        time_zone=_zone(time_zone),
    )

    async def work(db: AsyncSession) -> str | None:
        await named_party(db, party)
        taken = await db.execute(select(col(Centre.id)).where(col(Centre.code) == code))
        if taken.first():
            raise WrongCall(f"There is a centre {code} already: sar centre set changes it.")
        await directory.add_centre(db, centre, now=clock.now())
        return await _warning(db, centre)

    warning = in_database(work)
    typer.echo(f"{code} added.")
    _warn(warning)


@centre_app.command("set")
def centre_set(
    party: PartyOption,
    centre: CentreOption,
    name: Annotated[str | None, typer.Option(help="Its name in English")] = None,
    lon: Annotated[float | None, typer.Option(help="With --lat: its place")] = None,
    lat: Annotated[float | None, typer.Option(help="With --lon: its place")] = None,
    srr: Annotated[
        Path | None, typer.Option(help="GeoJSON Polygon or MultiPolygon of its region")
    ] = None,
    language: LanguagesOption = None,
    time_zone: Annotated[str | None, typer.Option(help="Like Europe/Rome")] = None,
    contact: ContactsOption = None,
) -> None:
    """Change the name, the place, the region, the languages or the time zone of a centre, or its
    contacts: all of them, in the order in which they are tried; also of a centre that is only
    listed. The secret of a new webhook is made here and printed, this once."""
    place = _place(lon, lat)
    region = _region(srr) if srr else None
    zone = _zone(time_zone) if time_zone else None
    spoken = _languages(language)
    given = [_contact(one) for one in contact or ()]
    is_changed = any(one is not None for one in (name, place, region, spoken, zone))

    async def work(db: AsyncSession) -> tuple[str | None, dict[str, str]]:
        found = await named_centre(db, party, centre)
        if is_changed or not given:
            await directory.change_centre(
                db,
                found,
                name=name,
                position=place,
                srr=region,
                languages=spoken,
                time_zone=zone,
                now=clock.now(),
            )
        contacts, made = _with_secrets(given, {one["value"] for one in found.webhook_secrets})
        if contacts:
            await directory.change_contacts(db, found, contacts, now=clock.now())
        is_moved = place is not None or region is not None
        return await _warning(db, found) if is_moved else None, made

    warning, secrets_made = in_database(work)
    for address, secret in secrets_made.items():
        typer.echo(f"Secret of {address}: {secret}")
    typer.echo(f"{centre} changed.")
    _warn(warning)


@centre_app.command("retire")
def centre_retire(
    party: PartyOption,
    centre: CentreOption,
    undo: Annotated[bool, typer.Option("--undo", help="It serves again")] = False,
) -> None:
    """Retire a centre: it is asked for nothing and offered nowhere any more, and stays in old cases
    and on the record. Refused while it has a part in the lead of an open case or in an open
    request, or while assets, people or keys belong to it."""

    async def work(db: AsyncSession) -> None:
        found = await named_centre(db, party, centre)
        if undo:
            await directory.restore_centre(db, found, now=clock.now())
            return
        from sar.cli.retiring import work_left

        if reasons := await work_left(db, found.id):
            raise WrongCall(f"{centre} is not retired: {'; '.join(reasons)}.")
        await directory.retire_centre(db, found, now=clock.now())

    in_database(work)
    typer.echo(f"{centre} serves again." if undo else f"{centre} is retired.")


def _place(lon: float | None, lat: float | None) -> LatLon | None:
    if lon is None and lat is None:
        return None
    if lon is None or lat is None:
        raise WrongCall("--lon and --lat go together.")
    return LatLon(lat=lat, lon=lon)


async def _warning(db: AsyncSession, centre: Centre) -> str | None:
    """The doubt about the centre's place, by its region, the party's other centres that serve, or
    the party's territory."""
    others = select(col(Centre.position)).where(
        col(Centre.party_code) == centre.party_code,
        col(Centre.id) != centre.id,
        col(Centre.retired_at).is_(None),
    )
    known = (await db.execute(others)).scalars().all()
    return warning_of(
        centre.code,
        centre.position,
        region=centre.srr,
        others=known,
        party=centre.party_code,
    )


def _warn(warning: str | None) -> None:
    if warning is not None:
        typer.secho(f"Warning: {warning}", err=True, fg="yellow")


def _contact(written: str) -> CentreContact:
    """A contact as the option writes it."""
    words = _whole_values(_split(written))
    given = dict(word.partition("=")[::2] for word in words)
    channel, _, value = (words[0] if words else "").partition("=")
    rest = given.keys() - {channel}
    if (
        not value
        or rest - {"hours", "language", "verified", "exercises"}
        or len(given) < len(words)
    ):
        raise WrongCall(
            f"{written!r} is no contact: it must look like"
            " email=duty@example.int hours=20:00-06:00 language=en verified=2026-11-01"
            " exercises=yes."
        )
    if given.get("exercises", "no") not in ("yes", "no"):
        raise WrongCall(f"{written!r}: exercises is yes or no.")
    spoken = given.get("language", "")
    if spoken:
        _languages([spoken.partition("-")[0]])
    try:
        return CentreContact(
            channel=channel,
            value=value,
            hours=given.get("hours", ""),
            language=spoken,
            verified_on=given.get("verified"),
            in_exercises=given.get("exercises") == "yes",
        )
    except ValidationError as error:
        raise WrongCall(f"{written!r}: {reason(error.errors(include_url=False)[0])}.") from None


def _split(written: str) -> list[str]:
    try:
        return shlex.split(written)
    except ValueError as error:
        raise WrongCall(f"{written!r} is no contact: {str(error).lower()}.") from None


def _whole_values(words: list[str]) -> list[str]:
    """The words with those behind them that begin no value of their own: numbers have spaces."""
    whole = words[:1]
    for word in words[1:]:
        if "=" in word:
            whole.append(word)
        else:
            whole[-1] += f" {word}"
    return whole


def _with_secrets(
    contacts: list[CentreContact], known: set[str]
) -> tuple[list[CentreContact], dict[str, str]]:
    """The contacts with a new secret for each webhook that has none, and those secrets."""
    made = {
        one.value: f"whsec_{base64.b64encode(secrets.token_bytes(32)).decode()}"
        for one in contacts
        if one.channel == "webhook" and one.value not in known
    }
    return [
        one.model_copy(update={"secret": SecretStr(made[one.value])}) if one.value in made else one
        for one in contacts
    ], made


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise WrongCall(f"{name!r} is no time zone: it must look like Europe/Rome.")
    return name


def _region(path: Path) -> MultiPolygon:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise WrongCall(f"{path} cannot be read as GeoJSON: {error}") from error
    return parse_area(_geometry(document))


def _geometry(document: Any) -> Any:
    """The geometry of a bare geometry, a Feature, or a collection of one Feature."""
    match document:
        case {"type": "Feature", "geometry": geometry}:
            return geometry
        case {"type": "FeatureCollection", "features": [{"geometry": geometry}]}:
            return geometry
        case _:
            return document
