"""The cut-paper figures as stencils: white where paper is, black where nothing is."""

from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw

from ciwo_site.printing.figures import figure_outlines

FINER = 3  # an edge is cut this many times finer than it is printed


@lru_cache(maxsize=32)
def stencil(name: str, size: int) -> Image.Image:
    """A figure in a square of `size` pixels. Where outlines overlap, paper and hole take turns (`evenodd`)."""
    cut = Image.new("1", (size * FINER, size * FINER))
    for outline in figure_outlines(name, 0, 0, size * FINER):
        piece = Image.new("1", cut.size)
        ImageDraw.Draw(piece).polygon(outline, fill=1)
        cut = ImageChops.logical_xor(cut, piece)
    return cut.convert("L").reduce(FINER)
