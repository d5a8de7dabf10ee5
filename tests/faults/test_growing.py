"""Several web processes, with PostgreSQL, Redis and an object store behind them, are one site."""

import re
from collections.abc import Callable

from django.core.files.base import ContentFile

from tests.factories import pdf_file
from tests.faults.conftest import METRICS_TOKEN, Large
from tests.faults.load import Load, through_a_proxy
from tests.faults.processes import Serving, wait_until
from tests.faults.visitor import Visitor

HOST = "localhost"  # one name for the site, as readers know it; by the ports it would have two


def test_what_is_uploaded_through_one_process_is_downloaded_through_the_other(
    large: Large, signed_in: Callable[[Serving], Visitor]
) -> None:
    staff, reader = signed_in(large.web), Visitor(large.other.port)
    form = f"/admin/programs/resourceguide/{large.catalog.guide}/change/"
    content = pdf_file().read()

    answer = staff.post(form, staff.form(form) | new_edition(staff.form(form), content, version=7))
    latest = reader.get(f"{large.catalog.guide_address}latest/es/")
    whole = reader.get(latest.headers["Location"])
    part = reader.get(latest.headers["Location"], Range="bytes=5-9")

    assert answer.status == 302, answer.text
    assert (whole.status, whole.body) == (200, content)
    assert (part.status, part.body) == (206, content[5:10])


def new_edition(fields: dict[str, str], content: bytes, version: int) -> dict[str, object]:
    """One more row of the guide's form."""
    number = int(fields["editions-TOTAL_FORMS"])
    return {
        "editions-TOTAL_FORMS": str(number + 1),
        f"editions-{number}-language": "es",
        f"editions-{number}-version": str(version),
        f"editions-{number}-dated": "2026-01-15",
        f"editions-{number}-published": "on",
        f"editions-{number}-file": ContentFile(content, name="guide.pdf"),
    }


def test_what_is_edited_through_one_process_is_read_through_the_other_at_once(
    large: Large, signed_in: Callable[[Serving], Visitor]
) -> None:
    staff, reader = signed_in(large.web), Visitor(large.other.port)
    form = f"/admin/events/webinar/{large.catalog.event}/change/"
    before = reader.get(large.catalog.event_address).heading

    for title in ("Edited once", "Edited twice", before):
        answer = staff.post(form, staff.form(form) | {"title_en": title})
        page = reader.get(f"/en/events/{large.catalog.event}-x/")

        assert answer.status == 302, answer.text
        assert page.status == 301
        assert reader.get(page.headers["Location"]).heading == title


def test_a_page_that_both_processes_keep_is_another_one_in_both_at_once(
    large: Large, signed_in: Callable[[Serving], Visitor]
) -> None:
    staff, readers = signed_in(large.web), [Visitor(large.web.port), Visitor(large.other.port)]
    form = f"/admin/events/webinar/{large.catalog.event}/change/"
    address = large.catalog.event_address

    for place in ("Room one", "Room two"):
        kept = [reader.get(address, Host=HOST).headers["ETag"] for reader in (*readers, *readers)]
        answer = staff.post(form, staff.form(form) | {"place_en": place})
        pages = [reader.get(address, Host=HOST, If_None_Match=kept[0]) for reader in reversed(readers)]

        assert len(set(kept)) == 1
        assert answer.status == 302, answer.text
        assert [page.status for page in pages] == [200, 200]
        assert all(place in page.text for page in pages)


def test_a_picture_in_the_store_is_served_by_the_site_itself(large: Large) -> None:
    picture = Visitor(large.other.port).get(large.catalog.picture_address)

    assert (picture.status, picture.headers["Content-Type"]) == (200, "image/png")
    assert picture.body.startswith(b"\x89PNG")
    assert len(picture.body) == int(picture.headers["Content-Length"])


def test_one_process_killed_under_load_loses_no_request_that_a_proxy_would_ask_again(large: Large) -> None:
    """A page that is kept, one that is made for each reader, and a file."""
    paths = [large.catalog.guide_address, "/en/search/?q=union", large.catalog.edition_address]
    ask = through_a_proxy(paths, [large.web.port, large.other.port])

    with Load(ask, readers=4) as load:
        wait_until(lambda: load.asked > 20)
        large.other.kill()
        asked = load.asked
        wait_until(lambda: load.asked > asked + 40)

    assert (load.unanswered, load.broken) == ([], [])
    assert load.cut_off <= 4  # whose answer was on its way; each reader has one at a time
    assert set(load.answered) == {200}


def test_a_signed_in_person_stays_signed_in_at_another_process(
    large: Large, signed_in: Callable[[Serving], Visitor]
) -> None:
    staff = signed_in(large.web)

    assert staff.at(large.other.port).get("/admin/").status == 200


def test_a_page_that_was_kept_is_counted_among_the_figures(large: Large) -> None:
    reader = Visitor(large.web.port)
    reader.get("/en/events/")
    before = kept_pages(reader)

    reader.get("/en/events/")

    assert kept_pages(reader) == before + 1


def kept_pages(reader: Visitor) -> float:
    figures = reader.get("/metrics", Authorization=f"Bearer {METRICS_TOKEN}").text
    found = re.search(r'^catalog_pages_total{how="kept"} (\S+)$', figures, re.MULTILINE)
    return float(found[1]) if found else 0.0
