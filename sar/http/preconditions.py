"""Versions that a change is based on, from the header If-Match (RFC 9110, section 13.1.1)."""

from typing import Annotated

from fastapi import Depends, Header

from sar.errors import Malformed, VersionMissing


def _version_of(if_match: str) -> int:
    """The version that an If-Match names."""
    try:
        version = int(if_match.strip().removeprefix("W/").strip('"'))
        if not 0 <= version < 2**31:
            raise ValueError("no version is that large")
        return version
    except ValueError:
        raise Malformed.at("If-Match", "not_a_version", 'must be a version like "3"') from None


def _if_match(
    if_match: Annotated[str | None, Header(description='The version changed, like "3"')] = None,
) -> int:
    if if_match is None:
        raise VersionMissing
    return _version_of(if_match)


IfMatch = Annotated[int, Depends(_if_match)]


def _may_match(
    if_match: Annotated[
        str | None, Header(description='The version amended, like "3"; may be left out')
    ] = None,
) -> int | None:
    return None if if_match is None else _version_of(if_match)


MayMatch = Annotated[int | None, Depends(_may_match)]
"""The version in If-Match, None when the client does not say."""
