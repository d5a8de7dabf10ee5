"""One file of settings; each difference between places is an environment variable (see the README's table)."""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from ciwo_site import error_reports
from ciwo_site.caches.address import cache_settings
from ciwo_site.databases.address import database_settings
from ciwo_site.logs.configuration import logging_settings
from ciwo_site.storages.address import storage_settings

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()
env.read_env(BASE_DIR / ".env")

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="for development alone" if DEBUG else "")
if not SECRET_KEY:
    raise ImproperlyConfigured("Set SECRET_KEY (50 random characters or more), or DEBUG=true on your own machine.")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])  # what they signed and sealed still opens

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# Applications -------------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "modeltranslation",  # before the admin, whose options it prepares
    "ciwo_site",
    "programs",
    "events",
    "ciwo_site.admin_config.StaffAdminConfig",  # the admin, with our site in place of its own
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "js_asset",
    "django_prose_editor",
    "imagefield",
    "reversion",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

METRICS_TOKEN = env.str("METRICS_TOKEN", default="")  # without one there are no figures
BACKUP_FOLDER = env.str("BACKUP_FOLDER", default="")  # where `doctor` looks for a backup of last night
MIDDLEWARE = [
    "ciwo_site.request_ids.RequestIds",
    *(["ciwo_site.metrics.Metrics"] if METRICS_TOKEN else []),
    "ciwo_site.middleware.PageHeaders",
    "ciwo_site.probes.Probes",
    "ciwo_site.hosts.KnownPorts",
    "ciwo_site.patience.Patience",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ciwo_site.middleware.CompressPublicPages",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "ciwo_site.middleware.Unavailable",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ciwo_site.sign_in.door.StaffDoor",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "ciwo_site.urls"
WSGI_APPLICATION = "ciwo_site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "ciwo_site.templatetags.catalog"],
        },
    }
]

# Data ---------------------------------------------------------------------------------------------------------------
DATABASES = {"default": database_settings(env.str("DATABASE_URL", default=""), VAR_DIR)}

PAGE_CACHE = env.bool("PAGE_CACHE", default=not DEBUG)  # readers' pages are kept whole: see ciwo_site.page_cache
CATALOG_APPS = ("programs", "events")  # whose tables readers are told of
READY_WINDOW = "ciwo_site.catalog_window"  # how long what pages are made of stays the same: see ciwo_site.ready
CACHES = {
    "default": cache_settings(env.str("CACHE_URL", default=""), VAR_DIR),
    # Pictures of some 35 kB each, in a place of their own, so that they push nothing else out.
    "share-images": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "share-images",
        "OPTIONS": {"MAX_ENTRIES": 100},
    },
}

# Languages: a third one is a line here, a migration and a catalog of strings -------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LANGUAGE_NAMES = {"en": "English", "es": "Español"}  # each in its own words
BABEL_LOCALES = {"en": "en_US", "es": "es_US"}
# Where the last word of a list changes the conjunction: its pattern, the usual conjunction, the one instead ("b e ideas").
LIST_CONJUNCTIONS = {"es": (r"\W*(?:[iíIÍ]|[hH][ií])(?![aeoáéó])", " y ", " e ")}
LOCALE_PATHS = [BASE_DIR / "locale"]
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_LANGUAGES = tuple(code for code, _name in LANGUAGES)
MODELTRANSLATION_ENABLE_FALLBACKS = False  # ciwo_site.i18n.text_in is the one place that falls back, and it says so
LANGUAGE_COOKIE_SAMESITE, LANGUAGE_COOKIE_HTTPONLY = "Lax", True
LANGUAGE_COOKIE_PATH = "/admin/"  # readers have no cookie: their language is in the address

# Languages that people speak or sign on a stage; a site language is one that pages are written in.
SPOKEN_LANGUAGES = [
    ("en", _("English")),
    ("es", _("Spanish")),
    ("pt", _("Portuguese")),
    ("fr", _("French")),
    ("ht", _("Haitian Creole")),
    ("zh", _("Chinese")),
    ("ko", _("Korean")),
    ("vi", _("Vietnamese")),
    ("tl", _("Tagalog")),
    ("ar", _("Arabic")),
    ("bn", _("Bengali")),
    ("ne", _("Nepali")),
    ("mix", _("Mixtec")),
    ("nah", _("Nahuatl")),
    ("qu", _("Quechua")),
    ("quc", _("K’iche’")),
]
SIGN_LANGUAGES = [("ase", _("American Sign Language")), ("mfs", _("Mexican Sign Language"))]

# Time ---------------------------------------------------------------------------------------------------------------
USE_TZ = True
TIME_ZONE = "UTC"
EVENT_TIME_ZONE = env.str("EVENT_TIME_ZONE", default="America/New_York")  # what the form offers first
EVENT_TIME_ZONES = [
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Puerto_Rico",
    "America/Mexico_City",
    "America/Guatemala",
    "America/Bogota",
    "America/Lima",
    "America/Santiago",
    "America/Argentina/Buenos_Aires",
    "America/Sao_Paulo",
    "Europe/London",
    "Europe/Madrid",
    "Africa/Johannesburg",
    "Asia/Kolkata",
    "Asia/Manila",
    "UTC",
]

# Language access: days before an event, minutes of work -----------------------------------------------------------------
LEAD_TIMES: dict[str, Any] = {
    "interpretation": 14,
    "sign_language": 21,
    "captions": 7,
    "confirmation": 14,
    "call_time": 7,
    "slides": 5,
    "soon": 7,
    "alone_minutes": 60,
    "turn_minutes": (20, 30),
}
ACCESS_REQUEST_DAYS = 14  # kept after the event
RECORDING_DAYS = 5  # after an event, until its recording is due
PRIVATE_LINK_DAYS = 30

