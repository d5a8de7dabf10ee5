"""What is done in the form of an entry, and in the rows of that form."""

from django.test import Client

from events.models import Event, InterpretationSlot, Interpreter, Series
from programs.models import GlossaryTerm, GuideEdition, Organization, Page, Person, Program, Topic
from tests.admin.role_actions.world import Actions, World, gone, keep_in, stored
from tests.factories import make_organization, make_page, make_person, make_program, pdf_file

ACTIONS: Actions = {}
action = keep_in(ACTIONS)


# Forms ----------------------------------------------------------------------------------------------------------------


@action("write a title in Spanish", "TEA", stored(Event, title_es="Nuevo"))
def _title(client: Client, world: World) -> None:
    client.post(world.webinar, world.form(client, world.webinar) | {"title_es": "Nuevo"})


@action("move an event", "EA", stored(Event, local_date="2030-01-02"))
def _move(client: Client, world: World) -> None:
    data = {"starts_at_0": "2030-01-02", "starts_at_1": "10:00", "ends_at_0": "2030-01-02", "ends_at_1": "11:00"}
    client.post(world.webinar, world.form(client, world.webinar) | data)


@action("take an event off the site in its form", "EA", gone(Event, publication="published"))
def _unpublish(client: Client, world: World) -> None:
    client.post(world.webinar, world.form(client, world.webinar) | {"_publication": "draft"})


@action("take an event off the site by typing it", "EA", gone(Event, publication="published"))
def _unpublish_field(client: Client, world: World) -> None:
    client.post(world.webinar, world.form(client, world.webinar) | {"publication": "draft"})


@action("name people publicly or not", "EA", stored(Event, people_named=False))
def _people_named(client: Client, world: World) -> None:
    client.post(world.webinar, {k: v for k, v in world.form(client, world.webinar).items() if k != "people_named"})


@action("add an event", "EA", stored(Event, title_en="Added"))
def _add_event(client: Client, world: World) -> None:
    address = "/admin/events/webinar/add/"
    data = {"title_en": "Added", "starts_at_0": "2030-01-02", "starts_at_1": "10:00"}
    client.post(address, world.form(client, address) | data)


@action("delete an event", "EA", gone(Event))
def _delete_event(client: Client, world: World) -> None:
    client.post(f"/admin/events/webinar/{world.event.pk}/delete/", {"post": "yes"})


@action("duplicate an event", "EA", lambda _world: Event.objects.count() == 2)
def _duplicate(client: Client, world: World) -> None:
    data = {"starts_at_0": "2030-01-02", "starts_at_1": "10:00"}
    client.post(f"/admin/events/webinar/{world.event.pk}/duplicate/", data)


@action("write a program", "TEA", stored(Program, title_es="Nuevo"))
def _write_program(client: Client, world: World) -> None:
    address = f"/admin/programs/program/{make_program().pk}/change/"
    client.post(address, world.form(client, address) | {"title_es": "Nuevo"})


@action("change a program's link", "EA", stored(Program, application_link="https://apply.example/"))
def _change_program(client: Client, world: World) -> None:
    address = f"/admin/programs/program/{make_program().pk}/change/"
    client.post(address, world.form(client, address) | {"application_link": "https://apply.example/"})


@action("write a page of the site", "TEA", stored(Page, title_es="Nuevo"))
def _write_page(client: Client, world: World) -> None:
    address = f"/admin/programs/page/{make_page('about').pk}/change/"
    client.post(address, world.form(client, address) | {"title_es": "Nuevo"})


@action("rename a person", "EA", stored(Person, name="Renamed"))
def _rename(client: Client, world: World) -> None:
    address = f"/admin/programs/person/{make_person().pk}/change/"
    client.post(address, world.form(client, address) | {"name": "Renamed"})


@action("change an organization's page", "EA", stored(Organization, web_page="https://new.example/"))
def _organization(client: Client, world: World) -> None:
    address = f"/admin/programs/organization/{make_organization().pk}/change/"
    client.post(address, world.form(client, address) | {"web_page": "https://new.example/"})


@action("add a topic", "EA", stored(Topic, name_en="Added"))
def _topic(client: Client, world: World) -> None:
    client.post("/admin/programs/topic/add/", {"name_en": "Added"})


@action("add a series", "EA", stored(Series, title_en="Added"))
def _series(client: Client, world: World) -> None:
    address = "/admin/events/series/add/"
    client.post(address, world.form(client, address) | {"title_en": "Added"})


@action("add a glossary term", "TEA", stored(GlossaryTerm, term_en="Added"))
def _term(client: Client, world: World) -> None:
    client.post("/admin/programs/glossaryterm/add/", {"term_en": "Added"})


@action("delete a glossary term", "EA", gone(GlossaryTerm))
def _delete_term(client: Client, world: World) -> None:
    term = GlossaryTerm.objects.create(term_en="wage theft")
    client.post(f"/admin/programs/glossaryterm/{term.pk}/delete/", {"post": "yes"})


@action("add an interpreter", "CEA", stored(Interpreter, name="Eva"))
def _interpreter(client: Client, world: World) -> None:
    address = "/admin/events/interpreter/add/"
    client.post(address, world.form(client, address) | {"name": "Eva"})


# Rows of a form -------------------------------------------------------------------------------------------------------


@action("confirm a service in the event's form", "CEA", stored(InterpretationSlot, status="confirmed"))
def _confirm_inline(client: Client, world: World) -> None:
    client.post(world.webinar, world.form(client, world.webinar) | {"slots-0-status": "confirmed"})


@action("delete a service in the event's form", "CEA", gone(InterpretationSlot))
def _delete_inline(client: Client, world: World) -> None:
    client.post(world.webinar, world.form(client, world.webinar) | {"slots-0-DELETE": "on"})


@action("add a language of the stage", "CEA", stored(Event, languages__language="es"))
def _language(client: Client, world: World) -> None:
    data = {"languages-TOTAL_FORMS": "2", "languages-1-language": "es", "languages-1-order": "1"}
    client.post(world.webinar, world.form(client, world.webinar) | data)


@action("write a speaker's role", "TEA", stored(Event, speakers__role_es="Promotora"))
def _role_text(client: Client, world: World) -> None:
    client.post(world.webinar, world.form(client, world.webinar) | {"speakers-0-role_es": "Promotora"})


@action("delete a speaker", "EA", gone(Event, speakers__isnull=False))
def _delete_speaker(client: Client, world: World) -> None:
    client.post(world.webinar, world.form(client, world.webinar) | {"speakers-0-DELETE": "on"})


@action("add a material", "EA", stored(Event, materials__link="https://slides.example/"))
def _material(client: Client, world: World) -> None:
    data = {
        "materials-TOTAL_FORMS": "1",
        "materials-0-kind": "slides",
        "materials-0-language": "en",
        "materials-0-origin": "original",
        "materials-0-link": "https://slides.example/",
        "materials-0-order": "0",
    }
    client.post(world.webinar, world.form(client, world.webinar) | data)


@action("upload an edition of a guide", "EA", lambda _world: GuideEdition.objects.count() == 2)
def _edition(client: Client, world: World) -> None:
    address = f"/admin/programs/resourceguide/{world.edition.guide_id}/change/"
    data = {
        "editions-TOTAL_FORMS": "2",
        "editions-1-guide": world.edition.guide_id,
        "editions-1-language": "es",
        "editions-1-version": "1",
        "editions-1-dated": "2026-01-01",
        "editions-1-file": pdf_file(),
    }
    client.post(address, world.form(client, address) | data)
