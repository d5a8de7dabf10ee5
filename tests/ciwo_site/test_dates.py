"""How dates and times read, with the awkward facts of the first events (`docs` name their source)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ciwo_site.dates import (
    duration,
    file_size,
    full_date,
    join_words,
    long_date,
    month_heading,
    other_zone,
    short_date,
    when,
    zone_name,
)

EASTERN = "America/New_York"
CENTRAL = "America/Chicago"


def moment(*parts: int, zone: str = EASTERN) -> datetime:
    return datetime(*parts, tzinfo=ZoneInfo(zone))


def plain(text: str) -> str:
    """Breaking spaces for non-breaking ones, so that expectations can be typed."""
    return text.replace("\u00a0", " ")


def sentence(
    start: datetime, end: datetime | None, language: str, *, all_day: bool = False, zone: str = EASTERN
) -> str:
    return plain(when(start, end, all_day=all_day, time_zone=zone, language=language).text)


@pytest.mark.parametrize(
    ("start", "end", "english", "spanish"),
    [
        (
            moment(2024, 1, 9, 18),
            None,
            "Tuesday, January 9, 2024, 6:00 p.m. ET",
            "martes 9 de enero de 2024, a las 6:00 p. m., hora del este",
        ),
        (
            moment(2024, 1, 16, 11),
            moment(2024, 1, 16, 13),
            "Tuesday, January 16, 2024, 11:00 a.m.–1:00 p.m. ET",
            "martes 16 de enero de 2024, de 11:00 a. m. a 1:00 p. m., hora del este",
        ),
        (
            moment(2024, 1, 25, 12),
            moment(2024, 1, 25, 13, 30),
            "Thursday, January 25, 2024, 12:00–1:30 p.m. ET",
            "jueves 25 de enero de 2024, de 12:00 a 1:30 p. m., hora del este",
        ),
        (
            moment(2024, 2, 27, 18),
            moment(2024, 2, 27, 20),
            "Tuesday, February 27, 2024, 6:00–8:00 p.m. ET",
            "martes 27 de febrero de 2024, de 6:00 a 8:00 p. m., hora del este",
        ),
        (
            moment(2024, 2, 29, 8),
            moment(2024, 2, 29, 9, 30),
            "Thursday, February 29, 2024, 8:00–9:30 a.m. ET",
            "jueves 29 de febrero de 2024, de 8:00 a 9:30 a. m., hora del este",
        ),
        (
            moment(2024, 3, 7, 12),
            moment(2024, 3, 7, 13, 30),
            "Thursday, March 7, 2024, 12:00–1:30 p.m. ET",
            "jueves 7 de marzo de 2024, de 12:00 a 1:30 p. m., hora del este",
        ),
    ],
)
def test_the_first_webinars_read_well_in_both_languages(
    start: datetime, end: datetime | None, english: str, spanish: str
) -> None:
    assert sentence(start, end, "en") == english
    assert sentence(start, end, "es") == spanish


def test_a_convening_without_an_hour_shows_its_date_alone() -> None:
    start = moment(2024, 10, 25)

    convening = when(start, None, all_day=True, time_zone=EASTERN, language="en")

    assert convening.text == convening.date == "Friday, October 25, 2024"
    assert (convening.time, convening.zone) == ("", "")
    assert (convening.start_iso, convening.end_iso) == ("2024-10-25", None)
    assert sentence(start, None, "es", all_day=True) == "viernes 25 de octubre de 2024"


def test_a_convening_of_several_days_includes_the_last_one() -> None:
    start, end = moment(2024, 10, 25), moment(2024, 10, 27)

    assert sentence(start, end, "en", all_day=True) == "Friday, October 25, 2024 – Sunday, October 27, 2024"
    assert sentence(start, end, "es", all_day=True) == (
        "del viernes 25 de octubre de 2024 al domingo 27 de octubre de 2024"
    )
    assert when(start, end, all_day=True, time_zone=EASTERN, language="en").end_iso == "2024-10-27"


def test_one_oclock_takes_the_singular_in_spanish() -> None:
    assert sentence(moment(2024, 1, 9, 13), None, "es") == "martes 9 de enero de 2024, a la 1:00 p. m., hora del este"
    assert sentence(moment(2024, 1, 9, 13), moment(2024, 1, 9, 14), "es") == (
        "martes 9 de enero de 2024, de 1:00 a 2:00 p. m., hora del este"
    )


def test_noon_is_named_when_it_stands_alone_or_ends_a_morning() -> None:
    noon = moment(2024, 1, 9, 12)

    assert sentence(noon, None, "en") == "Tuesday, January 9, 2024, 12:00 noon ET"
    assert sentence(noon, None, "es") == "martes 9 de enero de 2024, a las 12:00 del mediodía, hora del este"
    assert sentence(moment(2024, 1, 9, 10), noon, "en") == "Tuesday, January 9, 2024, 10:00 a.m.–12:00 noon ET"


def test_midnight_ends_the_evening_and_not_the_next_day() -> None:
    start, end = moment(2024, 1, 9, 22), moment(2024, 1, 10)

    assert sentence(start, end, "en") == "Tuesday, January 9, 2024, 10:00 p.m.–12:00 midnight ET"
    assert sentence(start, end, "es") == (
        "martes 9 de enero de 2024, de 10:00 p. m. a 12:00 de la noche, hora del este"
    )


def test_an_event_that_starts_at_midnight_belongs_to_its_date() -> None:
    start, end = moment(2024, 1, 10), moment(2024, 1, 10, 1)

    assert sentence(start, end, "en") == "Wednesday, January 10, 2024, 12:00–1:00 a.m. ET"


def test_a_night_that_crosses_midnight_shows_the_second_date() -> None:
    start, end = moment(2024, 12, 31, 22), moment(2025, 1, 1, 1)

    assert sentence(start, end, "en") == (
        "Tuesday, December 31, 2024, 10:00 p.m. to Wednesday, January 1, 2025, 1:00 a.m. ET"
    )
    assert sentence(start, end, "es") == (
        "martes 31 de diciembre de 2024, a las 10:00 p. m., "
        "hasta el miércoles 1 de enero de 2025 a la 1:00 a. m., hora del este"
    )


def test_the_parts_fit_a_card() -> None:
    event = when(moment(2024, 2, 27, 18), moment(2024, 2, 27, 20), all_day=False, time_zone=EASTERN, language="es")

    assert (event.weekday, event.day, event.month_short, event.month_name, event.year) == (
        "martes",
        "27",
        "feb",
        "febrero",
        "2024",
    )
    assert plain(event.time) == "de 6:00 a 8:00 p. m."
    assert event.zone == "hora del este"
    assert (event.start_iso, event.end_iso) == ("2024-02-27T18:00-05:00", "2024-02-27T20:00-05:00")


def test_a_time_is_never_broken_between_its_digits_and_its_half_of_the_day() -> None:
    start = moment(2024, 2, 27, 18)

    assert when(start, None, all_day=False, time_zone=EASTERN, language="en").time == "6:00\u00a0p.m."
    assert when(start, None, all_day=False, time_zone=EASTERN, language="es").time == "a las 6:00\u00a0p.\u00a0m."


def test_a_moment_in_any_zone_is_shown_in_the_events_own() -> None:
    start = datetime(2024, 2, 27, 23, tzinfo=UTC)

    assert sentence(start, None, "en") == "Tuesday, February 27, 2024, 6:00 p.m. ET"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        when(datetime(2024, 2, 27, 18), None, all_day=False, time_zone=EASTERN, language="en")  # noqa: DTZ001 -- wrong on purpose


@pytest.mark.parametrize("zone", [EASTERN, CENTRAL])
def test_clocks_that_go_forward_skip_an_hour(zone: str) -> None:
    start = moment(2024, 3, 10, 1, 30, zone=zone)

    event = when(start, (start.astimezone(UTC) + timedelta(hours=1)), all_day=False, time_zone=zone, language="en")

    assert plain(event.time) == "1:30–3:30 a.m."
    assert event.start_iso[-6:] != event.end_iso[-6:]


@pytest.mark.parametrize("zone", [EASTERN, CENTRAL])
def test_clocks_that_go_back_repeat_an_hour(zone: str) -> None:
    start = moment(2024, 11, 3, 0, 30, zone=zone)

    event = when(start, (start.astimezone(UTC) + timedelta(hours=3)), all_day=False, time_zone=zone, language="en")

    assert plain(event.time) == "12:30–2:30 a.m."
    assert event.start_iso[-6:] != event.end_iso[-6:]


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2024, 3, 9), "5:00 p.m."), (date(2024, 3, 10), "4:00 p.m."), (date(2024, 11, 3), "5:00 p.m.")],
)
def test_a_zone_without_summer_time_drifts_from_one_that_has_it(day: date, hours: str) -> None:
    start = moment(day.year, day.month, day.day, 18)

    shown = other_zone(start, None, time_zone=EASTERN, shown_in="America/Mexico_City", language="en")

    assert plain(shown.text) == f"{hours} Mexico City time"


def test_another_zone_shows_the_same_event_on_its_clocks() -> None:
    start, end = moment(2024, 1, 9, 18), moment(2024, 1, 9, 20)

    english = other_zone(start, end, time_zone=EASTERN, shown_in=CENTRAL, language="en")
    spanish = other_zone(start, end, time_zone=EASTERN, shown_in="America/Mexico_City", language="es")

    assert plain(english.text) == "5:00–7:00 p.m. CT"
    assert plain(spanish.text) == "de 5:00 a 7:00 p. m., hora de Ciudad de México"
    assert (english.day_shift, english.start_iso) == (0, "2024-01-09T17:00-06:00")


def test_another_zone_names_the_weekday_when_the_day_differs() -> None:
    start, end = moment(2024, 2, 27, 19), moment(2024, 2, 27, 21)

    later = other_zone(start, end, time_zone=EASTERN, shown_in="Europe/Madrid", language="en")
    earlier = other_zone(
        moment(2024, 2, 28, 10, zone="Asia/Manila"), None, time_zone="Asia/Manila", shown_in=EASTERN, language="es"
    )

    assert (plain(later.text), later.day_shift) == ("Wednesday, 1:00–3:00 a.m. Madrid time", 1)
    assert later.date == "Wednesday, February 28, 2024"
    assert (plain(earlier.text), earlier.day_shift) == ("martes, a las 9:00 p. m., hora del este", -1)


def test_another_zone_may_cross_midnight_alone() -> None:
    start, end = moment(2024, 2, 27, 18), moment(2024, 2, 27, 20)

    shown = other_zone(start, end, time_zone=EASTERN, shown_in="Europe/London", language="en")

    assert plain(shown.text) == "11:00 p.m. to Wednesday, 1:00 a.m. UK time"


def test_the_day_shifts_across_the_date_line() -> None:
    start = moment(2024, 2, 28, 8, zone="Pacific/Auckland")

    honolulu = other_zone(start, None, time_zone="Pacific/Auckland", shown_in="Pacific/Honolulu", language="en")
    kiritimati = other_zone(
        moment(2024, 2, 28, 23, zone="Pacific/Pago_Pago"),
        None,
        time_zone="Pacific/Pago_Pago",
        shown_in="Pacific/Kiritimati",
        language="en",
    )

    assert (plain(honolulu.text), honolulu.day_shift) == ("Tuesday, 9:00 a.m. Hawaii time", -1)
    assert (kiritimati.weekday, kiritimati.day_shift) == ("Friday", 2)


@pytest.mark.parametrize(
    ("zone", "english", "spanish"),
    [
        (EASTERN, "ET", "hora del este"),
        (CENTRAL, "CT", "hora del centro"),
        ("America/Denver", "MT", "hora de la montaña"),
        ("America/Los_Angeles", "PT", "hora del Pacífico"),
        ("America/Detroit", "ET", "hora del este"),
        ("US/Eastern", "ET", "hora del este"),
        ("America/Phoenix", "Arizona time", "hora de Arizona"),
        ("America/Puerto_Rico", "Puerto Rico time", "hora de Puerto Rico"),
        ("America/Mexico_City", "Mexico City time", "hora de Ciudad de México"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires time", "hora de Buenos Aires"),
        ("America/Bogota", "Colombia time", "hora de Colombia"),
        ("Etc/UTC", "UTC", "hora universal (UTC)"),
    ],
)
def test_zones_have_the_names_that_readers_use(zone: str, english: str, spanish: str) -> None:
    summer = datetime(2024, 7, 1, tzinfo=UTC)

    assert zone_name(zone, summer, "en") == english
    assert zone_name(zone, summer, "es") == spanish


def test_a_third_language_needs_no_code() -> None:
    text = sentence(moment(2024, 2, 27, 9), moment(2024, 2, 27, 20), "fr")

    assert text.startswith("mardi 27 février 2024, 09:00–20:00")


def test_dates_have_a_form_for_each_place() -> None:
    leap_day = date(2024, 2, 29)

    assert full_date(leap_day, "en") == "Thursday, February 29, 2024"
    assert full_date(leap_day, "es") == "jueves 29 de febrero de 2024"
    assert long_date(leap_day, "en") == "February 29, 2024"
    assert long_date(leap_day, "es") == "29 de febrero de 2024"
    assert short_date(leap_day, "en") == "Feb 29, 2024"
    assert short_date(leap_day, "es") == "29 feb 2024"
    assert month_heading(2024, 2, "en") == "February 2024"
    assert month_heading(2024, 2, "es") == "febrero de 2024"


@pytest.mark.parametrize(
    ("minutes", "text"), [(0, "0 min"), (45, "45 min"), (60, "1 h"), (90, "1 h 30 min"), (1500, "25 h")]
)
def test_a_duration_counts_hours_and_minutes(minutes: int, text: str) -> None:
    assert plain(duration(minutes, "en")) == text
    assert plain(duration(minutes, "es")) == text


@pytest.mark.parametrize(
    ("words", "english", "spanish"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a and b", "a y b"),
        (["a", "b", "c"], "a, b, and c", "a, b y c"),
        (["historias", "ideas"], "historias and ideas", "historias e ideas"),
        (["madres", "hijas"], "madres and hijas", "madres e hijas"),
        (["a", "b", "Íñigo"], "a, b, and Íñigo", "a, b e Íñigo"),
        (["español", "«inglés»"], "español and «inglés»", "español e «inglés»"),
        (["agua", "hielo"], "agua and hielo", "agua y hielo"),
        (["radio", "HIV"], "radio and HIV", "radio y HIV"),
        (["ella", "yo"], "ella and yo", "ella y yo"),
    ],
)
def test_words_are_joined_as_each_language_does(words: list[str], english: str, spanish: str) -> None:
    assert join_words(words, "en") == english
    assert join_words(words, "es") == spanish


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 kB"),
        (12, "1 kB"),
        (340_000, "340 kB"),
        (999_600, "1 MB"),
        (1_234_567, "1.2 MB"),
        (12_345_678, "12 MB"),
        (3_400_000_000, "3.4 GB"),
    ],
)
def test_a_file_size_has_two_figures_at_most_below_ten(size: int, text: str) -> None:
    assert plain(file_size(size, "en")) == text
    assert plain(file_size(size, "es")) == text
