import pytest
from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password

from ciwo_site.demo.accounts import ROLES, make_accounts, new_password, renew_passwords
from ciwo_site.demo.stopped import Stopped

pytestmark = pytest.mark.django_db


@pytest.fixture
def _roles() -> None:
    for role in ROLES.values():
        Group.objects.get_or_create(name=role)


@pytest.mark.usefixtures("_roles")
def test_each_role_has_an_account_with_its_own_password() -> None:
    passwords = make_accounts()

    assert list(passwords) == ["editor", "translator", "coordinator", "administrator"]
    assert len(set(passwords.values())) == 4
    for name, password in passwords.items():
        user = authenticate(username=name, password=password)
        assert user is not None
        assert user.is_staff
        assert not user.is_superuser
        assert [group.name for group in user.groups.all()] == [ROLES[name]]


@pytest.mark.usefixtures("_roles")
def test_accounts_are_made_once() -> None:
    first = make_accounts()
    get_user_model().objects.get(username="translator").delete()

    assert make_accounts() == {}
    assert get_user_model().objects.count() == 3
    assert authenticate(username="editor", password=first["editor"])


@pytest.mark.usefixtures("_roles")
def test_new_passwords_replace_the_old_ones_and_nothing_else() -> None:
    old = make_accounts()
    editor = get_user_model().objects.get(username="editor")
    editor.groups.set([Group.objects.get(name="Translator")])

    new = renew_passwords()

    assert authenticate(username="editor", password=new["editor"]) == editor
    assert authenticate(username="editor", password=old["editor"]) is None
    assert [group.name for group in editor.groups.all()] == ["Translator"]


def test_a_missing_role_is_one_sentence() -> None:
    Group.objects.filter(name="Editor").delete()

    with pytest.raises(Stopped, match="The role “Editor” is missing"):
        make_accounts()

    assert not get_user_model().objects.exists()


def test_passwords_satisfy_the_sites_own_rules() -> None:
    validate_password(new_password())
