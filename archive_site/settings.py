"""Settings of the site: from the environment, else from the file `.env`. A bad value stops the program.

An empty value counts as not set.
"""

import os
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environ import Env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
VERSION = tomllib.loads((BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]

Env.read_env(os.environ.get("ENV_FILE") or BASE_DIR / ".env")


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def words(name: str, default: str = "") -> list[str]:
    """Comma-separated values, without the empty ones."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def flag(name: str, *, default: bool) -> bool:
    known = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
    value = text(name, str(default)).lower()
    if value not in known:
        raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}.")
    return known[value]


def one_of(name: str, choices: tuple[str, ...]) -> str:
    """One of the choices; the first is the default."""
    value = text(name, choices[0])
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not {value!r}.")
    return value


def number(name: str, default: int) -> int:
    """A whole number from 0 on."""
    value = text(name, str(default))
    if not (value.isascii() and value.isdecimal()):
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value)


def folder(name: str) -> str:
    """A folder that is there, or "" for none."""
    value = text(name)
    if value and not Path(value).is_dir():
        raise ImproperlyConfigured(f"{name} must be a folder, not {value!r}.")
    return value


# The archive

DEBUG = flag("DEBUG", default=False)
SITE = one_of("SITE", ("all", "public", "desk"))
SITE_NAME = text("SITE_NAME", "Archive of Public Statements")
SITE_URL = text("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
SITE_CONTACT = text("SITE_CONTACT")
SITE_DATA_LICENCE = text("SITE_DATA_LICENCE", "CC BY 4.0")
SITE_DATA_TERMS = text(
    "SITE_DATA_TERMS", "Never pass on a claim without its attribution. Quoted words belong to those who wrote them."
)
SNAPSHOTS_FOLDER = text("SNAPSHOTS_FOLDER", str(VAR_DIR / "snapshots"))
SITE_LANGUAGES = words("SITE_LANGUAGES", "en,az,hy,ru,tr,ar,de,fr")
REQUIRE_SECOND_PERSON = flag("REQUIRE_SECOND_PERSON", default=True)

SECRET_KEY = text("SECRET_KEY", "only-for-development" if DEBUG else "")
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY is not set. script/server writes one to the file .env; so can you.")

# Addresses and transport

_address = urlsplit(SITE_URL)
if _address.scheme not in ("http", "https") or not _address.hostname or _address.path or _address.query:
    raise ImproperlyConfigured(f"SITE_URL must look like https://archive.example.org, not {SITE_URL!r}.")

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_host = f"[{_address.hostname}]" if ":" in _address.hostname else _address.hostname
_is_loopback_http = _address.scheme == "http" and _host in LOOPBACK
IS_SECURE = _address.scheme == "https" or not (DEBUG or _is_loopback_http)

ALLOWED_HOSTS = words("ALLOWED_HOSTS", ",".join({_host, *(LOOPBACK if _is_loopback_http else ())}))
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS", SITE_URL)

SECURE_SSL_REDIRECT = IS_SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked over plain HTTP by monitors beside the server
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_SECURE else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # hosts below this name may be other people's: not ours to bind to HTTPS
    "security.W021",  # likewise, a browser's preload list is the domain owner's decision
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# What a request may bring: a source of 10 MB is pasted, or uploaded, in one form

DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # larger files wait on disk, not in memory
FILE_UPLOAD_PERMISSIONS = 0o600

# Application

INSTALLED_APPS = [
    "statements",
    "archive_site.apps.DeskConfig",  # django.contrib.admin with the desk's own site
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_filters",
    "reversion",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "statements.surfaces.formats.MachineFormats",
    "statements.surfaces.refusals.RefuseBadInput",
    "statements.surfaces.refusals.BoundedReading",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "archive_site.urls"
WSGI_APPLICATION = "archive_site.wsgi.application"
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
                "statements.surfaces.context.site",
            ]
        },
    }
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"

# Database

QUERY_TIMEOUT = number("QUERY_TIMEOUT", 0)  # seconds; gunicorn's file sets one, so that commands have none


def sqlite(path: str | Path) -> dict:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",  # a writer waits at its start instead of failing in its middle
            "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;",
        },
        "CONN_MAX_AGE": 60,  # opening one takes longer than most questions
    }


def postgresql(database: dict) -> dict:
    options = database.get("OPTIONS", {})
    return database | {
        "HOST": options.pop("host", database["HOST"]),  # as in postgres://user@/name?host=/run/postgresql
        "OPTIONS": options | ({"options": f"-c statement_timeout={QUERY_TIMEOUT}s"} if QUERY_TIMEOUT else {}),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": flag("DISABLE_SERVER_SIDE_CURSORS", default=False),
    }


def database_from(url: str) -> dict:
    if not url:
        VAR_DIR.mkdir(mode=0o700, exist_ok=True)  # drafts and password hashes are in it
        return sqlite(VAR_DIR / "archive.sqlite3")
    database = Env.db_url_config(url)
    if database.get("ENGINE") == "django.db.backends.sqlite3" and database["NAME"] != ":memory:":
        return sqlite(database["NAME"])
    if database.get("ENGINE") == "django.db.backends.postgresql" and database["NAME"]:
        return postgresql(database)
    raise ImproperlyConfigured("DATABASE_URL must look like postgres://user:password@host/name or sqlite:////a/path.")


DATABASES = {"default": database_from(text("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Pages of the archive as it stands, kept by each process; see surfaces/versions.py

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 500}},
}

# Words, times, files

LANGUAGE_CODE = "en"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = VAR_DIR / "media"

# A folder of lists of this archive's own (en.txt, de.txt ...), which add to those that suggestions look for.
CUE_LISTS = folder("CUE_LISTS")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": text("LOG_LEVEL", "WARNING").upper()},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # answered with 400; anybody can send thousands
    },
}
