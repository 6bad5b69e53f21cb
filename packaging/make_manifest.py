"""Prints the bundle's manifest: the template with the version and the tools that the binary itself reports.

usage: make_manifest.py BINARY TEMPLATE
"""

import json
import subprocess
import sys

REQUESTS = [
    {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {
            "protocolVersion": "2025-11-25",
            "capabilities": {},
            "clientInfo": {"name": "make_manifest", "version": "1"},
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


def main():
    binary, template = sys.argv[1:]
    with open(template, encoding="utf-8") as file:
        manifest = json.load(file)
    initialized, listed = ask(binary)
    manifest["version"] = initialized["serverInfo"]["version"]
    manifest["tools"] = [
        {"name": tool["name"], "description": summary(tool["description"])} for tool in listed["tools"]
    ]
    print(json.dumps(manifest, indent=2, ensure_ascii=False))


main()
