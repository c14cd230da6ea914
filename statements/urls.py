"""The permanent public addresses; never reuse one."""

from django.urls import path

from statements.surfaces import browsing, capture_files, exports, lists, machines, pages, site

urlpatterns = [
    path("", lists.home, name="home"),
    path("claims/", lists.claims, name="claims"),
    path("claims/by/<str:facet>/", browsing.claims_by, name="claims_by"),
    path("claims.csv", exports.claims_csv, name="claims_csv"),
    path("statements.csv", exports.table_csv, {"kind": "statement"}, name="statements_csv"),
    path("sources.csv", exports.table_csv, {"kind": "source"}, name="sources_csv"),
    path("agents.csv", exports.table_csv, {"kind": "agent"}, name="agents_csv"),
    path("subjects.csv", exports.table_csv, {"kind": "subject"}, name="subjects_csv"),
    path("corrections.csv", exports.corrections_csv, name="corrections_csv"),
    path("claims/<str:ref>.csv", exports.claim_csv, name="claim_csv"),
    path("claims/<str:ref>/", pages.claim, name="claim"),
    path("claims/<str:ref>/revisions/<int:n>/", pages.claim_revision, name="claim_revision"),
    path("statements/", lists.statements, name="statements"),
    path("statements/<str:ref>/", pages.statement, name="statement"),
    path("sources/", lists.sources, name="sources"),
    path("sources/<str:ref>/", pages.source, name="source"),
    path("captures/<str:ref>/", pages.capture, name="capture"),
    path("captures/<str:ref>/file", capture_files.capture_file, name="capture_file"),
    path("agents/", lists.agents, name="agents"),
    path("agents/<str:ref>/", pages.agent, name="agent"),
    path("subjects/", lists.subjects, name="subjects"),
    path("subjects/<str:ref>/", pages.subject, name="subject"),
    path("corrections/", lists.corrections, name="corrections"),
    path("about/", site.about, name="about"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("sitemap-<int:start>.xml", machines.sitemap_part, name="sitemap_part"),
    path(".well-known/security.txt", machines.security, name="security"),
    path("healthz", site.healthz, name="healthz"),
]
