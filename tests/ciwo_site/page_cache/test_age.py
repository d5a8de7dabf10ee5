"""Whatever page is served while the database does not answer says from when it is."""

import pytest
from django.test import Client

from ciwo_site.page_cache.age import with_age
from tests.factories import AT_NOW, NOW
from tests.showcase import make_showcase


@pytest.mark.django_db
@AT_NOW
@pytest.mark.parametrize(("language", "words"), [("en", "You see this page as it was on"), ("es", "Usted ve")])
def test_every_type_of_page_has_a_place_for_the_sentence(client: Client, language: str, words: str) -> None:
    without = []

    for name, path in make_showcase().addresses(language).items():
        page = client.get(path).content
        if with_age(page, NOW, path).decode().count(words) != 1:
            without.append(name)

    assert without == []
