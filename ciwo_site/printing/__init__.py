"""Sheets of paper: marks placed by millimetres, drawn as SVG for the browser's print and as PDF for a copy shop."""
