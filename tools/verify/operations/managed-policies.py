"""Writes the AWS managed policies that are for the roles of this library, as moto has them, as JSON. Reads their names from standard input."""
import json
import sys

import moto
from moto.iam.aws_managed_policies import aws_managed_policies_data


def listed(value):
    return value if isinstance(value, list) else [value]


def main():
    known = json.loads(aws_managed_policies_data)
    policies = {name: known[name] for name in json.load(sys.stdin)}
    print(json.dumps({
        "source": f"moto {moto.__version__}",
        "license": "Apache-2.0",
        "policies": {name: {
            "version": policy["DefaultVersionId"],
            "updated": policy["UpdateDate"][:10],
            "statements": [{
                "actions": listed(statement["Action"]),
                "resources": listed(statement["Resource"]),
                **({"conditions": statement["Condition"]} if "Condition" in statement else {}),
            } for statement in policy["Document"]["Statement"]],
        } for name, policy in policies.items()},
    }))


main()
