import json
from pathlib import Path

import aws_cdk as cdk
import pytest

from roles_app.roles_app import roles_app

CONSUMERS = Path(__file__).parents[2]
EXPECTED = CONSUMERS.parent / ".cache/consumers/synthesized/Roles.template.json"


@pytest.fixture(scope="session")
def template() -> dict:
    """What this app synthesizes."""
    return roles_app().synth().get_stack_by_name("Roles").template


@pytest.fixture(scope="session")
def expected() -> dict:
    """What the TypeScript app has synthesized: `npm run consumers` runs it first."""
    return json.loads(EXPECTED.read_text())


@pytest.fixture(scope="session")
def messages() -> dict[str, str]:
    """What every language says of bad input."""
    return json.loads((CONSUMERS / "bad-input.json").read_text())


@pytest.fixture
def stack() -> cdk.Stack:
    return cdk.Stack(cdk.App(), "Roles")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test of its own for each resource."""
    if "resource" in metafunc.fixturenames:
        metafunc.parametrize("resource", json.loads(EXPECTED.read_text())["Resources"])
