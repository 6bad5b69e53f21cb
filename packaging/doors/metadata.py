"""What other places want to know of a release: the MCP registry, Glama, Homebrew, Nix and the Arch User Repository."""

import json
import re

import spdx
from settings import ARCHITECTURES, DESCRIPTION, DIST, NAME, PACKAGING, sha256

SCHEMA = "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json"
# Filled in by a release, and where each then lies in dist/.
TEMPLATES = {
    "homebrew/sessions-mcp.rb.in": "homebrew/sessions-mcp.rb",
    "nix/flake.nix.in": "nix/flake.nix",
    "aur/PKGBUILD.in": "aur/PKGBUILD",
}


def make(release):
    write_json("server.json", server(release))
    write_json("glama.json", {"$schema": "https://glama.ai/mcp/schemas/server.json",
                              "maintainers": release.glama_maintainers})
    write_json(f"{NAME}-{release.version}.spdx.json", spdx.document(release))
    values = template_values(release)
    for template, target in TEMPLATES.items():
        (DIST / target).parent.mkdir(parents=True, exist_ok=True)
        (DIST / target).write_text(fill((PACKAGING / template).read_text(), values))


def write_json(name, value):
    (DIST / name).write_text(json.dumps(value, indent=2) + "\n")


def server(release):
    described = {
        "$schema": SCHEMA,
        "name": release.registry_name,
        "title": "Sessions (tmux)",
        "description": DESCRIPTION,
        "version": release.version,
    }
    # The registry knows two kinds of repositories, and refuses others.
    host = re.match(r"https://(github|gitlab)\.com/", release.repository)
    if host:
        described["repository"] = {"url": release.repository, "source": host[1]}
    described["packages"] = [package("npm", NAME, release, release.npm_tarball())]
    for each in ARCHITECTURES:
        described["packages"].append(package("mcpb", release.url(release.bundle(each)), release, release.bundle(each)))
    return described


def package(kind, identifier, release, file):
    return {
        "registryType": kind,
        "identifier": identifier,
        "version": release.version,
        "fileSha256": sha256(DIST / file),
        "transport": {"type": "stdio"},
    }


def template_values(release):
    values = {"VERSION": release.version, "DESCRIPTION": DESCRIPTION.rstrip("."), "REPOSITORY": release.repository,
              "MAINTAINER": release.maintainer}
    for architecture in ARCHITECTURES:
        name = architecture.kernel.upper()
        values[f"URL_{name}"] = release.url(release.tarball(architecture))
        values[f"SHA256_{name}"] = sha256(DIST / release.tarball(architecture))
    return values


def fill(text, values):
    """Every @NAME@ is replaced; one that is not known is a mistake in the template."""
    return re.sub(r"@([A-Z0-9_]+)@", lambda found: values[found[1]], text)
