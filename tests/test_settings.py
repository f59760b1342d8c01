from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import PREFIX, Settings, load_settings

ROOT = Path(__file__).parents[1]


def test_a_setting_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("ASSISTANT_PORT", "8123")
    monkeypatch.setenv("ASSISTANT_TODAY", "2025-06-30")
    settings = load_settings()
    assert (settings.data_dir, settings.port) == (tmp_path, 8123)
    assert settings.date_today == datetime.date(2025, 6, 30)


def test_without_a_date_today_is_today() -> None:
    assert load_settings().date_today == datetime.date.today()


def test_what_a_command_says_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_PORT", "8123")
    assert load_settings(port=9000).port == 9000


def test_a_misspelled_setting_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_PROT", "8123")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert "ASSISTANT_PROT" in str(caught.value)
    assert "ASSISTANT_PORT" in caught.value.advice


@pytest.mark.parametrize(("name", "value"), [("PORT", "sju"), ("PORT", "70000"), ("TODAY", "igår"), ("EMBEDDING_MODEL", "")])
def test_a_bad_value_is_refused_without_repeating_it(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"ASSISTANT_{name}", value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert f"ASSISTANT_{name}" in str(caught.value)
    assert not value or value not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value", "form"),
    [
        ("PORT", "sju", "heltal från 1 till 65535"),
        ("API_AT_ONCE", "0", "heltal från 1 till 64"),
        ("LLM_TIMEOUT_SECONDS", "0", "tal större än 0 och högst 600"),
        ("LOGIN", "ldap", "Välj ett av: none, users, oidc, header."),
        ("MCP", "kanske", "true eller false"),
        ("REVIEW", "kanske", "true eller false"),
        ("TODAY", "igår", "ÅÅÅÅ-MM-DD"),
        ("OIDC_ROLES_MAP", '{"grupp": "chef"}', "handläggare, arbetsledare, utbildare, administratör"),
        ("HEADER_TRUSTED", "proxy.exempel.se", "IP-adresser"),
        ("HEADER_USER", "X User", "README"),
    ],
)
def test_what_a_setting_may_be_is_told(monkeypatch: pytest.MonkeyPatch, name: str, value: str, form: str) -> None:
    monkeypatch.setenv(f"ASSISTANT_{name}", value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert form in caught.value.advice


def test_a_secret_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_LLM_API_KEY", "mycket-hemligt")
    assert "mycket-hemligt" not in repr(load_settings())


def test_out_of_the_box_no_language_model_is_asked_and_none_may_be_elsewhere() -> None:
    settings = load_settings()
    assert (settings.llm_base_url, settings.llm_model, settings.llm_api_key.get_secret_value()) == ("", "", "")
    assert not settings.llm_allow_remote
    assert not settings.llm_follow_ups
    assert not settings.llm_renderings


def test_the_language_models_settings_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (
        ("LLM_ALLOW_REMOTE", "true"),
        ("LLM_TIMEOUT_SECONDS", "90"),
        ("LLM_FIRST_WORD_SECONDS", "7.5"),
        ("LLM_RETRIES", "0"),
    ):
        monkeypatch.setenv(f"ASSISTANT_{name}", value)
    settings = load_settings()
    assert settings.llm_allow_remote
    assert (settings.llm_timeout_seconds, settings.llm_first_word_seconds, settings.llm_retries) == (90, 7.5, 0)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LLM_ALLOW_REMOTE", "kanske"),
        ("LLM_TIMEOUT_SECONDS", "0"),
        ("LLM_TIMEOUT_SECONDS", "601"),
        ("LLM_TIMEOUT_SECONDS", "nan"),
        ("LLM_FIRST_WORD_SECONDS", "-1"),
        ("LLM_FIRST_WORD_SECONDS", "inf"),
        ("LLM_RETRIES", "6"),
        ("LLM_RETRIES", "1.5"),
        ("LLM_CONTEXT_CHARACTERS", "1999"),
        ("LLM_CONTEXT_CHARACTERS", "200001"),
    ],
)
def test_a_wait_without_end_or_a_senseless_amount_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"ASSISTANT_{name}", value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert f"ASSISTANT_{name}" in caught.value.message


def test_the_readme_lists_every_setting_with_its_description() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(rf"^\| `{PREFIX}(\w+)` \| (.+?) \|", readme, flags=re.MULTILINE))
    assert rows == {name.upper(): field.description for name, field in Settings.model_fields.items()}


def test_nothing_else_reads_the_environment() -> None:
    package = ROOT / "assistant"
    readers = {
        str(path.relative_to(package))
        for path in package.rglob("*.py")
        if re.search(r"os\.environ\b(?!\.setdefault|\[[^]]+\] = )|os\.getenv|environ\.get", path.read_text(encoding="utf-8"))
    }
    assert readers == {"settings.py"}
