"""The bilingual fields, as modeltranslation reads them."""

from modeltranslation.translator import TranslationOptions, register

from programs.models import Affiliation, Cohort, GlossaryTerm, Organization, Page, Person, Program, ResourceGuide, Topic


@register(Organization)
class OrganizationTranslation(TranslationOptions):
    fields = Organization.BILINGUAL


@register(Person)
class PersonTranslation(TranslationOptions):
    fields = Person.BILINGUAL


@register(Affiliation)
class AffiliationTranslation(TranslationOptions):
    fields = Affiliation.BILINGUAL


@register(Topic)
class TopicTranslation(TranslationOptions):
    fields = Topic.BILINGUAL


@register(Program)
class ProgramTranslation(TranslationOptions):
    fields = Program.BILINGUAL


@register(Cohort)
class CohortTranslation(TranslationOptions):
    fields = Cohort.BILINGUAL


@register(ResourceGuide)
class ResourceGuideTranslation(TranslationOptions):
    fields = ResourceGuide.BILINGUAL


@register(GlossaryTerm)
class GlossaryTermTranslation(TranslationOptions):
    fields = GlossaryTerm.BILINGUAL


@register(Page)
class PageTranslation(TranslationOptions):
    fields = Page.BILINGUAL
