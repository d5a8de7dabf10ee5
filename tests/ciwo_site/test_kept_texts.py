import pytest

from ciwo_site.kept_texts import LONGEST, keep, unpack


@pytest.mark.parametrize("text", ["", "=", "~", "Historias de Treviño", "<p>Una palabra.</p>" * 300])
def test_a_copy_gives_the_text_back(text: str) -> None:
    assert unpack(keep(text)) == text


def test_a_copy_is_short() -> None:
    assert len(keep("<p>Una palabra.</p>" * 300)) < 200
    assert keep("x" * (LONGEST + 1)) == ""


@pytest.mark.parametrize("kept", ["", "nonsense", "~nonsense", "~\u00f1", "~"])
def test_what_cannot_be_read_is_no_text(kept: str) -> None:
    assert unpack(kept) is None
