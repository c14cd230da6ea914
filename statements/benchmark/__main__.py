"""One measurement with one database in a process of its own: what is asked comes in as JSON, the answer goes out so."""

import gc
import json
import sys

import django


def main() -> None:
    """Ask the measurement that the first argument names."""
    django.setup()
    from statements.benchmark import (
        agreement,
        flat,
        lists,
        pages,
        publications,
        searches,
        words,
    )  # models need Django to be set up

    gc.freeze()  # as gunicorn's file does for the site
    measures = {
        "words": words.queries,
        "texts": words.texts,
        "search": searches.asked,
        "flat": flat.written,
        "places": lists.places,
        "pages": pages.drawn,
        "publish": publications.published,
        "agreement": agreement.shares,
    }
    json.dump(measures[sys.argv[1]](**json.load(sys.stdin)), sys.stdout)


main()
