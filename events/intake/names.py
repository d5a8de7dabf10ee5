"""Is this the name of a person? And where does a run of capitalised words begin and end?"""

from __future__ import annotations

from re import compile as pattern

from events.intake.role_words import ROLE_NOUNS
from events.intake.word_sets import word_set

CREDENTIALS = pattern(
    r"^(?:Dr|Dra|Drs|Prof|Profa|Rev|Hon|Lic|Mtra|Mtro|Ing|Sr|Sra|Ms|Mr|Mrs|Mx|Sen|Rep|Professor|Profesora?)\.?$"
)
POSTNOMINAL = pattern(r",? (?P<letters>Ph\.?D\.?|M\.?D\.?|J\.?D\.?|Ed\.?D\.?|LCSW|MSW|MPH|MPA|Esq\.?)$")
PARTICLES = word_set("de del la las los van von der da dos das bin al el")
CONNECTORS = word_set("of and the in for to with on at & de del la las los el y e en para por con")
WORD = pattern(r"^[^\W\d_][\w'’.-]*$")
# Words with a capital that are in no person's name.
NOT_NAMES = word_set(
    "program programs programa programas fellowship federation federación university universidad college school escuela "
    "center centre centro centers series serie workers worker trabajadores trabajadoras trabajador trabajadora fellows "
    "fellow leaders leader leadership liderazgo líderes community comunidad labor labour union unions sindicato institute "
    "instituto international internacional domestic national nacional global united states america américa latin latina "
    "caribbean caribe association asociación alliance alianza network red coalition coalición council consejo committee "
    "comité department departamento movement movimiento justice justicia organization organización organizations service "
    "services servicio servicios research director directora executive associate distinguished professor general "
    "secretary secretaria secretario co-director president presidenta coordinator coordinadora webinar workshop taller "
    "register recording join come please panel panelists speakers training resource guide hub initiative project "
    "proyecto campaign campaña strategies strategy innovation innovative new york jersey mexico méxico north south "
    "carolina dakota virginia west east upstate city ciudad county street avenue room hall building zoom online "
    "youtube facebook instagram power poder building stories historias history always essential time hora rights "
    "derechos cooperative cooperativa language the this these those our your january february march april may june july "
    "august september october november december monday tuesday wednesday thursday friday saturday sunday unity "
    "amazon warehouses minnesota california texas washington illinois spanish english español inglés q&a"
)
ROLES = ROLE_NOUNS - {"dean", "lead", "steward"}  # which are surnames too
OPENERS = word_set(
    "join meet featuring with hear from by and moderator moderators facilitator facilitators host hosts speaker speakers "
    "panelist panelists presenter únase únete acompañe acompáñenos conozca con por contact presenta presentan modera "
    "facilita organizers organizer researcher researchers directors director"
)
LONGEST_NAME = 5  # words


def is_name(text: str) -> bool:
    """Two to five capitalised words, with particles between them, none of which belongs to an organization or a place."""
    return _is_name(without_credentials(text)[0].split())


def without_credentials(text: str) -> tuple[str, str]:
    """A name apart from what stands before or after it: “Dr. Tamara Lee” → “Tamara Lee”, “Dr.”."""
    text = text.strip(" ,")
    letters = ""
    if match := POSTNOMINAL.search(text):
        text, letters = text[: match.start()], match["letters"]
    words = text.split()
    before: list[str] = []
    while words and CREDENTIALS.match(words[0]):
        before.append(words.pop(0))
    return " ".join(words), ", ".join(part for part in (" ".join(before), letters) if part)


def name_at_end(text: str) -> str:
    """The name, credentials included, that ends a text; empty without one."""
    words = text[-160:].split()
    for size in range(min(LONGEST_NAME + 2, len(words)), 1, -1):
        run = words[-size:]
        if run[0].casefold().strip(":") in OPENERS or run[0].endswith((",", ":", ";")):
            continue
        if any(word.endswith((",", ";", ":", ")")) for word in run):
            continue
        if _starts_well(run) and is_name(" ".join(run)):
            return " ".join(run)
    return ""


def name_at_start(text: str) -> str:
    """The name, credentials included, that begins a text; empty without one."""
    words: list[str] = []
    for word in text[:160].split()[: LONGEST_NAME + 2]:
        bare = word.rstrip(",;:.!?)") if not (CREDENTIALS.match(word) or len(word) == 2) else word
        words.append(bare)
        if bare != word:
            break
    for size in range(len(words), 1, -1):
        run = words[:size]
        if _starts_well(run) and is_name(" ".join(run)):
            name = " ".join(run)
            return name if text.startswith(name) else ""
    return ""


def capital_run_before(text: str, place: int, *, connectors: frozenset[str] = CONNECTORS) -> str:
    """The run of capitalised words that ends at a place; a possessive or a comma before it ends it."""
    words = text[max(0, place - 160) : place].split()
    run: list[str] = []
    for word in reversed(words):
        is_end = word.endswith((",", ".", ";", ":", ")", "'s", "’s", "!", "?"))
        if (run and is_end) or not (word[0].isupper() or word in connectors):
            break
        run.insert(0, word)
    while run and (run[0] in connectors or run[0] in ("The", "El", "La", "Los", "Las", "This", "Our", "Join")):
        run.pop(0)
    return " ".join(run).strip(" ,;:")


def capital_run_after(text: str, place: int, *, connectors: frozenset[str] = CONNECTORS) -> str:
    run: list[str] = []
    for word in text[place : place + 160].split():
        if not (word.strip('(“"')[:1].isupper() or word in connectors):
            break
        run.append(word)
        if word.endswith((",", ".", ";", ":", "!", "?")):
            break
    while run and run[-1] in connectors:
        run.pop()
    return " ".join(run).strip(" ,.;:!?")


def initials(words: str) -> str:
    """The first letters of the words that an acronym counts."""
    return "".join(
        word[0].upper() for word in words.replace("-", " ").split() if word[0].isalpha() and word not in CONNECTORS
    )


def is_acronym(word: str) -> bool:
    return 2 <= len(word) <= 12 and sum(letter.isupper() for letter in word) >= 2 and word.isalnum() and word.isupper()


def _is_name(words: list[str]) -> bool:
    if not 2 <= len(words) <= LONGEST_NAME:
        return False
    if words[0] in PARTICLES or words[-1] in PARTICLES:
        return False
    capitals = [word for word in words if word not in PARTICLES]
    return len(capitals) >= 2 and all(_is_name_word(word) for word in capitals)


def _is_name_word(word: str) -> bool:
    if not WORD.match(word) or not word[0].isupper() or word.casefold() in NOT_NAMES | CONNECTORS | ROLES:
        return False
    is_initial = len(word) == 2 and word.endswith(".")
    return is_initial or (any(letter.islower() for letter in word) and not word.endswith((".", "'s", "’s")))


def _starts_well(run: list[str]) -> bool:
    return run[0][:1].isupper() and run[0].casefold().strip(":") not in OPENERS
