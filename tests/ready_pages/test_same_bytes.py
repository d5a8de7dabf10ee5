"""A page that is made of ready pieces is byte for byte the page that is made of nothing, whatever changed before."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import transaction
from django.db.models import CharField, Model, TextField, Value
from django.db.models.functions import Concat
from django.template import Context, Template
from django.test import Client

from ciwo_site.i18n import site_languages
from ciwo_site.kept_html import html_parts
from ciwo_site.ready import ready_pieces
from ciwo_site.templatetags import catalog
from events.models import Event
from programs.change_triggers import tables_that_tell_readers
from programs.models import Person
from tests.factories import NOW, make_event, make_guide, make_program, make_series
from tests.showcase import Showcase

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.time_machine(NOW, tick=False),
]

MINUTE = timedelta(minutes=1)


def _plain(template: Template, values: dict[str, Any]) -> str:
    return template.render(Context(values))


def pages(client: Client, addresses: dict[str, str]) -> dict[str, tuple[int, bytes]]:
    """What readers get; a page whose title is another one by now is followed to its present address."""
    answers = {name: client.get(address, follow=True) for name, address in addresses.items()}
    return {name: (answer.status_code, answer.content) for name, answer in answers.items()}


def made_of_nothing(client: Client, addresses: dict[str, str]) -> dict[str, tuple[int, bytes]]:
    with transaction.atomic(), pytest.MonkeyPatch.context() as patch:  # in a transaction nothing is ready
        patch.setattr(catalog, "kept_html", _plain)
        return pages(client, addresses)


def differing(client: Client, addresses: dict[str, str]) -> list[str]:
    """The names of pages that are others with pieces ready; leaves the pieces of all of them ready."""
    ready, expected = pages(client, addresses), made_of_nothing(client, addresses)
    assert {status for status, _body in expected.values()} <= {200, 404}
    return [name for name in addresses if ready[name] != expected[name]]


def told_models() -> list[type[Model]]:
    """Every model that readers are told of, those first on which nothing else stands."""
    told = set(tables_that_tell_readers())
    found = [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table in told]
    return list({model._meta.db_table: model for model in reversed(found) if not model._meta.proxy}.values())


def change_its_texts(model: type[Model]) -> None:
    """Every sentence of every row, past `save` and its like; codes, links and files stay."""
    for field in model._meta.get_fields():
        if isinstance(field, CharField | TextField) and field.name.rpartition("_")[2] in site_languages():
            rows = model._base_manager.exclude(**{field.name: ""}).exclude(**{field.name: None})
            super(type(rows), rows).update(**{field.name: Concat(field.name, Value(" *"))})


def test_pages_of_every_type_are_the_same_in_both_languages(client: Client, showcase: Showcase) -> None:
    addresses = showcase.every_address()

    assert [differing(client, addresses), differing(client, addresses)] == [[], []]  # first made, then ready


def test_a_change_of_any_text_shows_at_once(client: Client, showcase: Showcase) -> None:
    addresses = main_pages(showcase, "es")
    before, found = pages(client, addresses), {}

    for model in told_models():
        change_its_texts(model)
        found[model._meta.db_table] = differing(client, addresses)

    assert {table: names for table, names in found.items() if names} == {}
    after = pages(client, addresses)
    assert [name for name in addresses if after[name] == before[name]] == []


def test_what_is_taken_away_is_gone_at_once(client: Client, showcase: Showcase) -> None:
    addresses, found = main_pages(showcase, "en"), {}
    pages(client, addresses)

    for model in told_models():
        row = model._base_manager.order_by("pk").first()
        if row is not None and model not in (Event, Person):  # with them everything else would go
            model._base_manager.filter(pk=row.pk).delete()
            found[model._meta.db_table] = differing(client, addresses)

    assert len(found) > 12
    assert {table: names for table, names in found.items() if names} == {}


def test_a_moment_that_arrives_shows_at_once(client: Client, showcase: Showcase) -> None:
    begins = NOW + 5 * MINUTE
    make_event(title_en="Soon", starts_at=begins, ends_at=begins + 4 * MINUTE, registration_link="https://r.example/",
               registration_opens_at=NOW + MINUTE, registration_closes_at=NOW + 2 * MINUTE)  # fmt: skip
    for make in (make_event, make_series, make_program, make_guide):
        make(title_en="Published later", publish_at=NOW + 3 * MINUTE)
    addresses, lists = main_pages(showcase, "en"), set()

    for at in moments(NOW):
        with time_machine.travel(at, tick=False):
            assert differing(client, addresses) == [], at
            lists.add(pages(client, addresses)["event-list"])

    assert len(lists) > 4


def main_pages(showcase: Showcase, language: str) -> dict[str, str]:
    """Those whose pieces are kept, and what they link to."""
    names = ("home", "event-list", "event-archive", "an upcoming event", "a past event", "a series", "a program",
             "a guide", "a person")  # fmt: skip
    addresses = showcase.addresses(language)
    return {name: addresses[name] for name in names}


def moments(start: datetime) -> Iterator[datetime]:
    for minutes in (1, 2, 3, 5, 9):
        yield start + minutes * MINUTE - timedelta(microseconds=1)
        yield start + minutes * MINUTE
    yield start + timedelta(days=31)
    yield start + timedelta(days=400)


def test_a_page_that_is_not_there_is_asked_for_each_time(client: Client) -> None:
    assert client.get("/en/events/77/").status_code == 404
    event = make_event(pk=77)

    assert client.get(event.address("en")).status_code == 200


def test_what_somebody_searches_for_is_kept_in_no_piece(client: Client, showcase: Showcase) -> None:
    kept = []
    for word in ("zebra", "lion"):
        client.get(f"/en/search/?q={word}")
        kept.append((html_parts(), len(ready_pieces(NOW))))

    assert kept[0] == kept[1]
