"""A share image as an HTTP answer: printed when it is first asked for, kept for as long as there is room."""

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import quote_etag

from ciwo_site.share_images.plate import Plate
from ciwo_site.share_images.press import printed

SHELF = "share-images"  # the cache of that name
KEPT_SECONDS = 30 * 24 * 60 * 60


def share_image_answer(request: HttpRequest, plate: Plate, mark: str) -> HttpResponse:
    """The picture of a plate at the address that carries its mark; any other mark leads to the present one.

    So nothing is ever printed but what the page says now, and whatever is asked for, one entry fills one place of the
    shelf in each language.
    """
    if mark != plate.mark:
        response: HttpResponse = redirect(plate.address)
        response.headers["Cache-Control"] = "no-cache"
        return response
    shelf = caches[SHELF]
    picture = shelf.get(plate.mark)
    if picture is None:
        picture = printed(plate)
        shelf.set(plate.mark, picture, KEPT_SECONDS)
    response = HttpResponse(picture, content_type="image/png")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["ETag"] = quote_etag(plate.mark)
    # It is made to be shown elsewhere, beside a link to its page.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
