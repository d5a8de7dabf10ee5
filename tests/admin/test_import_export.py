"""A list of events leaves as a table and comes back: what changes is seen first, and what cannot be is refused whole."""

import csv
import io
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from openpyxl import Workbook, load_workbook
from pytest_django import DjangoAssertNumQueries

from events.models import Event
from tests.factories import AT_NOW, make_event, make_organization, make_person, make_slot, make_speaker
from tests.kept_pages import page_cache
from tests.wsgi_reader import ask

IMPORT = "/admin/events/webinar/import/"


@pytest.fixture
def event(db: None) -> Event:
    event = make_event(title_en="Our stories", title_es="Nuestras historias", languages=("en",), body_en="<p>Text</p>")
    make_slot(event, both_ways=True, status="requested", provider=make_organization())
    make_speaker(event, person=make_person(name="Ana Torres"), part="moderator", role_es="Promotora")
    make_speaker(event, group_en="worker leaders", group_es="lideresas")
    return event


def exported(client: Client) -> list[dict[str, str]]:
    response = client.get("/admin/events/webinar/export/csv/")
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


def as_csv(rows: list[dict[str, str]], encoding: str = "utf-8") -> SimpleUploadedFile:
    written = io.StringIO()
    table = csv.DictWriter(written, rows[0].keys())
    table.writeheader()
    table.writerows(rows)
    return SimpleUploadedFile("table.csv", written.getvalue().encode(encoding))


def look(client: Client, table: SimpleUploadedFile) -> Any:
    return client.post(IMPORT, {"table": table})


def save(client: Client, response: Any) -> Any:
    return client.post(IMPORT, {"token": response.context["token"]})


def refusals(response: Any) -> list[tuple[str, str]]:
    return [pair for line in response.context["lines"] for pair in line.refusals]


def test_a_list_comes_back_as_it_went(staff: Any, event: Event) -> None:
    editor = staff("Editor")
    (row,) = exported(editor)

    response = look(editor, as_csv([row]))

    assert (row["starts_at"], row["ends_at"]) == ("2026-04-09 11:00", "2026-04-09 13:00")
    assert row["services"] == "simultaneous en<>es requested"
    assert row["speakers"] == "moderator: Ana Torres; speaker: [worker leaders | lideresas]"
    assert response.context["lines"] == []
    assert response.context["token"] == ""
    assert "Every line says what the catalog says already." in response.content.decode()


def test_a_changed_cell_is_seen_and_then_saved(staff: Any, event: Event) -> None:
    editor = staff("Editor")
    (row,) = exported(editor)
    row |= {
        "title_es": "¡Nuestras historias!",
        "starts_at": "2026-04-09 10:00",
        "languages": "en es",
        "services": "simultaneous en<>es confirmed; captions en>en",
        "speakers": "speaker: [worker leaders | lideresas]; moderator: ana tórres",
        "publication": "draft",
    }

    looked = look(editor, as_csv([row]))

    (line,) = looked.context["lines"]
    assert (line.outcome, line.number) == ("changed", 2)
    assert {change.column for change in line.changes} == {"title_es", "starts_at", "languages", "services", "speakers"}
    assert Event.objects.get().title_es == "Nuestras historias"

    saved = save(editor, looked)

    assert saved.url == "/admin/events/webinar/"
    changed = Event.objects.get()
    assert (changed.title_es, changed.title_en, changed.publication) == (
        "¡Nuestras historias!",
        "Our stories",
        "published",
    )
    assert changed.uid == event.uid
    assert changed.sequence == 1
    assert [row.language for row in changed.languages.all()] == ["en", "es"]
    assert [(slot.service, slot.status) for slot in changed.slots.all()] == [
        ("simultaneous", "confirmed"),
        ("captions", "needed"),
    ]
    assert changed.slots.first().provider is not None
    assert [(str(row), row.role_es or "") for row in changed.speakers.all()] == [
        ("worker leaders", ""),
        ("Ana Torres", "Promotora"),
    ]


def test_a_line_without_a_uid_is_a_new_draft(staff: Any, db: None) -> None:
    editor = staff("Administrator")
    table = as_csv([{"uid": "", "title_es": "Nuevo", "starts_at": "2026-05-01", "time_zone": "America/Chicago"}])

    save(editor, look(editor, table))

    event = Event.objects.get()
    assert (event.title_es, event.publication, event.kind, event.all_day) == ("Nuevo", "draft", "webinar", True)


def test_a_spreadsheet_does_the_same(staff: Any, event: Event) -> None:
    editor = staff("Editor")
    book = load_workbook(io.BytesIO(editor.get("/admin/events/webinar/export/xlsx/").content))
    columns = [cell.value for cell in book.active[1]]
    book.active.cell(2, columns.index("venue") + 1).value = "Room 5"
    written = io.BytesIO()
    book.save(written)

    looked = look(editor, SimpleUploadedFile("table.xlsx", written.getvalue()))

    (line,) = looked.context["lines"]
    assert [(change.column, change.before, change.after) for change in line.changes] == [("venue", "", "Room 5")]
    save(editor, looked)
    assert Event.objects.get().venue == "Room 5"


