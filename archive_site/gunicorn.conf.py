"""How the site is served. A proxy on the same machine may stand in front, if it sets X-Forwarded-Proto."""

import gc
import os

os.environ.setdefault("QUERY_TIMEOUT", "15")  # seconds that one question may take the database
host = os.environ.get("HOST") or "127.0.0.1"
bind = f"{f'[{host}]' if ':' in host else host}:{os.environ.get('PORT') or '8000'}"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = int(os.environ.get("WEB_THREADS") or 4)  # more than one, so that slow downloads do not stop the site
worker_class = "gthread"  # its heartbeat goes on while a long export streams
preload_app = True
limit_request_line = 8190
timeout = 60
graceful_timeout = 10
errorlog = "-"
loglevel = "error"  # its warnings tell of every odd request
control_socket_disable = True


def when_ready(server):
    gc.freeze()  # what is loaded is needed until the end: workers share it, and do not look through it for garbage
    from django.conf import settings  # gunicorn reads this file before the site is loaded

    print(f"Ready, listening on {bind}.")
    if settings.SITE != "desk":
        print(f"  Site: {settings.SITE_URL}/")
    if settings.SITE != "public":
        print(f"  Desk: {settings.SITE_URL}/admin/")
    if host not in ("127.0.0.1", "localhost", "::1") and not settings.IS_SECURE:
        print("  Other machines are answered once SITE_URL (in .env) names the https:// address they use.")
    print(end="", flush=True)
