import json
from pathlib import Path

import aws_cdk as cdk
import pytest

from roles_app.roles_app import roles_app

CONSUMERS = Path(__file__).parents[2]
EXPECTED = CONSUMERS / "synthesized/Roles.template.json"


@pytest.fixture(scope="session")
def template() -> dict:
    """The template of this app."""
    return roles_app().synth().get_stack_by_name("Roles").template


@pytest.fixture(scope="session")
def expected() -> dict:
    """The template of the TypeScript app, which `npm run consumers` synthesizes first."""
    return json.loads(EXPECTED.read_text())


@pytest.fixture(scope="session")
def messages() -> dict[str, str]:
    """The error messages for bad input, the same in every language."""
    return json.loads((CONSUMERS / "bad-input.json").read_text())


@pytest.fixture
def stack() -> cdk.Stack:
    return cdk.Stack(cdk.App(), "Roles")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Runs one test per resource."""
    if "resource" in metafunc.fixturenames:
        metafunc.parametrize("resource", json.loads(EXPECTED.read_text())["Resources"])
