"""How texts stand in the form of an entry, what staff decide of them, and what publishing asks for."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ciwo_site.translation_states import State
from events.models import Event
from programs.models import GlossaryTerm
from tests.factories import make_event, make_organization, make_program

TOMORROW = (timezone.now() + timedelta(days=2)).date().isoformat()
PAST = "2020-01-01"


def change(event: Event) -> str:
    return f"/admin/events/webinar/{event.pk}/change/"


@pytest.fixture
def translator(staff: Any) -> Client:
    return staff("Translator")


@pytest.fixture
def editor(staff: Any) -> Client:
    return staff("Editor")


@pytest.fixture
def event(db: None) -> Event:
    return make_event(title_en="Stories", title_es="Historias")


def state(event: Event, field: str, language: str) -> State:
    return Event.objects.get(pk=event.pk).translation_states()[field, language]


def note(response: Any, column: str) -> Any:
    return response.context["adminform"].form.fields[column].note


def errors(response: Any) -> dict[str, list[str]]:
    return dict(response.context["adminform"].form.errors)


def save(client: Client, filled: Any, event: Event, **typed: str) -> Any:
    return client.post(change(event), filled(client.get(change(event))) | typed)


def test_a_text_stands_with_its_state_in_words(editor: Client) -> None:
    event = make_event(title_en="Stories", title_es="", place_en="Syracuse", place_es="Syracuse")

    response = editor.get(change(event))

    words = [note(response, column).words for column in ("title_en", "title_es", "place_es", "recap_es")]
    assert words == ["Reviewed", "Missing", "Reviewed", "Empty"]
    assert 'aria-describedby="id_title_es_state"' in response.content.decode()


def test_a_stale_text_shows_what_changed_on_the_other_side(editor: Client, filled: Any, event: Event) -> None:
    save(editor, filled, event, title_en="Our <b>stories")

    response = editor.get(change(event))

    page = response.content.decode()
    assert (note(response, "title_en").words, note(response, "title_es").words) == ("Reviewed", "Out of date")
    assert "Since then, the English text changed:" in page
    assert '<del><span class="visually-hidden">[taken out: </span>Stories' in page
    assert '<ins><span class="visually-hidden">[put in: </span>Our &lt;b&gt;stories' in page


def test_an_edit_in_bulk_is_shown_too(editor: Client, event: Event) -> None:
    Event.objects.filter(pk=event.pk).update(title_en="Our stories")

    changed = note(editor.get(change(event)), "title_es").changes

    assert [(piece.change, piece.text) for piece in changed[0].pieces] == [("gone", "Stories"), ("new", "Our stories")]


def test_rich_text_is_compared_by_its_words(editor: Client, filled: Any) -> None:
    event = make_event(body_en="<p>One <strong>two</strong></p>", body_es="<p>Uno dos</p>")
    save(editor, filled, event, body_en="<p>One <em>two</em></p><p>three</p>")

    changed = note(editor.get(change(event)), "body_es").changes

    assert [(piece.change, piece.text) for piece in changed[0].pieces] == [("same", "One two"), ("new", "three")]


def test_a_novel_is_kept_and_not_compared(editor: Client, filled: Any) -> None:
    event = make_event(body_en="<p>" + "word " * 20_000 + "</p>", body_es="<p>palabra</p>")
    save(editor, filled, event, body_en="<p>Short</p>")

    response = editor.get(change(event))

    assert "cannot be compared here" in response.content.decode()
    assert len(str(Event.objects.get(pk=event.pk).translation_record)) < 5_000


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"mark_title_es": "machine_draft"}, (State.REVIEWED, State.MACHINE_DRAFT)),
        ({"mark_title_es": "needs_review"}, (State.REVIEWED, State.NEEDS_REVIEW)),
        ({"title_en": "Stories!", "mark_title_en": "small"}, (State.REVIEWED, State.REVIEWED)),
        ({"title_en": "Ours", "mark_title_es": "reviewed"}, (State.REVIEWED, State.REVIEWED)),
        ({"title_es": "", "mark_title_es": "not_needed"}, (State.REVIEWED, State.NOT_NEEDED)),
        ({"title_en": "Ours", "mark_title_en": "needs_review"}, (State.NEEDS_REVIEW, State.STALE)),
    ],
)
def test_a_translator_decides_how_a_text_stands(
    translator: Client, filled: Any, event: Event, typed: dict[str, str], expected: tuple[State, State]
) -> None:
    response = save(translator, filled, event, **typed)

    assert response.status_code == 302, errors(response)
    assert (state(event, "title", "en"), state(event, "title", "es")) == expected


def test_saving_without_a_change_keeps_what_was_decided(editor: Client, filled: Any, event: Event) -> None:
    save(editor, filled, event, mark_title_es="machine_draft")
    record = Event.objects.get(pk=event.pk).translation_record

    save(editor, filled, event)

    assert Event.objects.get(pk=event.pk).translation_record == record


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"mark_title_es": "not_needed"}, "There is a text here"),
        ({"title_es": "", "mark_title_es": "reviewed"}, "no text here"),
        ({"mark_title_es": "stale"}, "Select a valid choice"),
    ],
)
def test_what_the_text_contradicts_is_refused_beside_the_mark(
    editor: Client, filled: Any, event: Event, typed: dict[str, str], words: str
) -> None:
    response = save(editor, filled, event, **typed)

    assert words in errors(response)["mark_title_es"][0]
    assert words in response.content.decode()


# Publishing -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def draft(db: None) -> Event:
    return make_event(title_en="Stories", title_es="", publication="draft")


def test_publishing_asks_for_the_other_language_or_a_day(editor: Client, filled: Any, draft: Event) -> None:
    response = save(editor, filled, draft, publication="published")

    assert list(errors(response)) == ["promise_es"]
    assert errors(response)["promise_es"][0].startswith("Missing in Spanish: title. Write it,")
    assert Event.objects.get(pk=draft.pk).publication == "draft"


@pytest.mark.parametrize(
    "typed", [{"title_es": "Historias"}, {"promise_es": TOMORROW}, {"mark_title_es": "not_needed"}]
)
def test_each_of_the_three_answers_is_enough(editor: Client, filled: Any, draft: Event, typed: dict[str, str]) -> None:
    response = save(editor, filled, draft, publication="published", **typed)

    assert response.status_code == 302, errors(response)
    promised = {"es": TOMORROW} if "promise_es" in typed else {}
    assert Event.objects.get(pk=draft.pk).promised_on == promised


def test_a_promise_is_for_a_day_to_come(editor: Client, filled: Any, draft: Event) -> None:
    response = save(editor, filled, draft, publication="published", promise_es=PAST)

    assert errors(response) == {"promise_es": ["That day is past. Give one from today on."]}


def test_a_promise_that_is_kept_is_forgotten(editor: Client, filled: Any, draft: Event) -> None:
    save(editor, filled, draft, publication="published", promise_es=TOMORROW)
    save(editor, filled, draft, title_es="Historias")

    assert Event.objects.get(pk=draft.pk).promised_on == {}


def test_what_was_published_in_one_language_is_edited_without_a_question(editor: Client, filled: Any) -> None:
    event = make_event(title_en="Stories", title_es="", promised_on={"es": PAST})

    assert save(editor, filled, event, venue="Hall").status_code == 302
    assert list(errors(save(editor, filled, event, summary_en="A summary"))) == ["promise_es"]


def test_the_list_publishes_nothing_that_would_need_a_question(editor: Client, draft: Event) -> None:
    promised = make_event(title_en="Promised", title_es="", publication="draft", promised_on={"es": TOMORROW})
    data = {"action": "publish", "_selected_action": [draft.pk, promised.pk]}

    page = editor.post("/admin/events/webinar/", data, follow=True).content.decode()

    assert "“Stories” was not published. Missing in Spanish: title." in page
    assert dict(Event.objects.values_list("pk", "publication")) == {draft.pk: "draft", promised.pk: "published"}


@pytest.mark.django_db
def test_readers_of_the_other_language_see_the_day(client: Client) -> None:
    texts = {"title_en": "", "title_es": "Historias", "promised_on": {"en": "2099-03-03", "es": "2098-01-01"}}
    pages = [client.get(entry.address("en")).content.decode() for entry in (make_event(**texts), make_program(**texts))]

    assert ["The English text follows by March 3, 2099." in page for page in pages] == [True, True]
    assert [page for page in pages if "2098" in page] == []


def test_a_translator_promises_and_publishes_nothing(translator: Client, filled: Any, draft: Event) -> None:
    page = translator.get(change(draft))
    assert "promise_es" not in filled(page)

    save(translator, filled, draft, promise_es=TOMORROW, publication="published", title_es="Historias")

    stored = Event.objects.get(pk=draft.pk)
    assert (stored.title_es, stored.publication, stored.promised_on) == ("Historias", "draft", {})


def test_a_coordinator_marks_nothing(staff: Any, filled: Any, event: Event) -> None:
    coordinator = staff("Language-access coordinator")

    save(coordinator, filled, event, mark_title_es="machine_draft", promise_es=TOMORROW)

    assert state(event, "title", "es") == State.REVIEWED
    assert Event.objects.get(pk=event.pk).promised_on == {}


# Glossary ---------------------------------------------------------------------------------------------------------------


def test_the_glossary_advises_after_saving_and_beside_the_field(translator: Client, filled: Any, event: Event) -> None:
    make_organization(acronym_en="IDWF", acronym_es="FITH")
    words = "“IDWF” in the Spanish text; the approved form is “FITH”."

    save(translator, filled, event, title_es="Historias de la IDWF")
    response = translator.get(change(event))

    assert words in [str(message) for message in response.context["messages"]]
    assert list(note(response, "title_es").advice) == [words]
    assert list(note(response, "title_en").advice) == []


def test_translators_get_the_terms_of_the_source(translator: Client) -> None:
    GlossaryTerm.objects.create(term_en="worker center", term_es="centro de trabajadores", note_en="Not a job center.")
    GlossaryTerm.objects.create(term_en="strike", term_es="huelga")
    event = make_event(title_en="A worker center opens", title_es="")

    hints = note(translator.get(change(event)), "title_es").hints

    assert [(hint.source, hint.approved, hint.note) for hint in hints] == [
        ("worker center", "centro de trabajadores", "Not a job center.")
    ]


def test_the_form_reads_the_glossary_once(editor: Client) -> None:
    counts = []
    for _round in range(2):
        event = make_event(title_en="Stories", title_es="Historias", body_en="<p>One</p>", body_es="<p>Uno</p>")
        make_organization(acronym_en="IDWF", acronym_es="FITH")
        GlossaryTerm.objects.create(term_en="stories", term_es="historias")
        editor.get(change(event))
        with CaptureQueriesContext(connection) as queries:
            editor.get(change(event))
        counts.append(len([query for query in queries if "glossaryterm" in query["sql"]]))

    assert counts == [1, 1]


@pytest.mark.parametrize(
    ("role", "add", "edit", "delete"),
    [
        ("Editor", 200, True, 200),
        ("Translator", 200, True, 403),
        ("Language-access coordinator", 403, False, 403),
    ],
)
def test_editors_and_translators_keep_the_glossary(
    staff: Any, filled: Any, role: str, add: int, edit: bool, delete: int
) -> None:
    client = staff(role)
    term = GlossaryTerm.objects.create(term_en="strike")
    address = f"/admin/programs/glossaryterm/{term.pk}"

    client.post(f"{address}/change/", {"term_en": "strike", "term_es": "huelga", "is_name": "on"})

    term.refresh_from_db()
    assert (term.term_es == "huelga", term.is_name) == (edit, edit)
    assert client.get("/admin/programs/glossaryterm/").status_code == 200
    assert client.get("/admin/programs/glossaryterm/add/").status_code == add
    assert client.get(f"{address}/delete/").status_code == delete


def test_a_translator_adds_a_term(translator: Client) -> None:
    response = translator.post("/admin/programs/glossaryterm/add/", {"term_en": "strike", "term_es": "huelga"})

    assert response.status_code == 302
    assert GlossaryTerm.objects.get().term_es == "huelga"
