"""Parties as people name them: by code or name, and by no likeness."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sar.incidents.informing.named_parties import party_named

NAMES = {"LBY": "Libya", "TUR": "Türkiye", "CIV": "Côte d'Ivoire", "X1": "Two", "X2": "Two"}


@pytest.mark.parametrize(
    ("words", "party"),
    [
        ("LBY", "LBY"),
        ("lby", "LBY"),
        (" Libya. ", "LBY"),
        ("türkiye", "TUR"),
        ("Turkiye", "TUR"),
        ("COTE D IVOIRE", "CIV"),
        ("Libia", None),
        ("LBY TUR", None),
        ("two", None),
        ("their government", None),
        ("", None),
        ("...", None),
    ],
)
def test_the_words_name_one_party_or_none(words: str, party: str | None) -> None:
    assert party_named(words, NAMES) == party


@given(st.text(max_size=30))
def test_no_words_fail_and_none_name_another(words: str) -> None:
    found = party_named(words, NAMES)
    assert found is None or found in NAMES


@given(st.sampled_from(["LBY", "TUR", "CIV"]), st.booleans())
def test_case_is_no_matter(code: str, by_name: bool) -> None:
    said = NAMES[code] if by_name else code
    assert party_named(said.upper(), NAMES) == party_named(said.lower(), NAMES) == code
