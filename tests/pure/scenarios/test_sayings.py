"""The sentences of a stage about an answer."""

from sar.scenarios.sayings import ending, fill_saying

MATCHES = {
    "items": [
        {
            "name": "Nemo 11-03",
            "party": "ITA",
            "rank": 1,
            "time": {"total_minutes": 58.9},
            "verdict": "allowed",
        },
        {
            "name": "Aurelia Bulk",
            "party": None,
            "rank": 2,
            "time": {"total_minutes": 61.4},
            "verdict": "hail",
        },
        {"name": "Pumps", "party": "ITA", "rank": None, "time": None, "verdict": "not_suited"},
    ]
}


def test_matches_tell_minutes_and_verdicts_of_those_with_a_rank() -> None:
    assert fill_saying("matches", MATCHES) == (
        "Nemo 11-03 (ITA) 59 min allowed, Aurelia Bulk (ship) 1 h 1 min hail; 3 judged"
    )


def test_coverage_tells_what_is_promised_and_in_time() -> None:
    coverage = {"promised": 200, "wanted": 400, "in_time": 150}
    needs = [{"what": "Recover", "coverage": coverage}, {"what": "Other", "coverage": None}]
    assert fill_saying("coverage", {"needs": needs}) == "Recover: 200 of 400 promised, 150 in time"


def test_a_format_reads_into_the_answer_and_blanks_what_is_not_there() -> None:
    answer = {"state": "on_scene", "lead": {"name": "Rome"}, "items": [{"n": 5.0}], "none": None}
    saying = "{state} {lead[name]} {items[0][n]} {items[1][n]} {none[name]} {missing}"
    assert fill_saying(saying, answer) == "on scene Rome 5 ? ? ?"
    assert fill_saying("", answer) == ""


def test_the_end_names_every_fault() -> None:
    late, refused = "[12] Cigala is not on scene", "[14] refused, The case is closed."
    assert ending(31, []) == "All 31 stages are told, no faults."
    assert ending(31, [late]) == f"All 31 stages are told, 1 fault: {late}"
    assert ending(31, [late, refused]) == f"All 31 stages are told, 2 faults: {late}; {refused}"