@pytest.mark.parametrize("title", ["=1+1", "@home", "-5", "'quoted'", "'=x", "+ more"])
def test_no_formula_leaves_alive_and_the_text_comes_back(staff: Any, event: Event, title: str) -> None:
    Event.objects.update(title_en=title)
    editor = staff("Editor")
    (row,) = exported(editor)

    assert row["title_en"] == f"'{title}"
    assert look(editor, as_csv([row])).context["lines"] == []


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"starts_at": "soon"}, "starts_at"),
        ({"starts_at": "2026-03-08 02:30"}, "starts_at"),
        ({"ends_at": "2026-04-09 09:00"}, "ends_at"),
        ({"starts_at": ""}, "starts_at"),
        ({"also_shown_in": "Nowhere"}, "also_shown_in"),
        ({"languages": "en en"}, "languages"),
        ({"languages": "xx"}, "languages"),
        ({"services": "magic en>es"}, "services"),
        ({"services": ""}, "services"),
        ({"services": "simultaneous en<>es requested; simultaneous es>es needed"}, "services"),
        ({"speakers": "Nobody Known"}, "speakers"),
        ({"series": "Nothing"}, "series"),
        ({"attendance_mode": "telepathy"}, "attendance_mode"),
        ({"title_en": "x" * 301}, "title_en"),
        ({"registration_link": "javascript:alert(1)"}, "registration_link"),
        ({"uid": "00000000-0000-4000-8000-000000000000"}, "uid"),
        ({"uid": "7"}, "uid"),
    ],
)
def test_what_cannot_be_is_a_sentence_for_its_line(
    staff: Any, event: Event, changed: dict[str, str], column: str
) -> None:
    editor = staff("Editor")
    (row,) = exported(editor)
    good = row | {"uid": "", "title_en": "New", "title_es": "", "services": "", "speakers": "", "series": ""}

    response = look(editor, as_csv([good, row | changed]))

    assert [name for name, _sentence in refusals(response)] == [column]
    assert response.context["token"] == ""
    assert Event.objects.get().title_en == "Our stories"


def test_an_entry_stands_in_a_table_once(staff: Any, event: Event) -> None:
    editor = staff("Editor")
    (row,) = exported(editor)

    assert refusals(look(editor, as_csv([row, row]))) == [("uid", "This entry stands in the table twice.")]


def test_a_convening_is_not_among_the_webinars(staff: Any, event: Event) -> None:
    Event.objects.update(kind="convening")

    response = look(staff("Editor"), as_csv([{"uid": str(event.uid), "venue": "Room 5"}]))

    assert [name for name, _sentence in refusals(response)] == ["uid"]


def spreadsheet(*rows: list[Any]) -> bytes:
    book, written = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(written)
    return written.getvalue()


def swelling(name: str, tag: bytes, times: int, padding: int) -> bytes:
    """A spreadsheet one of whose parts repeats a tag; `padding` makes the file itself large."""
    written = io.BytesIO()
    with ZipFile(io.BytesIO(spreadsheet(["uid", "title_en"], ["", "x"]))) as plain, ZipFile(written, "w") as swollen:
        for part in plain.namelist():
            content = plain.read(part)
            if part == name:
                end = content.rindex(b"</")
                content = content[:end] + tag * times + content[end:]
            swollen.writestr(part, content, ZIP_DEFLATED)
        swollen.writestr("padding", bytes(padding))  # stored as it is
    return written.getvalue()


def broken() -> bytes:
    """A part of it cannot be unpacked, as after a download that went wrong."""
    content = bytearray(spreadsheet(["uid", "title_en"], ["", "x"]))
    with ZipFile(io.BytesIO(content)) as whole:
        part = whole.getinfo("xl/worksheets/sheet1.xml")
    start = part.header_offset + 30 + len(part.filename)
    content[start : start + 20] = b"\xff" * 20
    return bytes(content)


