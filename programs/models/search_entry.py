from django.db import models


class SearchEntry(models.Model):
    """What the index of search holds of one entry: its words, and what a list of hits is ordered by.

    Only what readers may find is here, now or from a moment on; `programs.search.index` keeps it so. Texts, titles and
    names are not: a hit is shown from the entry itself. Moments are seconds since 1970, because a search reads them for
    every hit, and ten thousand dates cost more than the rest of it.
    """

    TELLS_READERS = False  # it follows from the entries

    kind = models.CharField(max_length=20)
    number = models.PositiveBigIntegerField()  # the entry's primary key
    shown_from = models.BigIntegerField(default=0)
    starts = models.BigIntegerField(null=True)  # of what happens at a time; of everything else nothing
    over = models.BigIntegerField(null=True)
    words = models.JSONField(default=dict)  # language → [words of the title, of the summary, of the text]
    version = models.CharField(max_length=12)  # of the rules that made the words
    fingerprint = models.CharField(max_length=32)  # of everything above, as it was read from the entry

    class Meta:
        verbose_name = verbose_name_plural = "search entries"
        default_permissions = ()  # nobody edits it
        constraints = [models.UniqueConstraint(fields=["kind", "number"], name="search_entry_stands_once")]
        indexes = [  # all that a search reads, so that it passes by the words
            models.Index(fields=["shown_from", "id", "kind", "number", "starts", "over"], name="search_entry_facts")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class SearchWord(models.Model):
    """The same words the other way round: in which search entries a word stands, by their numbers.

    An entry is counted once for a language, where the word weighs most. The columns hold numbers separated by spaces.
    """

    TELLS_READERS = False

    language = models.CharField(max_length=10)
    word = models.CharField(max_length=40)
    beginning = models.CharField(max_length=3)  # its first letters, by which longer words are found
    in_title = models.TextField()
    in_summary = models.TextField()
    in_text = models.TextField()

    class Meta:
        verbose_name = verbose_name_plural = "search words"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["word", "language"], name="search_word_stands_once")]
        indexes = [models.Index(fields=["beginning", "language"], name="search_word_by_beginning")]

    def __str__(self) -> str:
        return f"{self.word} ({self.language})"
