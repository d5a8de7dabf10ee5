from programs.models.catalog_change import CatalogChange
from programs.models.glossary import GlossaryTerm
from programs.models.guide import DownloadTotal, GuideEdition, ResourceGuide
from programs.models.organization import Organization
from programs.models.page import Page
from programs.models.person import Affiliation, Person
from programs.models.private_link import PrivateLink
from programs.models.program import Cohort, Program, ProgramPartner
from programs.models.search_entry import SearchEntry, SearchWord
from programs.models.sign_in import SignInEvent
from programs.models.topic import Topic

__all__ = [
    "Affiliation",
    "CatalogChange",
    "Cohort",
    "DownloadTotal",
    "GlossaryTerm",
    "GuideEdition",
    "Organization",
    "Page",
    "Person",
    "PrivateLink",
    "Program",
    "ProgramPartner",
    "ResourceGuide",
    "SearchEntry",
    "SearchWord",
    "SignInEvent",
    "Topic",
]
