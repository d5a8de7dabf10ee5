from programs.models.glossary import GlossaryTerm
from programs.models.guide import DownloadTotal, GuideEdition, ResourceGuide
from programs.models.organization import Organization
from programs.models.page import Page
from programs.models.person import Affiliation, Person
from programs.models.private_link import PrivateLink
from programs.models.program import Cohort, Program, ProgramPartner
from programs.models.topic import Topic

__all__ = [
    "Affiliation",
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
    "Topic",
]
