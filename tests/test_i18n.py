from gettext import NullTranslations

import pytest

from crm import i18n


class Swedish(NullTranslations):
    def gettext(self, message: str) -> str:
        return "”{text}”" if message == "“{text}”" else message


def test_a_text_is_quoted_as_the_language_in_use_does(monkeypatch: pytest.MonkeyPatch) -> None:
    assert i18n.quoted("{a} igår") == "“{a} igår”"
    catalogues = {"sv": Swedish(), "en": NullTranslations()}
    monkeypatch.setattr(i18n, "_catalogue", catalogues.__getitem__)
    i18n.use_language("sv")
    assert i18n.quoted("{a} igår") == "”{a} igår”"
