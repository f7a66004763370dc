"""Maritime mobile service identities, and the State that their maritime identification digits
stand for (pure).

Forms of identities: ITU-R M.585. Digits: ITU Table of Maritime Identification Digits (Radio
Regulations, Appendix 43). Territories with digits of their own have their own code; digits that
several territories share have none, for the flag is not sure.
"""

import re
from collections.abc import Mapping
from typing import Final

_DIGITS: Final[Mapping[str, str]] = {
    "ABW": "307", "AFG": "401", "AGO": "603", "AIA": "301", "ALB": "201", "AND": "202",
    "ARE": "470 471", "ARG": "701", "ARM": "216", "ASM": "559", "ATF": "501 607 618 635",
    "ATG": "304 305", "AUS": "503", "AUT": "203", "AZE": "423", "BDI": "609", "BEL": "205",
    "BEN": "610", "BFA": "633", "BGD": "405", "BGR": "207", "BHR": "408", "BHS": "308 309 311",
    "BIH": "478", "BLR": "206", "BLZ": "312", "BMU": "310", "BOL": "720", "BRA": "710",
    "BRB": "314", "BRN": "508", "BTN": "410", "BWA": "611", "CAF": "612", "CAN": "316",
    "CCK": "523", "CHE": "269", "CHL": "725", "CHN": "412 413 414", "CIV": "619", "CMR": "613",
    "COD": "676", "COG": "615", "COK": "518", "COL": "730", "COM": "616 620", "CPV": "617",
    "CRI": "321", "CUB": "323", "CXR": "516", "CYM": "319", "CYP": "209 210 212", "CZE": "270",
    "DEU": "211 218", "DJI": "621", "DMA": "325", "DNK": "219 220", "DOM": "327", "DZA": "605",
    "ECU": "735", "EGY": "622", "ERI": "625", "ESP": "224 225", "EST": "276", "ETH": "624",
    "FIN": "230", "FJI": "520", "FLK": "740", "FRA": "226 227 228", "FRO": "231", "FSM": "510",
    "GAB": "626", "GBR": "232 233 234 235", "GEO": "213", "GHA": "627", "GIB": "236",
    "GIN": "632", "GLP": "329", "GMB": "629", "GNB": "630", "GNQ": "631",
    "GRC": "237 239 240 241", "GRD": "330", "GRL": "331", "GTM": "332", "GUF": "745",
    "GUY": "750", "HKG": "477", "HND": "334", "HRV": "238", "HTI": "336", "HUN": "243",
    "IDN": "525", "IND": "419", "IRL": "250", "IRN": "422", "IRQ": "425", "ISL": "251",
    "ISR": "428", "ITA": "247", "JAM": "339", "JOR": "438", "JPN": "431 432", "KAZ": "436",
    "KEN": "634", "KGZ": "451", "KHM": "514 515", "KIR": "529", "KNA": "341", "KOR": "440 441",
    "KWT": "447", "LAO": "531", "LBN": "450", "LBR": "636 637", "LBY": "642", "LCA": "343",
    "LIE": "252", "LKA": "417", "LSO": "644", "LTU": "277", "LUX": "253", "LVA": "275",
    "MAC": "453", "MAR": "242", "MCO": "254", "MDA": "214", "MDG": "647", "MDV": "455",
    "MEX": "345", "MHL": "538", "MKD": "274", "MLI": "649", "MLT": "215 229 248 249 256",
    "MMR": "506", "MNE": "262", "MNG": "457", "MNP": "536", "MOZ": "650", "MRT": "654",
    "MSR": "348", "MTQ": "347", "MUS": "645", "MWI": "655", "MYS": "533", "NAM": "659",
    "NCL": "540", "NER": "656", "NGA": "657", "NIC": "350", "NIU": "542", "NLD": "244 245 246",
    "NOR": "257 258 259", "NPL": "459", "NRU": "544", "NZL": "512", "OMN": "461", "PAK": "463",
    "PAN": "351 352 353 354 355 356 357 370 371 372 373 374", "PCN": "555", "PER": "760",
    "PHL": "548", "PLW": "511", "PNG": "553", "POL": "261", "PRI": "358", "PRK": "445",
    "PRT": "204 255 263", "PRY": "755", "PSE": "443", "PYF": "546", "QAT": "466", "REU": "660",
    "ROU": "264", "RUS": "273", "RWA": "661", "SAU": "403", "SDN": "662", "SEN": "663",
    "SGP": "563 564 565 566", "SHN": "608 665", "SLB": "557", "SLE": "667", "SLV": "359",
    "SMR": "268", "SOM": "666", "SPM": "361", "SRB": "279", "SSD": "638", "STP": "668",
    "SUR": "765", "SVK": "267", "SVN": "278", "SWE": "265 266", "SWZ": "669", "SYC": "664",
    "SYR": "468", "TCA": "364", "TCD": "670", "TGO": "671", "THA": "567", "TJK": "472",
    "TKM": "434", "TLS": "550", "TON": "570", "TTO": "362", "TUN": "672", "TUR": "271",
    "TUV": "572", "TWN": "416", "TZA": "674 677", "UGA": "675", "UKR": "272", "URY": "770",
    "USA": "303 338 366 367 368 369", "UZB": "437", "VAT": "208", "VCT": "375 376 377",
    "VEN": "775", "VGB": "378", "VIR": "379", "VNM": "574", "VUT": "576 577", "WLF": "578",
    "WSM": "561", "YEM": "473 475", "ZAF": "601", "ZMB": "678", "ZWE": "679",
}  # fmt: skip
_SHARED: Final = ("306",)
"""Bonaire, Sint Eustatius and Saba; Curacao; Sint Maarten."""