# Files --------------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(VAR_DIR / "static"))()
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(VAR_DIR / "media"))()
STATIC_HASHED = env.bool("STATIC_HASHED", default=not DEBUG)
STORAGES = {
    "default": storage_settings(env.str("MEDIA_STORAGE_URL", default="")),
    "staticfiles": {
        "BACKEND": "ciwo_site.static_files.SiteStaticFilesStorage"
        if STATIC_HASHED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("map", "jpg", "jpeg", "png", "gif", "webp", "zip", "gz", "br", "woff", "woff2")
FILE_UPLOAD_PERMISSIONS = 0o644
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "ciwo_site.uploads.receiving.ReceivingHandler",
]
UPLOAD_MAX_DOCUMENT_BYTES = env.int("UPLOAD_MAX_DOCUMENT_BYTES", default=50 * 1024 * 1024)
UPLOAD_MAX_RECORDING_BYTES = env.int("UPLOAD_MAX_RECORDING_BYTES", default=1024 * 1024 * 1024)
IMAGEFIELD_BIN_DEPTH = 2
IMPORT_MAX_ROWS = 1000  # of a table of events, each tried before it is saved
IMPORT_MAX_BYTES = 5 * 1024 * 1024
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True

# People who sign in ---------------------------------------------------------------------------------------------------
# Their cookies belong to the admin's addresses alone, so that a reader's request never carries one.
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # a cookie would go to readers’ pages too
STAFF_SESSION_HOURS = env.int("STAFF_SESSION_HOURS", default=12)  # from the sign-in, whatever happens
STAFF_IDLE_MINUTES = env.int("STAFF_IDLE_MINUTES", default=120)  # while nothing happens
STAFF_SECOND_FACTOR = env.str("STAFF_SECOND_FACTOR", default="optional" if DEBUG else "required")
if STAFF_SECOND_FACTOR not in ("optional", "required"):
    raise ImproperlyConfigured("STAFF_SECOND_FACTOR is “required” or “optional”.")
SIGN_IN_RECORD_DAYS = 400  # how long it is kept who signed in when
SESSION_COOKIE_AGE = 60 * 60 * STAFF_SESSION_HOURS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AUTHENTICATION_BACKENDS = ["ciwo_site.sign_in.backend.StaffBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "ciwo_site.sign_in.adapter.StaffAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # nobody signs up; the sign-in form asks for these two
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False  # the session ends with the browser, at the latest
ACCOUNT_RATE_LIMITS = {  # “ip” is one of 256 drawers, never an address: see ciwo_site/drawers.py
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key,50/d/key",
    "record_refused": "300/h/key",
    "record_locked": "1/5m/key",
}
ACCOUNT_FORMS = {
    "login": "ciwo_site.sign_in.forms.SignInForm",
    "reauthenticate": "ciwo_site.sign_in.forms.ConfirmPasswordForm",
    "change_password": "ciwo_site.sign_in.forms.ChangePasswordForm",
    "reset_password": "ciwo_site.sign_in.forms.ForgottenPasswordForm",
    "reset_password_from_key": "ciwo_site.sign_in.forms.NewPasswordForm",
}
MFA_ADAPTER = "ciwo_site.sign_in.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "ciwo_site.sign_in.forms.CodeForm",
    "reauthenticate": "ciwo_site.sign_in.forms.ConfirmCodeForm",
    "activate_totp": "ciwo_site.sign_in.forms.NewAppForm",
    "add_webauthn": "ciwo_site.sign_in.forms.NewPasskeyForm",
}

# Mail: to staff alone, on their own accounts. Without it nothing is sent ---------------------------------------------------
MAIL_IS_CONFIGURED = bool(env.str("EMAIL_URL", default=""))
vars().update(env.email_url("EMAIL_URL", default="dummymail://"))
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="catalog@localhost")

# Safety -------------------------------------------------------------------------------------------------------------
HTTPS = env.bool("HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 * 2 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "no-referrer"  # the admin's own is "same-origin": see ciwo_site.middleware.PageHeaders
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "ciwo_site.errors.csrf_failed"
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# What the admin needs beyond that: a nonce for the editor's import map, the hash of the one style that it injects.
ADMIN_CONTENT_SECURITY_POLICY = {
    "script-src": [NONCE],
    "style-src": ["'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"],
}

# Reader's pages -----------------------------------------------------------------------------------------------------
EVENTS_PER_PAGE = 20
SITEMAP_ENTRIES = 2500  # in one file, each with an address in every language
DATA_PER_PAGE = 100  # rows of open data
SECURITY_CONTACT = env.list("SECURITY_CONTACT", default=[])  # where to report a weakness; without one, no security.txt
MAINTENANCE = env.bool("MAINTENANCE", default=False)
MAINTENANCE_RETRY_SECONDS = 600

LOG_FORMAT = env.str("LOG_FORMAT", default="full" if DEBUG else "line")
if LOG_FORMAT not in ("full", "line", "json"):
    raise ImproperlyConfigured("LOG_FORMAT is “line” or “json”.")
LOGGING = logging_settings(level=env.str("LOG_LEVEL", default="WARNING"), style=LOG_FORMAT)
if SENTRY_DSN := env.str("SENTRY_DSN", default=""):
    error_reports.start(SENTRY_DSN)
