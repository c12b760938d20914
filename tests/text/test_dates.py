"""Dates as readers see them."""

import datetime as dt
import zoneinfo

import pytest

from ssg.text.dates import format_date

pytestmark = pytest.mark.fast

NEW_YORK = zoneinfo.ZoneInfo("America/New_York")
MOMENT = dt.datetime(2026, 11, 20, 6, 5, tzinfo=NEW_YORK)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("long", "November 20, 2026"),
        ("time", "November 20, 2026, 6:05 a.m. EST"),
        ("short", "Nov. 20"),
        ("month", "November 2026"),
    ],
)
def test_the_forms_in_english(form, text):
    assert format_date(MOMENT, form, "en") == format_date(MOMENT, form, "en-US") == text


@pytest.mark.parametrize(
    ("hour", "text"),
    [
        (0, "12:05 a.m."),
        (11, "11:05 a.m."),
        (12, "12:05 p.m."),
        (13, "1:05 p.m."),
        (23, "11:05 p.m."),
    ],
)
def test_hours_are_counted_as_in_print(hour, text):
    assert text in format_date(MOMENT.replace(hour=hour), "time", "en")


def test_short_months_are_not_shortened():
    shorts = [
        format_date(MOMENT.replace(month=month, day=1), "short", "en") for month in range(1, 13)
    ]
    assert shorts == [
        "Jan. 1",
        "Feb. 1",
        "March 1",
        "April 1",
        "May 1",
        "June 1",
        "July 1",
        "Aug. 1",
        "Sept. 1",
        "Oct. 1",
        "Nov. 1",
        "Dec. 1",
    ]


def test_summer_time_has_its_name():
    assert format_date(dt.datetime(2026, 7, 1, 12, 0, tzinfo=NEW_YORK), "time", "en").endswith(
        "12:00 p.m. EDT"
    )


@pytest.mark.parametrize(
    ("lang", "form", "text"),
    [
        ("de", "long", "20. November 2026"),
        ("de", "time", "20. November 2026, 06:05"),
        ("de", "month", "November 2026"),
        ("fr", "long", "20 novembre 2026"),
        ("fr", "month", "novembre 2026"),
        ("es", "long", "20 de noviembre de 2026"),
        ("ja", "long", "2026年11月20日"),
    ],
)
def test_the_forms_in_other_languages(lang, form, text):
    assert format_date(MOMENT, form, lang) == text


def test_an_unknown_language_is_written_in_english():
    assert format_date(MOMENT, "long", "tlh") == "November 20, 2026"


def test_equal_moments_of_two_zones_keep_their_own_wall_clocks():
    utc = MOMENT.astimezone(dt.UTC)
    assert format_date(MOMENT, "time", "de") != format_date(utc, "time", "de")
    assert format_date(utc, "time", "de").endswith("11:05")


def test_an_unknown_form_is_an_error():
    with pytest.raises(ValueError, match="no form of date `tiny`"):
        format_date(MOMENT, "tiny", "en")


@pytest.mark.parametrize(
    ("lang", "long", "month"),
    [
        ("en-GB", "20 November 2026", "November 2026"),
        ("en-AU", "20 November 2026", "November 2026"),
        ("en-us", "November 20, 2026", "November 2026"),
        ("ja", "2026年11月20日", "2026年11月"),
        ("zh", "2026年11月20日", "2026年11月"),
        ("ko", "2026년 11월 20일", "2026년 11월"),
        ("pt", "20 de novembro de 2026", "novembro de 2026"),
        ("es", "20 de noviembre de 2026", "noviembre de 2026"),
        ("hu", "2026. november 20.", "2026. november"),
    ],
)
def test_days_and_months_stand_in_the_order_of_the_language(lang, long, month):
    assert (format_date(MOMENT, "long", lang), format_date(MOMENT, "month", lang)) == (long, month)


def test_a_language_whose_months_babel_does_not_know_is_written_in_english():
    from babel import Locale, localedata

    nameless = [
        name
        for name in localedata.locale_identifiers()
        if Locale.parse(name).months["format"]["wide"][11] == "M11"
    ]
    assert nameless
    for name in nameless[:5]:
        assert format_date(MOMENT, "month", name.replace("_", "-")) == "November 2026"


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("America/Sao_Paulo", "UTC-3"),
        ("Asia/Kathmandu", "UTC+5:45"),
        ("America/New_York", "EST"),
        ("UTC", "UTC"),
    ],
)
def test_clocks_without_a_name_are_told_by_their_distance_from_utc(zone, name):
    moment = MOMENT.replace(tzinfo=zoneinfo.ZoneInfo(zone))
    assert format_date(moment, "time", "en") == f"November 20, 2026, 6:05 a.m. {name}"
