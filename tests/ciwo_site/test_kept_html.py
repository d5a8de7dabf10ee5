"""The same part of a page with the same values is rendered once."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation
from django.utils.safestring import mark_safe

from ciwo_site.i18n import LocalText
from ciwo_site.kept_html import html_parts

PART = '{% kept "components/crumbs.html" with url=url label=label second_url=second second_label=name only %}'


def rendered(**values: object) -> str:
    values = {"url": "/en/", "label": "Events", "second": "/en/4/", "name": LocalText("Name", "en", "en")} | values
    return Template(PART).render(Context(values))


def test_the_same_values_are_rendered_once() -> None:
    assert rendered() == rendered()
    assert html_parts() == 1


@pytest.mark.parametrize(
    "values",
    [
        {"label": "Programs"},
        {"name": LocalText("Name", "es", "en")},
        {"label": mark_safe("Events")},  # it looks the same and is not
    ],
)
def test_another_value_is_another_part(values: dict[str, object]) -> None:
    rendered()
    rendered(**values)

    assert html_parts() == 2


def test_a_safe_text_and_one_that_is_not_are_told_apart() -> None:
    assert "<b>" in rendered(label=mark_safe("<b>"))
    assert "&lt;b&gt;" in rendered(label="<b>")


def test_each_language_has_its_own() -> None:
    english = rendered()
    with translation.override("es"):
        spanish = rendered()

    assert english != spanish


def test_a_list_may_be_given() -> None:
    part = Template('{% kept "components/event_list.html" with cards=cards level=3 only %}')

    assert part.render(Context({"cards": []})) == part.render(Context({"cards": []}))
    assert html_parts() == 1


def test_a_part_sees_nothing_but_what_it_is_given() -> None:
    with pytest.raises(TemplateSyntaxError, match="only"):
        Template('{% kept "components/crumbs.html" with url=url %}')
