"""Lets the role resolver of the SageMaker Python SDK check roles.

Reads a JSON list of [role type, name or ARN] from standard input, and writes one line for each: the ARN that the SDK returns, or its error.
The resolver needs botocore alone. The __init__ files of its packages import pandas and more, so this program leaves those out.
"""

import json
import logging
import sys
import types
from pathlib import Path

import boto3

logging.basicConfig(level=logging.ERROR)
site = next(Path(path) for path in sys.path if (Path(path) / "sagemaker" / "core").is_dir())
for name in ("sagemaker", "sagemaker.core", "sagemaker.core.helper"):
    package = types.ModuleType(name)
    package.__path__ = [str(site.joinpath(*name.split(".")))]
    sys.modules[name] = package

from sagemaker.core.helper.iam_role_resolver import resolve_and_validate_role  # noqa: E402

session = types.SimpleNamespace(boto_session=boto3.Session())
warnings = []
handler = logging.Handler(logging.WARNING)
handler.emit = lambda record: warnings.append(record.getMessage())
logging.getLogger("sagemaker").addHandler(handler)

for role_type, role in json.load(sys.stdin):
    warnings.clear()
    try:
        arn = resolve_and_validate_role(role, role_type=role_type, sagemaker_session=session)
        print(json.dumps(warnings[0].splitlines()[0] if warnings else arn), flush=True)
    except Exception as error:
        print(json.dumps(str(error)), flush=True)