def locked() -> bytes:
    content = bytearray(spreadsheet(["uid", "title_en"], ["", "x"]))
    place = content.find(b"PK\x01\x02")
    while place >= 0:
        content[place + 8] |= 1
        place = content.find(b"PK\x01\x02", place + 1)
    return bytes(content)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("table.csv", "uid,title_en\n,Señor".encode("latin-1"), "cannot be read"),
        ("table.csv", "uid,title_en\n,Hola".encode("utf-16"), "cannot be read"),
        ("table.csv", b"uid,title_en\n,=HYPERLINK(1)", "has a formula"),
        ("table.csv", b"uid,title_en\n" + b",x\n" * 50_000, "more than 1,000 rows"),
        ("table.csv", b"title_en\nx", "one of them must be"),
        ("table.csv", b"uid,colour\n,red", "There is no column"),
        ("table.csv", b"uid,uid\n,x", "is there twice"),
        ("table.csv", b"uid,title_en\n,x,y", "more cells"),
        ("table.csv", b"uid,title_en", "has no rows"),
        ("table.csv", b'uid,title_en\n,"open', "not a table"),
        ("table.csv", b"", "empty"),
        ("table.pdf", b"%PDF", "ends in .csv or .xlsx"),
        ("table.xlsx", b"PK not really", "not a spreadsheet"),
        ("table.xlsx", broken(), "not a spreadsheet"),
        ("table.xlsx", locked(), "not a spreadsheet"),
        ("table.xlsx", swelling("xl/worksheets/sheet1.xml", b"<c/>", 150_000, 0), "too large when it is opened"),
        ("table.xlsx", swelling("xl/worksheets/sheet1.xml", b"<c/>", 700_000, 300_000), "too large when it is opened"),
        ("table.xlsx", swelling("xl/styles.xml", b"<xf/>", 500_000, 300_000), "too large when it is opened"),
        ("table.xlsx", spreadsheet(["uid", "title_en"], ["", "=1+1"]), "has a formula"),
        ("table.xlsx", spreadsheet(["uid", "title_en"], *([["", "x"]] * 1_050)), "more than 1,000 rows"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_a_sentence(staff: Any, name: str, content: bytes, words: str) -> None:
    response = look(staff("Editor"), SimpleUploadedFile(name, content))

    (sentence,) = response.context["form"].errors["table"]
    assert words in sentence
    assert not Event.objects.exists()


def test_what_was_changed_in_the_meantime_is_shown_again(staff: Any, event: Event) -> None:
    editor = staff("Editor")
    (row,) = exported(editor)
    looked = look(editor, as_csv([row | {"venue": "Room 5"}]))
    Event.objects.update(venue="Room 4")

    response = save(editor, looked)

    assert Event.objects.get().venue == "Room 4"
    assert response.context["lines"][0].changes[0].before == "Room 4"


@pytest.mark.parametrize("token", ["", "altered", "a:b:c"])
def test_an_altered_table_is_not_saved(staff: Any, event: Event, token: str) -> None:
    response = staff("Editor").post(IMPORT, {"token": token})

    assert response.status_code == 200
    assert Event.objects.get().title_en == "Our stories"


@pytest.mark.parametrize("role", ["Translator", "Language-access coordinator", ""])
def test_others_find_every_door_closed(staff: Any, event: Event, role: str) -> None:
    client = staff(role)

    answers = [
        client.get("/admin/events/webinar/export/csv/"),
        client.get("/admin/events/convening/export/xlsx/"),
        client.get(IMPORT),
        look(client, as_csv([{"uid": str(event.uid), "title_en": "Mine"}])),
        client.post(IMPORT, {"token": "x"}),
    ]

    assert [answer.status_code for answer in answers] == [403] * 5
    assert Event.objects.get().title_en == "Our stories"
    assert "Export as CSV" not in client.get("/admin/events/webinar/").content.decode()


def test_the_list_leads_to_each(staff: Any, event: Event) -> None:
    page = staff("Editor").get("/admin/events/webinar/?publication__exact=published").content.decode()

    for address in ("/admin/intake/", IMPORT, "/admin/events/webinar/export/csv/?publication__exact=published"):
        assert f'href="{address}"' in page


def test_the_filters_of_the_list_hold_for_the_table(staff: Any, event: Event) -> None:
    editor = staff("Editor")

    response = editor.get("/admin/events/webinar/export/csv/?publication__exact=draft")

    assert response.content.decode("utf-8-sig").count("\n") == 1


def test_one_row_and_three_leave_at_the_same_cost(
    staff: Any, event: Event, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    editor = staff("Editor")
    exported(editor)

    for more in (0, 2):
        for _each in range(more):
            make_speaker(make_event(), person=make_person(name="Luz"))
        with django_assert_num_queries(16):
            exported(editor)


@pytest.mark.usefixtures("one_connection")
@AT_NOW
def test_what_is_imported_shows_on_a_kept_page_at_once(staff: Any, event: Event) -> None:
    editor, pages, address = staff("Editor"), page_cache(WSGIHandler()), "/en/events/"
    before = ask(pages, address)
    (row,) = exported(editor)

    looked = look(editor, as_csv([row | {"title_en": "Their stories"}]))
    assert ask(pages, address) == before
    save(editor, looked)

    assert "Our stories" in before.text
    assert "Their stories" in ask(pages, address).text
