"""Linked data as others read it, with contexts of our own: nothing is ever fetched."""

import json

import rdflib

SCHEMA = rdflib.Namespace("http://schema.org/")
PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
ADDRESSES = ("url", "archivedAt", "inDefinedTermSet")
CONTEXTS = {
    "https://schema.org": {"@vocab": str(SCHEMA), **{name: {"@type": "@id"} for name in ADDRESSES}},
    "http://www.w3.org/ns/anno.jsonld": {
        "@vocab": str(OA),
        "id": "@id",
        "type": "@type",
        "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
        "body": {"@id": "oa:hasBody", "@type": "@id"},
        "target": {"@id": "oa:hasTarget", "@type": "@id"},
        "selector": {"@id": "oa:hasSelector", "@type": "@id"},
        "state": {"@id": "oa:hasState", "@type": "@id"},
        "source": {"@id": "oa:hasSource", "@type": "@id"},
        "cached": {"@id": "oa:cachedSource", "@type": "@id"},
        "oa": str(OA),
    },
}


def graph(document):
    """The statements of a JSON-LD document."""
    context = document["@context"]
    local = CONTEXTS.get(context, context) if isinstance(context, str) else context
    return rdflib.Graph().parse(data=json.dumps({**document, "@context": local}), format="json-ld")


def one(found, subject, name):
    """The one value of a property, None where there is none."""
    values = list(found.objects(subject, name))
    assert len(values) < 2, (name, values)
    return values[0] if values else None
