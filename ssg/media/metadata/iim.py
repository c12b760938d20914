"""IIM records (IPTC-NAA Information Interchange Model 4.2), the old form of picture metadata: reads
the fields of record 2, and writes those of rights."""

import re
from collections.abc import Iterator, Sequence

# The fields of record 2 that are read. A field may come more than once; only creators do on
# purpose.
_FIELDS = {
    40: "instructions",
    80: "creators",
    90: "city",
    95: "region",
    101: "country",
    105: "headline",
    110: "credit",
    115: "source",
    116: "copyright",
    120: "caption",
}
_DATE, _TIME, _CHARSET = (2, 55), (2, 60), (1, 90)
_MOST_DATASETS = 20_000
_UTF8 = b"\x1b%G"
_LIMITS = {"creators": 32, "credit": 32, "copyright": 128}  # bytes
_NUMBERS = {name: number for number, name in _FIELDS.items()}


def parse_iim(iim: bytes) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """The fields as text, and warning words: `truncated-iim`, and `guessed-iim-charset` where the
    file does not say what its bytes mean, or some of them cannot mean that.
    """
    records: dict[tuple[int, int], list[bytes]] = {}
    warnings: list[str] = []
    for key, data in _datasets(iim, warnings):
        records.setdefault(key, []).append(data)
    declared, guessed = _charsets(records, warnings)
    found = {
        name: tuple(
            text
            for data in records.get((2, number), ())
            if (text := _text(data, declared, guessed).strip(" \0"))
        )
        for number, name in _FIELDS.items()
    }
    date, time = (records.get(key, [b""])[0].decode("ascii", "replace") for key in (_DATE, _TIME))
    found["date_taken"] = _moment(date, time)
    return {name: values for name, values in found.items() if values}, tuple(warnings)


def write_iim(creators: Sequence[str], credit: str, copyright_: str) -> bytes:
    """The rights as IIM in UTF-8: by-lines, credit and copyright notice, cut to what the model
    allows (32 and 128 bytes).
    """
    values = [
        *(("creators", name) for name in creators),
        ("credit", credit),
        ("copyright", copyright_),
    ]
    datasets = [
        _dataset(2, _NUMBERS[name], _cut(text, _LIMITS[name])) for name, text in values if text
    ]
    return (
        b"".join([_dataset(*_CHARSET, _UTF8), _dataset(2, 0, b"\0\4"), *datasets])
        if datasets
        else b""
    )


def _datasets(iim: bytes, warnings: list[str]) -> Iterator[tuple[tuple[int, int], bytes]]:
    """((record, number), data) of each data set (section 1.5: a tag marker, record, number, length
    of two bytes or extended).
    """
    at = number = 0
    while at + 5 <= len(iim) and iim[at] == 0x1C and number < _MOST_DATASETS:
        number += 1
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


def _charsets(records: dict[tuple[int, int], list[bytes]], warnings: list[str]) -> tuple[str, str]:
    """What 1:90 says (UTF-8 if nothing), and what is taken for the datasets that cannot be read so:
    programs that add one in their own charset leave the others, and 1:90, as they were. Windows, or
    the Macintosh where Windows has no such letter.
    """
    said = records.get(_CHARSET, [b""])[0]
    fields = (
        found for (record, number), found in records.items() if record == 2 and number in _FIELDS
    )
    values = [data for found in fields for data in found if not data.isascii()]
    is_utf8, is_latin = said.startswith((_UTF8, b"\x1b%/")), said.startswith(b"\x1b.A")
    # ISO 8859-1 as G2, which writers of it mean as Windows' superset.
    declared = "cp1252" if is_latin else "utf-8"
    odd = [data for data in values if not _fits(data, declared)]
    if odd or (values and not is_utf8 and not is_latin):
        warnings.append("guessed-iim-charset")
    return declared, next(
        (name for name in ("utf-8", "cp1252") if all(_fits(data, name) for data in odd)),
        "mac_roman",
    )


def _text(data: bytes, declared: str, guessed: str) -> str:
    return data.decode(declared if _fits(data, declared) else guessed)


def _fits(data: bytes, charset: str) -> bool:
    try:
        data.decode(charset)
    except UnicodeDecodeError:
        return False
    return True


def _moment(date: str, time: str) -> tuple[str, ...]:
    """CCYYMMDD and HHMMSS±HHMM as 2021-10-20T21:01:01+00:00; zeros mean unknown."""
    day = re.fullmatch(r"(\d{4})(\d\d)(\d\d)", date)
    if day is None or "0000" in day[1] or "00" in (day[2], day[3]):
        return ()
    clock = re.fullmatch(r"(\d\d)(\d\d)(\d\d)(?:([+-]\d\d)(\d\d))?", time)
    at = f"T{clock[1]}:{clock[2]}:{clock[3]}" if clock else ""
    zone = f"{clock[4]}:{clock[5]}" if clock and clock[4] else ""
    return (f"{day[1]}-{day[2]}-{day[3]}{at}{zone}",)


def _dataset(record: int, number: int, data: bytes) -> bytes:
    return bytes((0x1C, record, number)) + len(data).to_bytes(2) + data


def _cut(text: str, limit: int) -> bytes:
    """At most `limit` bytes of UTF-8, and no letter in half."""
    return text.encode("utf-8", "replace")[:limit].decode("utf-8", "ignore").encode()
