"""Settings of an installation: environment variables with the prefix SAR_."""

import re
from functools import cache
from pathlib import Path
from typing import Final, Self
from urllib.parse import parse_qs, urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PMTILES: Final = ".pmtiles"
_PMTILES_BEGIN = b"PMTiles\x03"


LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")
EVERYWHERE: Final = ("0.0.0.0", "::")  # noqa: S104 compared, not bound
"""Addresses to listen on that are nobody's name."""


def _bracketed(host: str) -> str:
    """As it stands in an address."""
    return f"[{host}]" if ":" in host else host


class Settings(BaseSettings):
    """Nothing here is secret by default: tokens are random and stored hashed."""

    model_config = SettingsConfigDict(env_prefix="SAR_", extra="ignore")

    database_url: str | None = None
    """A PostgreSQL with PostGIS; without it the private cluster under `.sar/` is used."""
    database_owner_url: str | None = None
    """The same by a login that may act as the owner, to migrate and to erase; without it
    `database_url` has to do."""
    host: str = "127.0.0.1"
    port: int = 8000
    public_origins: list[str] = []
    """Origins a browser may come from. The platform answers to their hosts alone, to the one that
    it listens on, and to this machine."""
    tls: bool = False
    """The installation is reached by HTTPS: cookies become Secure and `__Host-`."""
    log_json: bool = False
    pool_size: int = 20
    statement_s: float = 30
    """The longest that one statement of a request takes. A database that says nothing is given up
    two seconds later, and a request without an answer after five."""
    stall_s: float = 120
    """The longest that a client may take nothing of what it is sent; satellite links stall for up
    to 70 s."""
    session_hours: float = 12
    requests_per_minute: int = 1200
    """For each signed-in person or key, of all processes together like all that follow here, a
    quarter of them at once; six times as much for all of one party together."""
    fixes_per_minute: int = 12_000
    """Positions that one party delivers."""
    stranger_requests_per_minute: int = 300
    """From one address (of IPv6 its /64), of all that bring no key or session that is known to be
    good."""
    page_requests_per_minute: int = 3_000
    """From one address (of IPv6 its /64), for the screens and their files, whoever asks: a screen
    that nothing is kept of takes some dozens."""
    sign_ins_per_login: int = 30
    """A minute, from one address, with a right password."""
    failed_sign_ins_per_login: int = 10
    """A minute, from one address: nobody else can lock an officer out."""
    failed_sign_ins_per_address: int = 60
    """A minute, for all logins together; an address of IPv6 counts with its /64."""
    metrics_token: SecretStr | None = None
    """The bearer token that reads `/metrics`; without it there is no `/metrics`."""
    track_days: int = 90
    """The time that positions of the past are kept, in the installation's time; 14 at least."""
    track_whole_hours: int = Field(default=24, ge=0)
    """The time for which all positions of a day are kept once it is over, before those of a steady
    way drop out; as long at least as terms show positions late."""
    vessel_hours: float = Field(default=6.0, gt=0)
    """The time since a vessel of no register was last heard off the air for which it is kept, in
    the installation's time."""
    map_tiles_url: str | None = None
    """Under the map: raster tiles, like `https://charts.example.int/{z}/{x}/{y}.png`, or a PMTiles
    file, like `https://charts.example.int/sea.pmtiles`; none: no browser asks any host but this
    one."""
    map_pmtiles: Path | None = None
    """A PMTiles file (version 3) for under the map, which this server gives to who is signed in."""
    map_tiles_credit: str = ""
    """Attribution of the tiles, shown on the map."""
    alert_email: SecretStr | None = None
    """The mail server by which alerts leave, like
    `smtp://user:password@mail.example.int:587/?from=sar@example.int`; `smtps` is TLS from the first
    byte, `smtp` turns to it by STARTTLS, unless `starttls=no` says not to."""
    alert_sms: SecretStr | None = None
    """The SMS gateway, as an address of Apprise in which `{to}` stands for the number, and `{id}`,
    where the gateway knows repeats by it, for the alert."""
    alert_push: SecretStr | None = None
    """The push service, likewise."""
    alert_webhooks: bool = False
    """Alerts may leave by the webhooks of contacts."""
    alert_private_hosts: list[str] = []
    """Hosts, as contacts name them, that webhooks may reach at private addresses, and without
    TLS."""
    feeds_apart: bool = False
    """Feeds are read by `sar feeds run`, in a process of its own, and not by the worker."""
    serve_feeds: bool = False
    """`sar serve` reads feeds as well, in a process of its own that begins and ends with it, unless
    another reads them already."""
    mail_passwords: dict[str, SecretStr] = {}
    """The passwords of mailboxes that are feeds, by the login that their address names, as an
    object of JSON: `{"reports@mrcc.example.int": "…"}`."""
    root: Path | None = None
    """The folder that holds `.sar/` (private cluster, demo credentials); without it that of the
    checkout in which the program lies, wherever it is called."""

    def hosts(self) -> list[str]:
        """The host names the platform answers to."""
        names = {urlsplit(origin).hostname or "" for origin in self.public_origins}
        own = set() if self.host in EVERYWHERE else {self.host}
        return sorted(_bracketed(name) for name in {*names, *own, *LOOPBACK} if name)

    @field_validator("root", mode="before")
    @classmethod
    def _a_folder(cls, given: object) -> object:
        return given or None

    @field_validator("alert_email")
    @classmethod
    def _a_mail_server(cls, given: SecretStr | None) -> SecretStr | None:
        if given is None or not given.get_secret_value():
            return None
        url = urlsplit(given.get_secret_value())
        if url.scheme not in ("smtp", "smtps") or not url.hostname:
            raise ValueError("is no mail server, like smtp://mail.example.int:587/?from=…")
        if "@" not in "".join(parse_qs(url.query).get("from", [])):
            raise ValueError("does not say from whom: add ?from=sar@example.int")
        return given

    @field_validator("alert_sms", "alert_push")
    @classmethod
    def _a_gateway(cls, given: SecretStr | None) -> SecretStr | None:
        if given is None or not given.get_secret_value():
            return None
        if "://" not in given.get_secret_value() or "{to}" not in given.get_secret_value():
            raise ValueError("is no address of Apprise with {to} in it")
        return given

    @field_validator("map_tiles_url")
    @classmethod
    def _an_address(cls, url: str | None) -> str | None:
        if not url:
            return None
        if not re.fullmatch(r"https?://[a-zA-Z0-9.-]+(:\d+)?/\S*", url):
            raise ValueError("is no address of a host, like https://charts.example.int/…")
        template = all(part in url for part in ("{z}", "{x}", "{y}"))
        if not template and not url.endswith(PMTILES):
            raise ValueError(f"does not say where {{z}}, {{x}} and {{y}} go, and is no {PMTILES}")
        return url

    @field_validator("map_pmtiles", mode="before")
    @classmethod
    def _an_archive(cls, path: object) -> object:
        if not path:
            return None
        try:
            with Path(str(path)).open("rb") as file:
                begins = file.read(len(_PMTILES_BEGIN))
        except OSError as error:
            raise ValueError(f"cannot be read: {error.strerror}") from error
        if begins != _PMTILES_BEGIN:
            raise ValueError("is no PMTiles file of version 3")
        return path

    @model_validator(mode="after")
    def _one_chart(self) -> Self:
        if self.map_tiles_url and self.map_pmtiles:
            raise ValueError("map_tiles_url and map_pmtiles are both set: there is one chart")
        return self


@cache
def settings() -> Settings:
    """Read once per process."""
    return Settings()
