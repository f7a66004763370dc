"""Files as answers, in the ranges that are asked for."""

from starlette.responses import FileResponse, MalformedRangeHeader, RangeNotSatisfiable

from sar.errors import NoSuchRange


class FileAnswer(FileResponse):
    """A file; a range that it has not is refused as a problem, not in plain text."""

    @classmethod
    def _parse_range_header(cls, http_range: str, file_size: int) -> list[tuple[int, int]]:
        try:
            return super()._parse_range_header(http_range, file_size)
        except (MalformedRangeHeader, RangeNotSatisfiable):
            raise NoSuchRange(file_size) from None
