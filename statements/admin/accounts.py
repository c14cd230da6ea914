"""Accounts: the stock admin of users, in which nobody can give or take what only a superuser has."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin

admin.site.unregister(get_user_model())


@admin.register(get_user_model())
class AccountAdmin(UserAdmin):
    """What somebody may do comes from their groups, one for each role."""

    list_display = ("username", "first_name", "last_name", "roles", "is_staff", "is_active", "last_login")

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description="roles")
    def roles(self, account):
        return ", ".join(group.name for group in account.groups.all())

    def get_readonly_fields(self, request, obj=None):
        guarded = () if request.user.is_superuser else ("is_superuser", "user_permissions")
        return (*super().get_readonly_fields(request, obj), *guarded)

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        return may and (obj is None or request.user.is_superuser or not obj.is_superuser)
