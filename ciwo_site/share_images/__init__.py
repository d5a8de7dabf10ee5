"""The picture that goes along when a page is shared: 1200 × 630 pixels, printed from the page's own words.

`plate` says what stands on it, `lettering` sets the type, `figures` cuts the paper, `press` prints, `answers` sends it.
"""
