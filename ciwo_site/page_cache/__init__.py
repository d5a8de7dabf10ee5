"""Readers' pages, kept whole and never stale: a page is served again only while its catalog and its time are the same.

`front` stands before Django, `entries` is what it keeps, `moments` knows when time alone changes a page.
"""
