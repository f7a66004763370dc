"""Documents that everybody may read are made once, however often they are asked for."""

import gzip

import pytest
from starlette.datastructures import Headers

from sar.http.written import WrittenOnce, encodings_taken


def test_it_is_written_once_and_told_as_the_client_takes_it() -> None:
    times = 0

    def write() -> str:
        nonlocal times
        times += 1
        return '{"openapi": "3.1.0"}'

    document = WrittenOnce(write)
    plain = document.answer(Headers({}))
    small = document.answer(Headers({"accept-encoding": "br, gzip;q=0.5"}))
    assert (plain.body, gzip.decompress(small.body)) == (b'{"openapi": "3.1.0"}',) * 2
    assert small.headers["content-encoding"] == "gzip"
    again = document.answer(Headers({"if-none-match": plain.headers["etag"]}))
    assert (again.status_code, again.body, times) == (304, b"", 1)
    assert document.answer(Headers({"if-none-match": '"other"'})).status_code == 200


@pytest.mark.parametrize(
    ("headers", "taken"),
    [
        ([], set()),
        (["gzip"], {"gzip"}),
        (["GZip, br;q=1.0", "zstd"], {"gzip", "br", "zstd"}),
        (["gzip;q=0, br; q=0.0"], set()),
    ],
)
def test_an_encoding_of_no_weight_is_not_taken(headers: list[str], taken: set[str]) -> None:
    assert encodings_taken(headers) - {""} == taken
