"""The manifest of the bundles for Claude Desktop and others."""

import json
import subprocess

from settings import PACKAGING

REQUESTS = [
    {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {
            "protocolVersion": "2025-11-25",
            "capabilities": {},
            "clientInfo": {"name": "release", "version": "1"},
        },
    },
    {"jsonrpc": "2.0", "method": "notifications/initialized"},
    {"jsonrpc": "2.0", "id": 2, "method": "tools/list"},
]


def ask(binary):
    """Starts the server as a client would and returns the results of initialize and tools/list."""
    lines = "".join(json.dumps(request) + "\n" for request in REQUESTS)
    run = subprocess.run([binary], input=lines, capture_output=True, text=True, timeout=30, check=True)
    replies = {reply["id"]: reply["result"] for reply in map(json.loads, run.stdout.splitlines())}
    return replies[1], replies[2]


def summary(description):
    """The first sentence: the manifest is read by people who decide whether to install."""
    return description.split(". ")[0].split("\n")[0].rstrip(".") + "."


def manifest(binary, version):
    """The template with the version and the tools that the binary itself reports."""
    filled = json.loads((PACKAGING / "manifest.json").read_text())
    initialized, listed = ask(binary)
    if initialized["serverInfo"]["version"] != version:
        raise SystemExit(f"{binary} says that it is {initialized['serverInfo']['version']}, not {version}.")
    filled["version"] = version
    filled["tools"] = [
        {"name": tool["name"], "description": summary(tool["description"])} for tool in listed["tools"]
    ]
    return json.dumps(filled, indent=2, ensure_ascii=False) + "\n"
