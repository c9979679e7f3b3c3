import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("name", ["sagemaker-role", "cdk-sagemaker-execution-role"])
def test_the_wheel_includes_the_command_line(name):
    script = Path(sys.executable).parent / name
    ran = subprocess.run([sys.executable, script, "--help"], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "check" in ran.stdout
