"""IIM records (IPTC-NAA Information Interchange Model 4.2), the old form of picture metadata: reads
the fields of record 2, and writes those of rights."""

import re
from collections.abc import Iterator, Sequence

# The fields of record 2 that are read. A field may come more than once; only creators do on purpose.
_FIELDS = {
    40: "instructions", 80: "creators", 90: "city", 95: "region", 101: "country", 105: "headline", 110: "credit", 115: "source",
    116: "copyright", 120: "caption",
}  # fmt: skip
_DATE, _TIME, _CHARSET = (2, 55), (2, 60), (1, 90)
_UTF8 = b"\x1b%G"
_LIMITS = {"creators": 32, "credit": 32, "copyright": 128}  # bytes
_NUMBERS = {name: number for number, name in _FIELDS.items()}


def parse_iim(iim: bytes) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """The fields as text, and warning words: `truncated-iim`, and `guessed-iim-charset` where the file does not say what its bytes mean."""
    records: dict[tuple[int, int], list[bytes]] = {}
    warnings: list[str] = []
    for key, data in _datasets(iim, warnings):
        records.setdefault(key, []).append(data)
    charset = _charset(records, warnings)
    found = {
        name: tuple(text for data in records.get((2, number), ()) if (text := data.decode(charset, "replace").strip(" \0")))
        for number, name in _FIELDS.items()
    }
    date, time = (records.get(key, [b""])[0].decode("ascii", "replace") for key in (_DATE, _TIME))
    found["date_taken"] = _moment(date, time)
    return {name: values for name, values in found.items() if values}, tuple(warnings)


def write_iim(creators: Sequence[str], credit: str, copyright_: str) -> bytes:
    """The rights as IIM in UTF-8: by-lines, credit and copyright notice, cut to what the model allows (32 and 128 bytes)."""
    values = [*(("creators", name) for name in creators), ("credit", credit), ("copyright", copyright_)]
    datasets = [
        _dataset(2, _NUMBERS[name], _cut(text, _LIMITS[name])) for name, text in values if text
    ]
    return b"".join([_dataset(*_CHARSET, _UTF8), _dataset(2, 0, b"\0\4"), *datasets]) if datasets else b""


def _datasets(iim: bytes, warnings: list[str]) -> Iterator[tuple[tuple[int, int], bytes]]:
    """((record, number), data) of each data set (section 1.5: a tag marker, record, number, length of two bytes or extended)."""
    at = 0
    while at + 5 <= len(iim) and iim[at] == 0x1C:
        size, start = int.from_bytes(iim[at + 3 : at + 5]), at + 5
        if size & 0x8000:  # extended: the length of the length
            width = size & 0x7FFF
            size = int.from_bytes(iim[start : start + width]) if width <= 4 else len(iim)
            start += width
        if start + size > len(iim):
            warnings.append("truncated-iim")
            return
        yield (iim[at + 1], iim[at + 2]), iim[start : start + size]
        at = start + size
    if iim[at:].strip(b"\0"):
        warnings.append("truncated-iim")


def _charset(records: dict[tuple[int, int], list[bytes]], warnings: list[str]) -> str:
    """What 1:90 says if it is true, else what the bytes can be: UTF-8, Windows, or the Macintosh where Windows has no such letter."""
    said = records.get(_CHARSET, [b""])[0]
    text = b"\n".join(data for (record, number), values in records.items() if record == 2 and number in _FIELDS for data in values)
    if text.isascii():
        return "ascii"
    is_utf8 = said.startswith((_UTF8, b"\x1b%/"))
    if said.startswith(b"\x1b.A"):  # ISO 8859-1 as G2, which writers of it mean as Windows' superset
        return "cp1252"
    try:
        text.decode()
    except UnicodeDecodeError:
        warnings.append("guessed-iim-charset")
    else:
        warnings += [] if is_utf8 else ["guessed-iim-charset"]
        return "utf-8"
    try:
        text.decode("cp1252")
    except UnicodeDecodeError:
        return "mac_roman"
    return "cp1252"


def _moment(date: str, time: str) -> tuple[str, ...]:
    """CCYYMMDD and HHMMSS±HHMM as 2021-10-20T21:01:01+00:00; zeros mean unknown."""
    day = re.fullmatch(r"(\d{4})(\d\d)(\d\d)", date)
    if day is None or "0000" in day[1] or "00" in (day[2], day[3]):
        return ()
    clock = re.fullmatch(r"(\d\d)(\d\d)(\d\d)(?:([+-]\d\d)(\d\d))?", time)
    at = f"T{clock[1]}:{clock[2]}:{clock[3]}" + (f"{clock[4]}:{clock[5]}" if clock[4] else "") if clock else ""
    return (f"{day[1]}-{day[2]}-{day[3]}{at}",)


def _dataset(record: int, number: int, data: bytes) -> bytes:
    return bytes((0x1C, record, number)) + len(data).to_bytes(2) + data


def _cut(text: str, limit: int) -> bytes:
    """At most `limit` bytes of UTF-8, and no letter in half."""
    return text.encode("utf-8", "replace")[:limit].decode("utf-8", "ignore").encode()
