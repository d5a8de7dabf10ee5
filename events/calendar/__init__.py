"""Events as calendars (RFC 5545, RFC 7986), for readers.

`rows` fetches what is needed, `words` says it, `lines` writes it down as the standard asks, `entry` makes one event of
it and `feed` a whole calendar; `choice` says which events a reader wants, `revision` whether anything changed, and
`links` where other calendar programs take it from.
"""
