"""What the official MCP registry demands of server.json (schema 2025-12-11 and its validators), as far as ours uses it.

If SESSIONS_MCP_REGISTRY_SCHEMA names the official schema's file, that is asked, too.
"""

import json
import os
import pathlib
import re
import urllib.parse

NAME = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9.-]*[a-zA-Z0-9]/[a-zA-Z0-9][a-zA-Z0-9._-]*[a-zA-Z0-9]")
SHA256 = re.compile(r"[a-f0-9]{64}")
VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?")
REPOSITORY = {"github": re.compile(r"https?://(www\.)?github\.com/[\w.-]+/[\w.-]+/?"),
              "gitlab": re.compile(r"https?://(www\.)?gitlab\.com/[\w.-]+(/[\w.-]+)+/?")}
LENGTHS = {"name": (3, 200), "title": (1, 100), "description": (1, 100), "version": (1, 255)}


def problems(server):
    """A sentence for each thing that the registry would refuse."""
    return [*by_schema(server), *of_server(server)] + [
        problem for package in server.get("packages", []) for problem in of_package(package)]


def of_server(server):
    for key, (least, most) in LENGTHS.items():
        if not isinstance(server.get(key), str) or not least <= len(server[key]) <= most:
            yield f"{key} has to be a text of {least} to {most} characters"
    if not NAME.fullmatch(str(server.get("name"))):
        yield "name is not of the form reverse.domain/name"
    if not VERSION.fullmatch(str(server.get("version"))):
        yield "version is not one version"
    if "/2025-12-11/" not in server.get("$schema", ""):
        yield "$schema is not that of 2025-12-11"
    repository = server.get("repository")
    if repository is not None:
        allowed = REPOSITORY.get(repository.get("source"))
        if not allowed or not allowed.fullmatch(repository.get("url", "")):
            yield "repository is not one at a forge that the registry knows"


def of_package(package):
    identifier = package.get("identifier", "")
    if package.get("transport") != {"type": "stdio"}:
        yield f"{identifier}: transport is not stdio"
    if not SHA256.fullmatch(package.get("fileSha256", "")):
        yield f"{identifier}: fileSha256 is no sum in lower case"
    if not VERSION.fullmatch(package.get("version", "")):
        yield f"{identifier}: version is not one version"
    if package.get("registryType") == "mcpb":
        address = urllib.parse.urlsplit(identifier)
        if address.scheme != "https" or not address.netloc or "mcp" not in identifier.lower():
            yield f"{identifier}: a bundle's identifier has to be an https address with mcp in it"
    elif package.get("registryType") != "npm" or not re.fullmatch(r"(@[a-z0-9-]+/)?[a-z0-9.-]+", identifier):
        yield f"{identifier}: neither a bundle nor an npm package"


def by_schema(server):
    path = os.environ.get("SESSIONS_MCP_REGISTRY_SCHEMA")
    if not path:
        return []
    import jsonschema
    schema = json.loads(pathlib.Path(path).read_text())
    errors = jsonschema.Draft7Validator(schema).iter_errors(server)
    return [f"schema: {error.json_path}: {error.message}" for error in errors]
