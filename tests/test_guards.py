"""What lets the suite complain first is itself easily lost in an upgrade."""

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template import Context, Origin, Template, engines

from tests.template_variables import UndefinedVariableError

OWN_PLACE = str(settings.BASE_DIR / "templates" / "page.html")
PLACE_OF_A_LIBRARY = str(settings.BASE_DIR / ".venv" / "site-packages" / "library" / "page.html")


def render(source: str, place: str) -> str:
    return Template(source, Origin(place), engine=engines["django"].engine).render(Context({"known": {"name": "WINS"}}))


@pytest.mark.parametrize(
    "source",
    [
        "{{ unknown }}",
        "{{ known.unknown }}",
        "{{ unknown|default:'x' }}",
        "{% with a=unknown %}{% endwith %}",
        "{% blocktranslate %}{{ unknown }}{% endblocktranslate %}",
    ],
)
def test_an_undefined_variable_of_our_own_template_is_an_error(source: str) -> None:
    with pytest.raises(UndefinedVariableError, match=r"templates/page\.html, line 1: .*unknown.* is not defined"):
        render(source, OWN_PLACE)


def test_an_undefined_variable_may_be_asked_for_with_if() -> None:
    assert render("{% if unknown %}yes{% else %}no{% endif %} {{ known.name }}", OWN_PLACE) == "no WINS"


def test_templates_of_libraries_keep_their_habits() -> None:
    assert render("[{{ unknown }}] {{ unknown|default:'x' }}", PLACE_OF_A_LIBRARY) == "[] x"


def test_a_static_file_that_nobody_has_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"css/nothing\.css"):
        staticfiles_storage.url("css/nothing.css")
