"""The whole catalog for other programs: what readers see, as JSON and CSV, in each language."""
