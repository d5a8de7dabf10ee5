"""Paste a flyer, see what was read and what was guessed, and make a draft of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ciwo_site.admin.fields import NO_SUCH_HOUR, WHICH_OF_THE_TWO, AskingHourInput, DayInput
from ciwo_site.admin.versions import recording
from ciwo_site.dates import join_words
from ciwo_site.i18n import active_language, site_languages
from ciwo_site.local_times import HourHappensTwice, NoSuchHour, both_moments, moment
from events.admin.forms import ALL_DAY_STARTS, zone_choices
from events.admin.intake_rows import Row, TextColumn, fact_rows, text_columns
from events.draft_saving import MODELS, Saved, match_person, save_draft
from events.drafts import Settled, closing_day, open_gaps
from events.enums import EventKind
from events.intake import LIMIT, Gap, Proposal, gap_sentence, read_flyer
from events.known_names import KnownNames
from events.models import Event

NAME = "intake"  # of the page's address
FIRST_YEAR, LAST_YEAR = 1970, 2100
LONGEST = timedelta(hours=12)  # an event whose end lies further away has its hours mixed up
ENDS_EARLIER = gettext_lazy("It ends before it starts.")


class PasteForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Text of the flyer, the message or the web page"),
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": gettext_lazy("Paste a text first.")},
    )
    year = forms.IntegerField(
        label=gettext_lazy("Year"),
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        help_text=gettext_lazy("For flyers that do not say it. May stay empty."),
    )

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if len(text) > LIMIT:
            raise ValidationError(gap_sentence(Gap("text", "too_long", f"{LIMIT:,}")))
        return text


class DraftForm(forms.Form):
    """What a draft cannot do without. All hours are those of the zone."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    day = forms.DateField(
        label=gettext_lazy("Date"),
        widget=DayInput,
        input_formats=["%Y-%m-%d"],
        error_messages={"required": gettext_lazy("Give the date. Without one there can be no draft.")},
    )
    start = forms.TimeField(label=gettext_lazy("Starts at"), widget=AskingHourInput, required=False)
    end = forms.TimeField(label=gettext_lazy("Ends at"), widget=AskingHourInput, required=False)
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"))
    people = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(
        self, proposal: Proposal, kinds: Sequence[EventKind], new_people: Mapping[int, str], *args: Any, **kwargs: Any
    ) -> None:
        zone = proposal.time_zone.value if proposal.time_zone else settings.EVENT_TIME_ZONE
        kwargs["initial"] = {
            "kind": proposal.kind.value if proposal.kind else kinds[0],
            "day": proposal.held_on,
            "start": proposal.start.value if proposal.start else None,
            "end": proposal.end.value if proposal.end else None,
            "time_zone": zone,
        }
        super().__init__(*args, **kwargs)
        offered = zone_choices()
        known = {name for name, _label in offered}
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]
        self.fields["time_zone"].choices = [*offered, *((name, name) for name in {zone} - known)]  # type: ignore[attr-defined]
        self.fields["people"].choices = [(str(place), name) for place, name in new_people.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        day, start, end = (cleaned.get(name) for name in ("day", "start", "end"))
        if day is None or "time_zone" not in cleaned or self.errors.keys() & {"start", "end"}:
            return cleaned
        if end is not None and start is None:
            self.add_error("start", _("Give the hour at which it starts too, or none at all."))
            return cleaned
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.add_error("day", _("This date is too far away."))
            return cleaned
        zone = ZoneInfo(cleaned["time_zone"])
        cleaned["starts_at"] = self._moment("start", day, start or ALL_DAY_STARTS, zone)
        cleaned["ends_at"] = self._moment("end", closing_day(day, start, end), end, zone) if end else None
        starts_at, ends_at = cleaned["starts_at"], cleaned["ends_at"]
        if starts_at and ends_at and not starts_at < ends_at <= starts_at + LONGEST:
            self.add_error("end", ENDS_EARLIER)
        return cleaned

    def _moment(self, name: str, day: date, hour: time, zone: ZoneInfo) -> datetime | None:
        """The hour of a whole day's beginning, which nobody typed, is the first where there are two."""
        is_typed = self.cleaned_data.get(name) is not None
        widget = cast(AskingHourInput, self.fields[name].widget)
        turn = widget.turn_given(self.data, self.add_prefix(name)) if is_typed else 0
        if is_typed:
            widget.offer(both_moments(day, hour, zone), turn)
        try:
            return moment(day, hour, zone, turn)
        except NoSuchHour:
            self.add_error(name, NO_SUCH_HOUR)
        except HourHappensTwice:
            self.add_error(name, WHICH_OF_THE_TWO)
        return None

    def settled(self) -> Settled:
        cleaned = self.cleaned_data
        return Settled(
            EventKind(cleaned["kind"]), cleaned["day"], cleaned["start"], cleaned["end"], cleaned["time_zone"]
        )


@dataclass(frozen=True, slots=True)
class Sheet:
    """One proposal as the page shows it."""

    number: int
    proposal: Proposal
    form: DraftForm
    settling: list[Row]
    texts: list[TextColumn]
    facts: list[Row]
    same_day: list[tuple[str, str]]  # address of its form and title of what the catalog has on that day

    @property
    def title(self) -> str:
        titles = [
            self.proposal.titles[code].value
            for code in (active_language(), *site_languages())
            if code in self.proposal.titles
        ]
        return titles[0] if titles else _("Without a title")


def page(request: HttpRequest) -> HttpResponse:
    kinds = [kind for kind in EventKind if request.user.has_perm(f"events.add_{kind.value}")]
    if EventKind.WEBINAR not in kinds:
        raise PermissionDenied
    form = PasteForm(request.POST if request.method == "POST" else None)
    sheets: list[Sheet] = []
    if form.is_bound and form.is_valid():
        text, year = form.cleaned_data["text"], form.cleaned_data["year"]
        proposals = read_flyer(text, year=year, languages=site_languages())
        for gap in (gap for proposal in proposals if proposal.is_refused for gap in proposal.gaps):
            form.add_error("text", gap_sentence(gap))
        known = KnownNames()
        readable = [proposal for proposal in proposals if not proposal.is_refused]
        same_days = _events_on({proposal.held_on for proposal in readable if proposal.held_on})
        may_add_people = request.user.has_perm("programs.add_person")
        for number, proposal in enumerate(readable):
            is_chosen = request.POST.get("make") == str(number)
            draft = _draft_form(proposal, number, kinds, known, may_add_people, request.POST if is_chosen else None)
            if is_chosen and draft.is_valid() and (saved := _save(request, proposal, draft, known)):
                return _leave(request, proposal, draft, saved)
            sheets.append(_sheet(number, proposal, draft, known, same_days))
    context = {
        **admin.site.each_context(request),
        "title": _("Paste a flyer"),
        "form": form,
        "sheets": sheets,
        "text": form.cleaned_data.get("text", "") if sheets else "",
        "year": form.cleaned_data.get("year") if sheets else None,
    }
    return TemplateResponse(request, "admin/intake.html", context)


def _draft_form(
    proposal: Proposal, number: int, kinds: Sequence[EventKind], known: KnownNames, may_add_people: bool, data: Any
) -> DraftForm:
    new_people = {
        place: guess.value.name
        for place, guess in enumerate(proposal.people)
        if may_add_people and not match_person(guess, known).numbers
    }
    return DraftForm(proposal, kinds, new_people, data, prefix=f"draft-{number}")


def _sheet(
    number: int,
    proposal: Proposal,
    draft: DraftForm,
    known: KnownNames,
    same_days: Mapping[date, list[tuple[str, str]]],
) -> Sheet:
    settling, facts = fact_rows(proposal, draft, known)
    return Sheet(
        number,
        proposal,
        draft,
        settling,
        text_columns(proposal),
        facts,
        same_days.get(proposal.held_on, []) if proposal.held_on else [],
    )


def _events_on(days: set[date]) -> dict[date, list[tuple[str, str]]]:
    """What the catalog has on these days already: pasting the same text twice is easy."""
    found: dict[date, list[tuple[str, str]]] = {}
    for event in Event.objects.filter(local_date__in=days).order_by("pk") if days else ():
        address = reverse(f"admin:events_{event.kind}_change", args=[event.pk])
        found.setdefault(event.local_date, []).append((address, str(event)))
    return found


def _save(request: HttpRequest, proposal: Proposal, draft: DraftForm, known: KnownNames) -> Saved | None:
    cleaned = draft.cleaned_data
    try:
        with recording(request.user):
            return save_draft(
                proposal,
                draft.settled(),
                cleaned["starts_at"],
                cleaned["ends_at"],
                known=known,
                new_people={int(place) for place in cleaned["people"]},
            )
    except ValidationError as refusal:
        for sentence in refusal.messages:
            draft.add_error(None, sentence)
    return None


def _leave(request: HttpRequest, proposal: Proposal, draft: DraftForm, saved: Saved) -> HttpResponse:
    """To the draft's own form, with what is still open."""
    options = admin.site.get_model_admin(MODELS[EventKind(saved.event.kind)])
    options.log_addition(request, saved.event, [{"added": {}}])
    messages.success(request, _("This is the draft. Nobody sees it until you publish it."))
    if gaps := open_gaps(proposal, draft.settled()):
        sentences = " ".join(dict.fromkeys(gap_sentence(gap) for gap in gaps))
        messages.warning(request, _("Still open: %(gaps)s") % {"gaps": sentences})
    if saved.left_out:
        names = join_words(list(saved.left_out), active_language())
        messages.warning(request, _("In the text, and not on the draft: %(names)s.") % {"names": names})
    return redirect(reverse(f"admin:events_{saved.event.kind}_change", args=[saved.event.pk]))
