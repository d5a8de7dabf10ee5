"""Which ports of our own hosts are ours. Django looks at the name alone, and takes `wins.example.org:666` for our host.

A page made for such a host would lead to that port, and a mail with a new password too; and each of 65,535 ports would be
one more host to keep pages for.
"""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port

USUAL = ("", "80", "443")
OWN_MACHINE = ("localhost", "127.0.0.1", "[::1]")  # where ports are led through tunnels and containers
NO_HOST = ":"


class KnownPorts:
    """Raises `DisallowedHost` (400) for a host with a port at which nobody put this site.

    Ours are the usual ones, the server's own, any on one's own machine, and those in `CSRF_TRUSTED_ORIGINS`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        host = request.META.get("HTTP_HOST", "")
        if not is_known(host, str(request.META.get("SERVER_PORT", ""))):
            request.META["HTTP_HOST"] = NO_HOST  # so that not even the page for the error names it
            raise DisallowedHost("A port that is not ours. If it is, its origin belongs into CSRF_TRUSTED_ORIGINS.")
        return self.get_response(request)


def is_known(host: str, server_port: str) -> bool:
    """True too for what is no host at all, which Django refuses by itself."""
    domain, port = split_domain_port(host)
    if port in (*USUAL, server_port) or domain in OWN_MACHINE or settings.DEBUG:
        return True
    return any(origin.lower().endswith(f"//{host.lower()}") for origin in settings.CSRF_TRUSTED_ORIGINS)
