"""Words for what people do, in both languages; without a capital."""

from events.intake.word_sets import word_set

ROLE_NOUNS = word_set(
    "director directora co-director codirector codirectora co-directora professor profesor profesora secretary secretario "
    "secretaria fellow becario becaria president presidente presidenta vice-president coordinator coordinador coordinadora "
    "organizer organizador organizadora researcher investigador investigadora manager gerente chair co-chair founder "
    "co-founder fundador fundadora cofundadora dean attorney abogado abogada steward instructor lecturer scholar strategist "
    "trainer educator educadora officer treasurer tesorera representative representante delegate delegada delegado author "
    "autora facilitator facilitadora moderator moderadora member miembro lead worker trabajador trabajadora activist "
    "activista ceo"
)
QUALIFIERS = word_set(
    "associate assistant executive deputy senior junior general distinguished innovative national regional lead chief vice "
    "program policy research visiting emeritus emerita adjunct clinical state field former founding managing "
    "ejecutivo ejecutiva asociado asociada adjunta adjunto innovadora innovador nacional"
)
