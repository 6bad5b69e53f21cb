"""An MCP client as small as one can be, for scripts that record what the built server says."""

import json
import select
import subprocess
import time

PATIENCE = 60  # seconds for anything to happen; it is for hanging, not for speed
LOOK_EVERY = 0.03


class Mcp:
    """One call at a time. `meanwhile` is called again and again while an answer is awaited. `server` is a program, or a
    list with its arguments. `initialized` is what the server said of itself."""

    def __init__(self, server, environment, folder, meanwhile=lambda: None, stderr=None):
        self.meanwhile = meanwhile
        command = server if isinstance(server, list) else [server]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=stderr,
                                        env=environment, cwd=folder)
        self.id = 0
        self.initialized = self.request("initialize", {"protocolVersion": "2025-11-25", "capabilities": {},
                                    "clientInfo": {"name": "recorder", "version": "1"}})
        self.send({"method": "notifications/initialized"})

    def send(self, message):
        self.process.stdin.write(json.dumps({"jsonrpc": "2.0", **message}).encode() + b"\n")
        self.process.stdin.flush()

    def request(self, method, params):
        self.id += 1
        self.send({"id": self.id, "method": method, "params": params})
        given_up = time.monotonic() + PATIENCE
        while not select.select([self.process.stdout], [], [], LOOK_EVERY)[0]:
            self.meanwhile()
            if time.monotonic() > given_up:
                raise TimeoutError(f"no answer to {method} {params}")
        reply = json.loads(self.process.stdout.readline() or '{"error":"the server went away"}')
        if "error" in reply or reply["result"].get("isError"):
            raise RuntimeError(f"{method} {params}: {reply}")
        return reply["result"]

    def call(self, tool, arguments):
        """One tool call; gives the texts of its answer's blocks."""
        result = self.request("tools/call", {"name": tool, "arguments": arguments})
        return [block["text"] for block in result["content"]]

    def close(self):
        self.process.stdin.close()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
