"""The settings, as they came from the environment."""

from django.conf import settings
from django.core import checks

from ciwo_site.doctor.finding import Finding, Findings, advice

LOCAL_NAMES = {"localhost", "127.0.0.1", "[::1]"}
SHORTEST_TOKEN = 20
# What follows from DEBUG, ALLOWED_HOSTS, SECRET_KEY and HTTPS, said below in our own words.
SAID_HERE = {f"security.W{number:03}" for number in (4, 5, 8, 9, 12, 16, 18, 20, 21)}
SHORTEST_KEY, FEWEST_LETTERS = 50, 5


def findings() -> Findings:
    yield from _own()
    for message in checks.run_checks(include_deployment_checks=True):
        if not message.is_silenced() and message.id not in SAID_HERE:
            words = " ".join(str(message.msg).split())
            yield Finding(words, str(message.hint or f"See {message.id} in Django’s documentation."))


def _own() -> Findings:
    if settings.DEBUG:
        yield Finding("DEBUG is on: an error shows strangers the inside of the site.", "Set DEBUG=false.")
    if "*" in settings.ALLOWED_HOSTS:
        yield Finding(
            "ALLOWED_HOSTS takes every name, so that a stranger can make the site speak of another host.",
            "Set ALLOWED_HOSTS to the site’s own names.",
        )
    elif set(settings.ALLOWED_HOSTS) <= LOCAL_NAMES:
        yield Finding(
            "ALLOWED_HOSTS has only this machine’s own names: readers are refused.",
            "Set ALLOWED_HOSTS to the site’s names, separated by commas.",
        )
    if len(settings.SECRET_KEY) < SHORTEST_KEY or len(set(settings.SECRET_KEY)) < FEWEST_LETTERS:
        yield Finding(
            f"SECRET_KEY is shorter than {SHORTEST_KEY} characters and could be guessed; private links depend on it.",
            "Set it to a long random text. People sign in anew then; private links and authenticator apps are made anew (remove_second_factor).",
        )
    if not settings.HTTPS:
        yield Finding("HTTPS is off: passwords of staff travel in the open.", "Leave HTTPS unset, or set it to true.")
    elif not settings.SECURE_PROXY_SSL_HEADER:
        yield Finding(
            "HTTPS is on and BEHIND_PROXY is off: the server speaks plain HTTP, so every page redirects to itself.",
            "Put a proxy that ends TLS in front, let it set X-Forwarded-Proto, and set BEHIND_PROXY=true.",
        )
    if settings.METRICS_TOKEN and len(settings.METRICS_TOKEN) < SHORTEST_TOKEN:
        yield Finding(
            f"METRICS_TOKEN is shorter than {SHORTEST_TOKEN} characters and could be guessed.",
            "Set it to a long random text.",
        )
    if settings.MAINTENANCE:
        yield advice("MAINTENANCE is on: readers see a page that says so.", "Set MAINTENANCE=false when you are done.")
    if settings.STAFF_SECOND_FACTOR != "required":
        yield advice("Staff can sign in with a password alone.", "Set STAFF_SECOND_FACTOR=required.")
