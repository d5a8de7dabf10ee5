"""What an event's page says of each language: nothing that no confirmed slot gives."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from ciwo_site.i18n import LocalText
from events.enums import LanguageService, SlotStatus
from events.language_access import Certainty, Hours, badges, certainty_of, notes, other_services
from tests.events.language_access.services import ENDS_AT, HOUR, HOURS, STARTS_AT, ZONE, floor, slot

NO_END = Hours(STARTS_AT, None, ENDS_AT, ZONE)

PROMISES = ("Confirmed", "Interpreted", "It had", "Live captions", "Automatic captions")


def material(kind: str, language: str, *, is_posted: bool = False) -> SimpleNamespace:
    return SimpleNamespace(kind=kind, language=language, is_posted=is_posted)


def said(
    language: str, spoken: list, slots: list, *, hours: Hours = HOURS, is_over: bool = False, materials: tuple = ()
) -> tuple[str, list[str]]:
    """Tone and sentences about one language, without what is said where no material is announced."""
    found = notes(spoken, slots, hours, is_over=is_over, materials=materials)
    note = next(note for note in found if note.language == language)
    texts = [f"{line.text} {line.detail}".strip() for line in note.lines]
    return note.tone, [text for text in texts if materials or not text.endswith("either.")]


@pytest.mark.parametrize(
    ("fields", "is_over", "tone", "sentences"),
    [
        ({}, False, "sure", ["Confirmed: live interpretation from English into Spanish."]),
        ({"both_ways": True}, False, "sure", ["Confirmed: live interpretation between English and Spanish."]),
        (
            {"service": "consecutive"},
            False,
            "sure",
            ["Confirmed: consecutive interpretation from English into Spanish."],
        ),
        (
            {"service": "consecutive", "both_ways": True},
            False,
            "sure",
            ["Confirmed: consecutive interpretation between English and Spanish."],
        ),
        (
            {"provided_by": "automatic"},
            False,
            "sure",
            ["Confirmed: automatic interpretation from English into Spanish."],
        ),
        (
            {"status": "requested", "confirm_by": date(2026, 3, 20)},
            False,
            "asked",
            [
                "Requested, not confirmed yet: live interpretation from English into Spanish. "
                "We will say here by March 20, 2026 if it is confirmed."
            ],
        ),
        (
            {"status": "requested"},
            False,
            "asked",
            [
                "Requested, not confirmed yet: live interpretation from English into Spanish. "
                "We will say here if it is confirmed."
            ],
        ),
        (
            {"status": "held"},
            False,
            "asked",
            [
                "Requested, not confirmed yet: live interpretation from English into Spanish. "
                "We will say here if it is confirmed."
            ],
        ),
        ({"status": "needed"}, False, "none", ["No interpretation is planned."]),
        ({"status": "cancelled"}, False, "none", ["No interpretation is planned."]),
        ({}, True, "sure", ["It had live interpretation from English into Spanish."]),
        ({"status": "requested"}, True, "none", ["There was no interpretation."]),
        ({"status": "held"}, True, "none", ["There was no interpretation."]),
        ({"status": "cancelled"}, True, "none", ["There was no interpretation."]),
    ],
    ids=str,
)
def test_a_language_that_is_not_spoken_is_as_sure_as_its_slot(
    fields: dict, is_over: bool, tone: str, sentences: list[str]
) -> None:
    assert said("es", floor("en"), [slot(**fields)], is_over=is_over) == (tone, sentences)


@pytest.mark.parametrize(
    ("is_over", "sentence"), [(False, "Spoken from the stage."), (True, "It was spoken from the stage.")]
)
def test_a_language_of_the_stage_is_sure(is_over: bool, sentence: str) -> None:
    assert said("en", floor("en"), [], is_over=is_over) == ("sure", [sentence])


@pytest.mark.parametrize(
    ("is_over", "sentence"),
    [
        (False, "The languages of this event are not announced yet."),
        (True, "We have no record of the languages of this event."),
    ],
)
def test_nothing_is_said_for_sure_where_nobody_named_the_languages(is_over: bool, sentence: str) -> None:
    assert said("en", [], [], is_over=is_over) == ("unknown", [sentence])


def test_a_language_is_told_from_the_other_side_where_interpretation_goes_both_ways() -> None:
    both = slot(both_ways=True)

    assert said("en", floor("es"), [both]) == ("sure", ["Confirmed: live interpretation between English and Spanish."])
    assert said("en", floor("es"), [slot()]) == ("none", ["No interpretation is planned."])


def test_a_confirmed_slot_outweighs_an_asked_one_and_both_are_told() -> None:
    tone, sentences = said("es", floor("en"), [slot(status="requested"), slot()])

    assert tone == "sure"
    assert [sentence.partition(":")[0] for sentence in sentences] == ["Requested, not confirmed yet", "Confirmed"]


@pytest.mark.parametrize(
    ("fields", "hours", "told"),
    [
        ({"starts_at": STARTS_AT, "ends_at": STARTS_AT + HOUR}, HOURS, "Hours: 6:00–7:00\u00a0p.m. ET."),
        ({"ends_at": STARTS_AT + HOUR}, HOURS, "Hours: 6:00–7:00\u00a0p.m. ET."),
        ({"starts_at": STARTS_AT + HOUR}, HOURS, "Hours: 7:00–8:00\u00a0p.m. ET."),
        ({"starts_at": STARTS_AT + HOUR}, NO_END, "It begins at 7:00\u00a0p.m. ET."),
        (
            {"starts_at": STARTS_AT + 24 * HOUR, "ends_at": STARTS_AT + 25 * HOUR},
            Hours(STARTS_AT, STARTS_AT + 30 * HOUR, STARTS_AT + 30 * HOUR, ZONE),
            "Hours: Saturday, March 21, 2026, 6:00–7:00\u00a0p.m. ET.",
        ),
    ],
    ids=["both", "its end", "its start", "no end known", "another day"],
)
def test_a_service_for_a_part_of_the_event_does_not_read_as_one_for_the_whole(
    fields: dict, hours: Hours, told: str
) -> None:
    part = slot(**fields)

    tone, sentences = said("es", floor("en"), [part], hours=hours)

    assert (tone, sentences) == (
        "part",
        [f"Confirmed for a part of the event only: live interpretation from English into Spanish. {told}"],
    )
    assert [(badge.text, badge.certainty) for badge in badges(floor("en"), [part], hours, is_over=False)] == [
        ("In English", Certainty.FLOOR),
        ("Interpreted into Spanish, in part", Certainty.PART),
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"starts_at": STARTS_AT, "ends_at": ENDS_AT},
        {"starts_at": STARTS_AT - HOUR, "ends_at": ENDS_AT + HOUR},
        {"starts_at": STARTS_AT},
    ],
)
def test_hours_that_hold_the_whole_event_are_not_told(fields: dict) -> None:
    assert said("es", floor("en"), [slot(**fields)]) == (
        "sure",
        ["Confirmed: live interpretation from English into Spanish."],
    )


def test_a_part_is_told_in_every_status() -> None:
    part = {"ends_at": STARTS_AT + HOUR}

    asked = said("es", floor("en"), [slot(status="requested", **part)])
    over = said("es", floor("en"), [slot(**part)], is_over=True)

    assert asked[0] == "asked"
    assert asked[1][0].startswith("Requested for a part of the event, not confirmed yet: live")
    assert over[0] == "part"
    assert over[1][0].startswith("For a part of it, it had live")


def test_a_service_for_the_whole_outweighs_one_for_a_part() -> None:
    slots = [slot(ends_at=STARTS_AT + HOUR), slot()]

    assert said("es", floor("en"), slots)[0] == "sure"
    assert [badge.text for badge in badges(floor("en"), slots, HOURS, is_over=False)] == [
        "In English",
        "Interpreted into Spanish",
    ]


@pytest.mark.parametrize(
    ("materials", "is_over", "sentences"),
    [
        ([], False, ["No recording and no text in Spanish is announced either."]),
        ([], True, ["There is no recording and no text in Spanish either."]),
        (
            [material("recording", "en"), material("captions", "es")],
            False,
            ["What will be posted instead: a recording with captions in Spanish."],
        ),
        (
            [material("recording", "es"), material("captions", "es"), material("transcript", "es")],
            False,
            ["What will be posted instead: a recording and captions in Spanish and a transcript in Spanish."],
        ),
        (
            [material("slides", "es", is_posted=True), material("recording", "es")],
            False,
            ["What you can open instead: slides in Spanish.", "What will be posted instead: a recording in Spanish."],
        ),
        (
            [material("recording", "en", is_posted=True), material("captions", "es", is_posted=True)],
            True,
            ["What you can open instead: a recording with captions in Spanish."],
        ),
        ([material("recording", "en"), material("slides", "en")], False, [
            "No recording and no text in Spanish is announced either."
        ]),
    ],
    ids=["nothing", "nothing left", "captions", "everything", "slides first", "posted", "the other language's"],
)  # fmt: skip
def test_where_nobody_interprets_the_page_says_what_there_is_instead(
    materials: list, is_over: bool, sentences: list[str]
) -> None:
    note = notes(floor("en"), [], HOURS, is_over=is_over, materials=materials)[1]

    assert [line.text for line in note.lines][1:] == sentences


def test_what_will_be_posted_is_told_beside_what_is_not_certain_and_not_beside_what_is() -> None:
    announced = (material("recording", "es"),)

    asked = said("es", floor("en"), [slot(status="requested")], materials=announced)
    sure = said("es", floor("en"), [slot()], materials=announced)

    assert asked[1][-1] == "What will be posted too: a recording in Spanish."
    assert sure[1] == ["Confirmed: live interpretation from English into Spanish."]


def test_a_channel_that_is_recorded_to_be_posted_is_told_beforehand() -> None:
    recorded = slot(channel_recorded=True, channel_publishable=True)
    words = "The interpretation is recorded and may be posted afterwards."

    assert said("es", floor("en"), [recorded])[1][0].endswith(words)
    assert not said("es", floor("en"), [recorded], is_over=True)[1][0].endswith(words)


def test_a_language_of_the_stage_is_not_told_as_the_only_one_where_it_is_not() -> None:
    assert said("es", floor("en", "es"), [])[1] == ["Spoken from the stage, along with English."]
    assert said("es", floor("en", "es", "pt"), [], is_over=True)[1] == [
        "It was spoken from the stage, along with English and Portuguese."
    ]


def test_captions_that_translate_are_a_way_to_follow() -> None:
    captions = slot(service="captions", provided_by="automatic")

    assert said("es", floor("en"), [captions]) == ("sure", ["Confirmed: automatic live captions in Spanish."])


def test_sign_language_and_captions_of_what_is_spoken_are_told_beside_the_languages() -> None:
    slots = [
        slot(service="captions", to_language="en"),
        slot(service="captions"),
        slot(service="sign_language", to_language="ase"),
        slot(service="sign_language", to_language="ase", status="requested"),
        slot(service="captions", status="needed"),
        slot(),
    ]

    lines = other_services(slots, HOURS, is_over=False)

    assert [line.text for line in lines] == [
        "Confirmed: live captions in English.",
        "Confirmed: interpretation into American Sign Language.",
        "Requested, not confirmed yet: interpretation into American Sign Language.",
    ]


def test_a_third_language_of_the_stage_has_a_note_after_the_sites_own() -> None:
    found = notes(floor("pt"), [slot(from_language="pt", to_language="zh")], HOURS, is_over=False)

    assert [(note.name, note.certainty) for note in found] == [
        ("English", Certainty.NONE),
        ("Español", Certainty.NONE),
        ("Portuguese", Certainty.FLOOR),
        ("Chinese", Certainty.CONFIRMED),
    ]


def test_how_to_join_is_told_in_the_language_that_it_is_written_in() -> None:
    confirmed = slot(how_to_join_en="Press the globe.", how_to_join_es="")

    with translation.override("es"):
        line = notes(floor("en"), [confirmed], HOURS, is_over=False)[1].lines[0]

    assert line.how_to_join == LocalText("Press the globe.", "en", "es")
    assert notes(floor("en"), [confirmed], HOURS, is_over=True)[1].lines[0].how_to_join is None


def test_spanish_readers_are_told_in_spanish() -> None:
    slots = [slot(), slot(status="requested", confirm_by=date(2026, 3, 20)), slot(service="captions")]

    told = {}
    for language in ("en", "es"):
        with translation.override(language):
            lines = [line for note in notes(floor("en"), slots, HOURS, is_over=False) for line in note.lines]
            lines += other_services(slots, HOURS, is_over=False)
            told[language] = [f"{line.text} {line.detail}" for line in lines]

    assert len(told["en"]) == len(told["es"]) == 4  # Spanish twice, English from the stage, captions
    assert [pair for pair in zip(told["en"], told["es"], strict=True) if pair[0] == pair[1]] == []


slots_of_any_kind = st.lists(
    st.builds(
        slot,
        service=st.sampled_from(LanguageService.values),
        status=st.sampled_from(SlotStatus.values),
        both_ways=st.booleans(),
        to_language=st.sampled_from(["es", "ase", "en"]),
        ends_at=st.sampled_from([None, STARTS_AT + HOUR, ENDS_AT]),
    ),
    max_size=4,
)


@given(slots_of_any_kind, st.sets(st.sampled_from(["en", "es", "pt"])), st.booleans())
def test_nothing_is_promised_that_no_confirmed_slot_gives(slots: list, spoken: set[str], is_over: bool) -> None:
    confirmed = [one for one in slots if one.status == SlotStatus.CONFIRMED]
    rows = floor(*sorted(spoken))

    found = notes(rows, slots, HOURS, is_over=is_over)
    texts = [line.text for note in found for line in note.lines]
    texts += [line.text for line in other_services(slots, HOURS, is_over=is_over)]
    texts += [
        badge.text for badge in badges(rows, slots, HOURS, is_over=is_over) if badge.certainty != Certainty.PENDING
    ]

    if not confirmed:
        assert [text for text in texts if text.startswith(PROMISES)] == []
    for note in found:
        given = {code for one in confirmed for code in one.languages_given}
        assert note.tone != "sure" or note.language in spoken | given
    assert [note for note in found if not note.lines] == []


@given(slots_of_any_kind, st.sets(st.sampled_from(["en", "es"])))
def test_sure_is_what_the_filter_finds(slots: list, spoken: set[str]) -> None:
    """`certainty_of` and the queryset's `followable_in` answer the same question."""
    for language in ("en", "es"):
        sure = certainty_of(language, floor(*spoken), slots, HOURS) in (Certainty.FLOOR, Certainty.CONFIRMED)
        confirmed = any(
            one.status == SlotStatus.CONFIRMED and language in one.languages_given and not HOURS.hold_more_than(one)
            for one in slots
        )
        assert sure == (language in spoken or confirmed)
