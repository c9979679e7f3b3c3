import re
from pathlib import Path

import aws_cdk as cdk
import cdk_sagemaker_execution_role as sagemaker_role
import pytest
from aws_cdk import aws_s3 as s3

ROOT = Path(__file__).parents[3]
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
EXAMPLES = {
    f"{page.relative_to(ROOT)}-{index}": block
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    for index, block in enumerate(BLOCK.findall(page.read_text()), start=1)
}


def names_of_the_page() -> dict:
    """A fragment without imports uses these names, as the other fragments of its page do."""
    stack = cdk.Stack(cdk.App(), "Team")
    return {**vars(sagemaker_role), "stack": stack, "bucket": s3.Bucket(stack, "Bucket")}


def test_finds_the_programs_and_fragments_of_the_pages():
    assert {"docs/guide.md-1", "docs/languages.md-1"} <= set(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_runs_the_python_code_of_the_pages(name):
    example = EXAMPLES[name]
    names = {} if "import " in example else names_of_the_page()
    exec(compile(example, name, "exec"), {**names, "__name__": "__main__"})
