"""Every set of open data, in the order in which its page explains them.

People have no set of their own, as they have no list on the site: they are named where they speak or hold a role.
"""

from ciwo_site.open_data.events import EVENTS, MATERIALS, SERIES
from ciwo_site.open_data.programs import EDITIONS, GUIDES, PROGRAMS

SETS = {each.name: each for each in (EVENTS, MATERIALS, SERIES, PROGRAMS, GUIDES, EDITIONS)}
