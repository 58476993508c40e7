"""The shop on the web: one application out of its faces, with the guard at the door."""

from __future__ import annotations

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from technomart.runtime import Runtime
from technomart.web import api, backoffice, storefront, webhooks
from technomart.web.access import guard
from technomart.web.context import EXTENSION, EnglishUnderPrefix
from technomart.web.errors import answer_errors
from technomart.web.pages import KeptFirst, keep_pages
from technomart.web.patience import be_patient
from technomart.web.security import needs_form_token, protect
from technomart.web.sessions import ShopSessions
from technomart.web.storefront.facts import tell_templates
from technomart.web.storefront.showcase import keep_cards
from technomart.web.templating import equip

LARGEST_BODY = 1024 * 1024
MOST_FIELDS = 400


def create_app(runtime: Runtime) -> Flask:
    """The application around this runtime; tests make as many as they like."""
    settings = runtime.settings
    app = Flask(__name__, static_folder=None)
    app.extensions[EXTENSION] = runtime
    app.config.update(
        SECRET_KEY=runtime.secret_key,
        TRUSTED_HOSTS=settings.hosts or None,
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_PARTS=MOST_FIELDS,
        MAX_FORM_MEMORY_SIZE=LARGEST_BODY,
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        PREFERRED_URL_SCHEME="https" if settings.is_production else "http",
    )
    app.session_interface = ShopSessions()
    equip(app)
    answer_errors(app)
    protect(app)
    guard(app)
    csrf = CSRFProtect(app)

    @app.before_request
    def _form_token() -> None:
        if needs_form_token():
            csrf.protect()

    keep_pages(app)
    be_patient(app)
    tell_templates(app)
    keep_cards(app)
    for blueprint in (*storefront.BLUEPRINTS, *backoffice.BLUEPRINTS, *api.BLUEPRINTS, *webhooks.BLUEPRINTS):
        app.register_blueprint(blueprint)
    app.wsgi_app = EnglishUnderPrefix(KeptFirst(app.wsgi_app, app))  # type: ignore[method-assign]
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app
