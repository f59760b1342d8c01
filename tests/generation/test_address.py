from __future__ import annotations

import pytest

from assistant.errors import SettingsError
from assistant.generation.address import read_address


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:11434/v1",
        "http://127.8.9.10/v1",
        "http://localhost:8080/v1",
        "HTTP://LOCALHOST:8080/v1",
        "http://[::1]:8000/v1",
        "https://127.0.0.1/",
    ],
)
def test_a_model_on_this_machine_needs_no_permission(url: str) -> None:
    address = read_address(url, "m", allow_remote=False)
    assert (address.where, address.is_local, address.is_encrypted) == ("på den här datorn", True, True)


@pytest.mark.parametrize(
    "url",
    [
        "https://modell.kommunen.se/v1",
        "http://192.168.1.7:8000/v1",
        "http://10.0.0.1/v1",
        "http://0.0.0.0:8000/v1",
        "http://127.0.0.1.example.org/v1",
        "http://localhost.example.org/v1",
        "http://2130706433/v1",
        "http://127.1/v1",
        "http://[::ffff:7f00:1]/v1",
        "https://api.openai.com/v1",
    ],
)
def test_another_machine_is_refused_until_it_is_allowed(url: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_address(url, "m", allow_remote=False)
    assert "ASSISTANT_LLM_ALLOW_REMOTE=true" in caught.value.advice
    assert not read_address(url, "m", allow_remote=True).is_local


def test_the_user_is_told_the_host_and_whether_anybody_can_read_along() -> None:
    assert read_address("https://Modell.Kommunen.se:8443/v1", "m", allow_remote=True).where == "modell.kommunen.se"
    assert read_address("https://modell.kommunen.se/v1", "m", allow_remote=True).is_encrypted
    assert not read_address("http://modell.kommunen.se/v1", "m", allow_remote=True).is_encrypted


@pytest.mark.parametrize(
    "url",
    [
        "127.0.0.1:11434/v1",
        "ftp://127.0.0.1/v1",
        "file:///etc/passwd",
        "http://",
        "http:///v1",
        "http://127.0.0.1:99999/v1",
        "http://127.0.0.1:port/v1",
        "http://[::1/v1",
        "http://anna:hemligt@127.0.0.1/v1",
        "http://127.0.0.1@example.org/v1",
        "http://127.0.0.1\\@example.org/v1",
        "http://127.0.0.1 .example.org/v1",
        "http://127.0.0.1/v1?key=hemligt",
        "http://127.0.0.1/v1#hemligt",
        "http://127.0.0.1/v1\r\nX-Key: hemligt",
        "http://kommunens-märkliga-dator/v1",
    ],
)
@pytest.mark.parametrize("allow_remote", [False, True])
def test_what_is_no_plain_address_is_refused_without_being_repeated(url: str, allow_remote: bool) -> None:
    with pytest.raises(SettingsError) as caught:
        read_address(url, "m", allow_remote=allow_remote)
    assert "ASSISTANT_LLM_BASE_URL" in caught.value.message
    for secret in ("hemligt", "anna", "märkliga", "example.org"):
        assert secret not in str(caught.value)


def test_a_slash_at_the_end_makes_no_difference() -> None:
    assert read_address("http://127.0.0.1/v1/", "m", allow_remote=False).url == "http://127.0.0.1/v1"


@pytest.mark.parametrize("model", ["gpt-oss:120b-cloud", "glm-4.6:cloud", "Kimi-K2:1T-CLOUD"])
def test_a_model_that_runs_in_a_cloud_is_not_on_this_machine_whatever_its_address(model: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_address("http://127.0.0.1:11434/v1", model, allow_remote=False)
    assert "ASSISTANT_LLM_ALLOW_REMOTE=true" in caught.value.advice
    address = read_address("http://127.0.0.1:11434/v1", model, allow_remote=True)
    assert not address.is_local
    assert address.where == "i molnet, via 127.0.0.1"


@pytest.mark.parametrize("model", ["cloudy-7b", "cloud/gemma", "gemma3:12b"])
def test_a_model_may_have_the_word_elsewhere_in_its_name(model: str) -> None:
    assert read_address("http://127.0.0.1:11434/v1", model, allow_remote=False).is_local
