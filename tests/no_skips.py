"""In continuous integration (the variable CI is set) every test runs: a skipped one fails, with the reason it gave."""

import os
from collections.abc import Generator

import pytest

MUST_RUN = os.environ.get("CI", "").lower() not in ("", "0", "false", "no", "off")


def _refuse(report: pytest.TestReport | pytest.CollectReport) -> None:
    if MUST_RUN and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"Nothing may be skipped in continuous integration. {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _refuse(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _refuse(report)
    return report
