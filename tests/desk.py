"""The desk's forms for tests: what a browser would send back from a page, and where pages are."""

from django.urls import reverse


def address(page, record):
    """The address of a page of a record's admin: change, delete, preview, history."""
    return reverse(f"admin:statements_{record._meta.model_name}_{page}", args=[record.pk])


def listing(model):
    return reverse(f"admin:statements_{model._meta.model_name}_changelist")


def adding(model):
    return reverse(f"admin:statements_{model._meta.model_name}_add")


def acting(act, *records):
    """The address of the page that asks for an act's reason."""
    url = reverse(f"admin:statements_{records[0]._meta.model_name}_act", args=[act])
    return f"{url}?ids={','.join(str(record.pk) for record in records)}"


def typed_from(page):
    """What a browser would send back from the form of this page if nothing was typed."""
    fields = _values(page.context["adminform"].form, editable=_shown(page.context["adminform"]))
    for inline in page.context["inline_admin_formsets"]:
        fields |= _values(inline.formset.management_form)
        for row in inline.formset.forms:
            fields |= _values(row)
    return fields


def act(client, name, *records, reason="Ready.", **more):
    """Open the page of an act and send it back with a reason; what the browser would see after that."""
    url = acting(name, *records)
    page = client.get(url)
    if page.status_code != 200:
        return page
    fields = _values(page.context["form"]) | {"ids": page.context["ids"], "seen": page.context["seen"]}
    return client.post(url, fields | {"reason": reason} | more, follow=True)


def messages(page):
    """The messages that a page shows."""
    return [str(message) for message in page.context["messages"]]


def errors(page):
    """All errors of the form and its inlines, as sentences."""
    groups = [[group] if isinstance(group, str) else group for group in page.context["errors"]]
    return [str(sentence) for group in groups for sentence in group]


def _shown(adminform):
    return {name for fieldset in adminform.fieldsets for name in fieldset[1]["fields"]}


def _values(form, editable=None):
    values = {}
    for name in form.fields:
        value = form[name].value()
        value = getattr(value, "pk", value)
        if value is not None and value is not False and (editable is None or name in editable):
            values[form.add_prefix(name)] = value
    return values
