from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """The stock admin with the desk's own site in place of the default one."""

    default_site = "archive_site.desk.DeskSite"
