"""Writes the members of AWS's API models that take a role, and those that a role's permissions depend on, as JSON.

Reads the `Operation.Member` paths that the mapping names from standard input, as a JSON list for each service.
"""
import json
import re
import sys

import botocore
import botocore.session

ROLE = re.compile(r"role(arns?)?$", re.IGNORECASE)
NETWORK_OR_KEY = re.compile(r"(vpcconfig|kms\w*|kmsencryptionkey|encryptionkeyid)$", re.IGNORECASE)


def members(shape, path, parents):
    """Every member below a shape, with its path. A list ends with [] and a map with {}."""
    if shape.name in parents:
        return
    inner = {
        "structure": lambda: [([*path, name], member) for name, member in shape.members.items()],
        "list": lambda: [([*path[:-1], f"{path[-1]}[]"], shape.member)],
        "map": lambda: [([*path[:-1], path[-1] + "{}"], shape.value)],
    }.get(shape.type_name, list)()
    for below, member in inner:
        yield ".".join(below), member
        yield from members(member, below, parents | {shape.name})


def matches(pattern, path, member):
    name = re.sub(r"(\[\]|\{\})+$", "", path.split(".")[-1])
    return bool(pattern.search(name) or pattern.search(member.name))


def service_members(model, named):
    roles, others = {}, {}
    for operation in model.operation_names:
        shape = model.operation_model(operation).input_shape
        found = list(members(shape, [], frozenset())) if shape else []
        texts = [(path, member) for path, member in found if member.type_name == "string" and not getattr(member, "enum", None)]
        own_roles = [path for path, member in texts if matches(ROLE, path, member)]
        if own_roles:
            roles[operation] = own_roles
        wanted = {path[len(operation) + 1:] for path in named if path == operation or path.startswith(f"{operation}.")}
        needed = [path for path, member in found if path in wanted or (own_roles and (
            matches(NETWORK_OR_KEY, path, member) and (member.type_name == "structure" or (path, member) in texts)))]
        if needed or "" in wanted:
            others[operation] = needed
    return roles, others


def main():
    named = json.load(sys.stdin)
    session = botocore.session.get_session()
    services = [name for name in session.get_available_services() if name.startswith("sagemaker") or name == "bedrock"]
    found = {name: service_members(session.get_service_model(name), named.get(name, [])) for name in services}
    print(json.dumps({
        "source": f"botocore {botocore.__version__}",
        "license": "Apache-2.0",
        "services": services,
        "roles": {name: roles for name, (roles, _) in found.items() if roles},
        "members": {name: others for name, (_, others) in found.items() if others},
    }))


main()
