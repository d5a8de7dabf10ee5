#!/usr/bin/env python
"""The door to every command; `demo` and `bench` bring their own settings with them."""

import os
import sys

from ciwo_site.demo import environment


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ciwo_site.settings")
    environment.prepare(sys.argv[1:])

    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- after the environment is ready

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
