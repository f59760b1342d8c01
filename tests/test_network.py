from __future__ import annotations

import socket

import pytest

from tests.conftest import NetworkBlockedError


@pytest.mark.parametrize("host", ["example.org", "192.0.2.1", "2001:db8::1"])
def test_no_test_can_reach_another_machine(host: str, network_attempts: list[str]) -> None:
    with pytest.raises(NetworkBlockedError):
        socket.create_connection((host, 443), timeout=1)
    assert network_attempts
    network_attempts.clear()


def test_a_test_may_talk_to_a_server_of_its_own() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=1).close()