FLAG_BY_DIGITS: Final[Mapping[int, str]] = {
    int(digits): code for code, all_digits in _DIGITS.items() for digits in all_digits.split()
}
"""The code of ISO 3166-1 alpha-3 by maritime identification digits."""
KNOWN_DIGITS: Final = frozenset(FLAG_BY_DIGITS) | frozenset(map(int, _SHARED))
FLAG_CODES: Final = frozenset(_DIGITS)

_WITH_DIGITS: Final = re.compile(
    r"(?:(?P<ship>[2-7][0-9]{2})[0-9]{6}"
    r"|00(?P<coast>[2-7][0-9]{2})[0-9]{4}"
    r"|0(?P<group>[2-7][0-9]{2})[0-9]{5}"
    r"|111(?P<aircraft>[2-7][0-9]{2})[0-9]{3}"
    r"|8(?P<handheld>[2-7][0-9]{2})[0-9]{5}"
    r"|98(?P<craft>[2-7][0-9]{2})[0-9]{4}"
    r"|99(?P<aid>[2-7][0-9]{2})[0-9]{4})"
)
_DEVICE: Final = re.compile(r"97[024][0-9]{6}")
"""AIS-SART, man overboard device, EPIRB-AIS (ITU-R M.585, Annex 2)."""


def is_identity(digits: str) -> bool:
    """Whether the nine digits are an identity of a form that exists, of a State that has them."""
    if _DEVICE.fullmatch(digits):
        return True
    known = _country_digits(digits)
    return known is not None and known in KNOWN_DIGITS


def is_of_ship(digits: str) -> bool:
    """Whether the nine digits are of a ship, of her craft, or of a device in distress."""
    if _DEVICE.fullmatch(digits):
        return True
    return is_identity(digits) and (digits[0] in "2345678" or digits.startswith("98"))


def flag_of(digits: str) -> str | None:
    """The code of the State that an identity is of; None: it has none that is sure."""
    known = _country_digits(digits)
    return None if known is None else FLAG_BY_DIGITS.get(known)


def _country_digits(digits: str) -> int | None:
    found = _WITH_DIGITS.fullmatch(digits)
    return int(next(part for part in found.groups() if part)) if found else None
