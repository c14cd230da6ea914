"""The permanent public addresses; never reuse one."""

from django.urls import path

from statements.surfaces import exports, lists, pages, site

urlpatterns = [
    path("", lists.home, name="home"),
    path("claims/", lists.claims, name="claims"),
    path("claims.csv", exports.claims_csv, name="claims_csv"),
    path("claims/<str:ref>/", pages.claim, name="claim"),
    path("claims/<str:ref>/revisions/<int:n>/", pages.claim_revision, name="claim_revision"),
    path("statements/", lists.statements, name="statements"),
    path("statements/<str:ref>/", pages.statement, name="statement"),
    path("sources/", lists.sources, name="sources"),
    path("sources/<str:ref>/", pages.source, name="source"),
    path("captures/<str:ref>/", pages.capture, name="capture"),
    path("agents/", lists.agents, name="agents"),
    path("agents/<str:ref>/", pages.agent, name="agent"),
    path("subjects/", lists.subjects, name="subjects"),
    path("subjects/<str:ref>/", pages.subject, name="subject"),
    path("about/", site.about, name="about"),
    path("healthz", site.healthz, name="healthz"),
]
