"""Mail to staff: can it be sent? Nothing is."""

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import get_connection

from ciwo_site.doctor.finding import Finding, Findings, advice


def findings() -> Findings:
    if not settings.MAIL_IS_CONFIGURED:
        yield advice(
            "No mail is sent: staff hear nothing of a sign-in from a new device, and cannot ask for a new password.",
            "Set EMAIL_URL and MAIL_FROM if you want that.",
        )
        return
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        yield Finding("Mail is sent in the name of nobody’s address.", "Set MAIL_FROM.")
    connection = get_connection()
    try:
        connection.open()
        connection.close()
    except (OSError, SMTPException) as error:
        yield Finding(
            f"The mail server does not take us in ({type(error).__name__}).", "Look at EMAIL_URL and at the server."
        )
