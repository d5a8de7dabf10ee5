"""The whole examination, and the command that prints it."""

import pytest
from django.core.management import call_command

from ciwo_site.doctor import clock
from ciwo_site.doctor.examination import examine
from tests.ciwo_site.doctor.found import failing, words

pytestmark = pytest.mark.django_db


def test_a_part_that_cannot_be_looked_at_does_not_hide_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "findings", failing(RuntimeError("secret")))

    found = dict(examine())

    assert words(found["clock"]) == "This could not be looked at (RuntimeError)."
    assert "staff" in found


def test_the_command_fails_where_something_needs_a_cure(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("doctor")

    said = capsys.readouterr().out
    assert ended.value.code == 1
    assert "  ! Nobody can manage the accounts of staff. Run manage.py createsuperuser.\n" in said
    assert "disk: well\n" in said or "MB left" in said
