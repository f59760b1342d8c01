from __future__ import annotations

import pytest

from assistant import errors
from assistant.errors import AssistantError

EXIT_CODES = {
    "AssistantError": 1,
    "UsageError": 2,
    "SettingsError": 2,
    "OutdatedError": 2,
    "IndexUnavailableError": 3,
    "ExternalServiceError": 4,
    "CorpusError": 1,
    "DocumentChangedError": 1,
    "StorageError": 1,
}


def test_every_error_is_in_the_tree_with_the_exit_code_of_the_contract() -> None:
    exceptions = {name: cls for name, cls in vars(errors).items() if isinstance(cls, type) and issubclass(cls, Exception)}
    ours = {name: cls for name, cls in exceptions.items() if issubclass(cls, AssistantError)}
    assert exceptions.keys() == ours.keys()
    assert {name: cls.exit_code for name, cls in ours.items()} == EXIT_CODES


@pytest.mark.parametrize(("advice", "shown"), [("Bygg det.", "Indexet saknas. Bygg det."), ("", "Indexet saknas.")])
def test_an_error_reads_as_what_happened_and_what_to_do(advice: str, shown: str) -> None:
    assert str(AssistantError("Indexet saknas.", advice)) == shown
