"""The glossary for staff: its list, its form, and what it says beside the texts of entries."""

from collections.abc import Iterable, Sequence
from functools import cached_property, reduce
from operator import or_
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Model, Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ciwo_site.admin import StaffAdmin, columns, pair
from ciwo_site.admin.glossary import TermHint, provide_glossary
from ciwo_site.admin_site import Section
from ciwo_site.enums import language_name
from ciwo_site.i18n import language_columns, site_languages
from ciwo_site.roles import may_translate
from programs.glossary_checks import Rule, broken, rules
from programs.glossary_terms import terms_in
from programs.models import GlossaryTerm, Organization


@admin.register(GlossaryTerm)
class GlossaryAdmin(StaffAdmin):
    """Translators keep it too: it is their tool."""

    section, position = Section.ACCESS, 9
    list_display = (*(f"term_{code}" for code in site_languages()), "is_name", "shown_avoid")
    list_filter = ("is_name",)
    search_fields = columns("term", "avoid", "note")
    fieldsets: ClassVar[Any] = [
        (None, {"classes": ["pairs"], "fields": [pair("term"), pair("avoid"), pair("note"), "is_name"]})
    ]

    @admin.display(description=gettext_lazy("forms to avoid"))
    def shown_avoid(self, term: GlossaryTerm) -> str:
        lines = [line for column in language_columns("avoid") for line in (getattr(term, column) or "").splitlines()]
        return "; ".join(line for line in lines if line.strip())

    def open_fields(self, request: HttpRequest, obj: Model | None = None) -> Iterable[str]:
        texts = list(super().open_fields(request, obj))
        return [*texts, "is_name"] if texts else texts

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) or (may_translate(request.user) and self.may_see(request))


class CatalogGlossary:
    """Terms and acronyms, read once for a form: two queries at most, none if nobody asks."""

    def advice(self, text: str, language: str) -> Sequence[str]:
        if not text:
            return ()
        if language not in self._rules:
            self._rules[language] = rules(language, self._terms, self._organizations)
        return [advice_words(rule, language) for rule in broken(text, self._rules[language])]

    def hints(self, source: str, source_language: str, language: str) -> Sequence[TermHint]:
        if not source:
            return ()
        found = [
            (term, getattr(term, f"term_{source_language}") or "", getattr(term, f"term_{language}") or "")
            for term in terms_in(source, source_language, self._terms)
        ]
        return [
            TermHint(said, source_language, approved, term.text("note").text)
            for term, said, approved in found
            if said and approved
        ]

    @cached_property
    def _rules(self) -> dict[str, list[Rule]]:
        return {}

    @cached_property
    def _terms(self) -> list[GlossaryTerm]:
        return list(GlossaryTerm.objects.order_by("pk"))

    @cached_property
    def _organizations(self) -> list[Organization]:
        named = reduce(or_, (Q(**{f"{column}__gt": ""}) for column in language_columns("acronym")))
        return list(Organization.objects.filter(named).order_by("pk"))


def advice_words(rule: Rule, language: str) -> str:
    """“IDWF” in the Spanish text; the approved form is “FITH”."""
    words = {"avoid": rule.avoid, "language": language_name(language), "approved": rule.approved}
    if not rule.approved:
        return _("“%(avoid)s” in the %(language)s text; the glossary says to avoid it.") % words
    return _("“%(avoid)s” in the %(language)s text; the approved form is “%(approved)s”.") % words


provide_glossary(CatalogGlossary)
