"""What a process knows of a database that says nothing: its requests find out together, and do not wait one by one."""

from ciwo_site.breaker import Breaker

SECONDS_BETWEEN_ATTEMPTS = 2.0

silence = Breaker(SECONDS_BETWEEN_ATTEMPTS)
