#!/usr/bin/python3
"""Drives the built server in every revision of MCP and validates each raw line against the official schema.

usage: SESSIONS_MCP_SCHEMAS=FOLDER validate_schemas.py SERVER    (FOLDER/REVISION/schema.json)

Exit status 77, which ctest takes for skipped, when no FOLDER is given or Debian's python3-jsonschema is not there.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

SKIPPED = 77
MODERN = "2026-07-28"
HANDSHAKE = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"]
ASKING = ["2025-06-18", "2025-11-25"]  # with questions to the person
PATIENCE = 30  # seconds for all of one revision's conversation

try:
    import jsonschema
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(SKIPPED)


class Schema:
    """One revision's schema: validates a value as one of its definitions."""

    def __init__(self, path):
        self.document = json.loads(path.read_text())
        self.key = "$defs" if "$defs" in self.document else "definitions"
        self.validator = jsonschema.validators.validator_for(self.document)

    def has(self, name):
        return name in self.document[self.key]

    def check(self, value, *names):
        """`names` are the definition's names over the revisions; the first that this one has counts."""
        name = next(n for n in names if self.has(n))
        whole = dict(self.document, **{"$ref": f"#/{self.key}/{name}"})
        if self.key == "definitions":  # draft 7 ignores what stands beside a $ref
            whole = {"definitions": self.document["definitions"], "allOf": [{"$ref": f"#/definitions/{name}"}]}
        self.validator(whole).validate(value)


class Conversation:
    """What is asked of one server, and what each answer must be."""

    def __init__(self, revision):
        self.revision = revision
        self.lines = []
        self.kinds = {}  # id → names of the result's definition; None for an error
        self.tools = {}  # id → tool

    def meta(self):
        prefix = "io.modelcontextprotocol/"
        return {prefix + "protocolVersion": self.revision, prefix + "clientCapabilities": {},
                prefix + "clientInfo": {"name": "validate", "version": "1"}}

    def ask(self, method, params, *kinds, token=None, version=None):
        number = len(self.lines) + 1
        if self.revision == MODERN:
            params = dict(params, _meta=self.meta())
            if version is not None:
                params["_meta"]["io.modelcontextprotocol/protocolVersion"] = version
        if token is not None:
            params = dict(params, _meta=dict(params.get("_meta", {}), progressToken=token))
        self.lines.append({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        self.kinds[number] = kinds or None
        return number

    def call(self, tool, token=None, **arguments):
        number = self.ask("tools/call", {"name": tool, "arguments": arguments}, "CallToolResult", token=token)
        self.tools[number] = tool

    def notify(self, method, params=None):
        self.lines.append(dict({"jsonrpc": "2.0", "method": method}, **({"params": params} if params else {})))

    def fill(self):
        if self.revision == MODERN:
            self.ask("server/discover", {}, "DiscoverResult")
            self.ask("initialize", {})
            self.ask("tools/list", {}, version="2099-01-01")
        else:
            self.ask("initialize", {"protocolVersion": self.revision, "capabilities": {},
                                    "clientInfo": {"name": "validate", "version": "1"}}, "InitializeResult")
            self.notify("notifications/initialized")
            self.ask("ping", {}, "EmptyResult")
        self.ask("tools/list", {}, "ListToolsResult")
        self.ask("tools/list", {"cursor": "unknown"})
        self.ask("resources/list", {})
        self.ask("no/such/method", {})
        self.ask("tools/call", {"name": "no_such_tool", "arguments": {}})
        # Calls that change one session keep their order; reads of it are only asked for once it is there.
        self.call("list_sessions")
        self.call("has_session", name="nobody")
        self.call("has_session", name="not a name")
        self.call("kill_session", name="nobody")
        self.call("capture_pane", name="nobody", lines=0)
        self.call("new_session", token="progress-1", name="job", command="printf 'a\\n\\033[1mb\\n'")
        self.call("send_keys", name="job", keys="né日本 \"x\" \\", enter=False)
        self.call("send_keys", name="job", keys="x", enter=False, pane="0.0", cancel_mode=True)
        self.call("send_keys", name="job", keys="x", pane="no such pane")
        return self

    def fill_second_part(self):
        for tool in ("list_windows", "capture_pane", "has_session"):
            self.call(tool, name="job")
        self.call("search_output", names=["job", "nobody"], pattern="b+", context=1)
        self.call("search_output", pattern="(")
        self.call("session_status", names=["job", "nobody"], since="unknown")
        self.call("session_status")
        self.call("capture_pane", name="job", pane="0", colors=True, compact=True, skip=1)
        self.call("capture_pane", name="job", since="nonsense")
        self.call("wait_for", name="job", pattern="never", timeout_seconds=1)
        self.call("wait_for", name="job", idle_seconds=1)
        self.call("run_command", name="job", command="echo x", lines=1)
        self.call("run_command", name="job", command="sleep 1", wait=False)
        self.call("run_command", name="nobody", command="echo x")
        self.call("wait_for", name="job", job="%0-aaaaaa")
        self.call("list_sessions")
        self.call("kill_session", name="job")
        return self


def talk(server, environment, first, second):
    """Sends the first lines, waits for their replies, then the second; gives the lines that came."""
    child = subprocess.Popen([server], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        received = []
        for lines in (first, second):
            child.stdin.write("".join(json.dumps(line) + "\n" for line in lines).encode())
            child.stdin.flush()
            missing = sum("id" in line for line in lines)
            while missing > 0:
                line = child.stdout.readline()
                if not line:
                    raise SystemExit("the server's output ended early")
                received.append(line)
                missing -= b'"method"' not in line
        child.stdin.write(b"{ not JSON\n[]\n" + b'{"jsonrpc":"2.0","id":null,"method":"ping"}\n')
        rest = child.communicate(timeout=PATIENCE)[0].splitlines(keepends=True)
        if child.returncode != 0:
            raise SystemExit(f"exit status {child.returncode}")
        return received, rest
    finally:
        child.kill()
        child.wait()


def check_error(schema, message):
    # Before 2025-11-25 the schema wants an id in every error, which JSON-RPC does not when it could not be read.
    whole = message if "id" in message or schema.has("JSONRPCErrorResponse") else dict(message, id=0)
    schema.check(whole, "JSONRPCErrorResponse", "JSONRPCError")
    name, of_whole = {-32700: ("ParseError", False), -32600: ("InvalidRequestError", False),
                      -32601: ("MethodNotFoundError", False), -32602: ("InvalidParamsError", False),
                      -32022: ("UnsupportedProtocolVersionError", True)}[message["error"]["code"]]
    if schema.has(name):
        schema.check(message if of_whole else message["error"], name)


def check_tool_result(result, declared):
    """A declared outputSchema is kept to, and structured content is what the text says."""
    structured = result.get("structuredContent")
    if structured is not None:
        assert json.loads(result["content"][0]["text"]) == structured, result
    if declared is not None and not result.get("isError"):
        jsonschema.Draft202012Validator.check_schema(declared)
        jsonschema.Draft202012Validator(declared).validate(structured)


def check(schema, conversation, received):
    messages = [json.loads(line) for line in received]
    replies = {m["id"]: m for m in messages if "id" in m}
    listed = next(m["result"]["tools"] for m in replies.values() if "tools" in m.get("result", {}))
    declared = {tool["name"]: tool.get("outputSchema") for tool in listed}
    for tool in listed:
        jsonschema.Draft202012Validator.check_schema(tool["inputSchema"])
    for line in conversation.lines:
        schema.check(line, "JSONRPCRequest" if "id" in line else "JSONRPCNotification")
    for message in messages:
        schema.check(message, "JSONRPCMessage")
        if "method" in message:
            schema.check(message, "ProgressNotification")
            schema.check(message, "ServerNotification")
        elif conversation.kinds[message["id"]] is None:
            check_error(schema, message)
        else:
            assert "result" in message, message
            schema.check(message["result"], *conversation.kinds[message["id"]])
            schema.check(message["result"], "ServerResult")
            if message["id"] in conversation.tools:
                check_tool_result(message["result"], declared[conversation.tools[message["id"]]])
    missing = set(conversation.kinds) - set(replies)
    assert not missing, f"no reply to {missing}"
    if conversation.revision == MODERN:
        assert any("method" in m for m in messages), "no progress was told"


def private_environment(folder):
    keep = ("PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "LD_LIBRARY_PATH", "SESSIONS_MCP_ENGINE")
    passed = {key: os.environ[key] for key in keep if key in os.environ}
    if "SESSIONS_MCP_TEST_TMUX" in os.environ:
        passed["PATH"] = os.environ["SESSIONS_MCP_TEST_TMUX"] + ":" + passed["PATH"]
    return dict(passed, HOME=folder, TMUX_TMPDIR=folder, SHELL="/bin/bash", TERM="xterm-256color")


def validate(server, schemas, revision):
    schema = Schema(schemas / revision / "schema.json")
    with tempfile.TemporaryDirectory(prefix="smcp-schema-") as folder:
        environment = private_environment(folder)
        try:
            conversation = Conversation(revision).fill()
            split = len(conversation.lines)
            conversation.fill_second_part()
            received, bad = talk(server, environment, conversation.lines[:split], conversation.lines[split:])
        finally:
            subprocess.run(["tmux", "kill-server"], env=environment, stderr=subprocess.DEVNULL, check=False)
    check(schema, conversation, received)
    for line in bad:
        check_error(schema, json.loads(line))
    assert len(bad) == 3, bad
    print(f"{revision}: {len(received) + len(bad)} lines are valid")


class Asked:
    """A conversation with a server that asks before all that changes something; each line is validated as it comes."""

    def __init__(self, child, schema, revision):
        self.child, self.schema, self.revision = child, schema, revision

    def send(self, line):
        self.child.stdin.write(json.dumps(dict({"jsonrpc": "2.0"}, **line)).encode() + b"\n")
        self.child.stdin.flush()

    def receive(self):
        line = self.child.stdout.readline()
        if not line:
            raise SystemExit("the server's output ended early")
        message = json.loads(line)
        self.schema.check(message, "JSONRPCMessage")
        return message

    def call(self, number, name, **more):
        params = dict({"name": "new_session", "arguments": {"name": name}}, **more)
        if self.revision == MODERN:
            prefix = "io.modelcontextprotocol/"
            params["_meta"] = {prefix + "protocolVersion": MODERN,
                               prefix + "clientCapabilities": {"elicitation": {"form": {}}}}
        request = {"id": number, "method": "tools/call", "params": params}
        self.schema.check(dict({"jsonrpc": "2.0"}, **request), "CallToolRequest")
        self.send(request)

    def check_question(self, question):
        """It is valid, and the default and the empty answer are answers that it allows."""
        self.schema.check(question, "ElicitRequest")
        wanted = question["params"]["requestedSchema"]
        jsonschema.Draft202012Validator.check_schema(wanted)
        for content in ({}, {"answer": "once"}, {"answer": "refuse"}):
            jsonschema.Draft202012Validator(wanted).validate(content)
            self.schema.check({"action": "accept", "content": content}, "ElicitResult")

    def check_result(self, message, number):
        assert message["id"] == number and not message["result"].get("isError"), message
        self.schema.check(message["result"], "CallToolResult")


def question_as_request(asked):
    asked.send({"id": 0, "method": "initialize", "params": {
        "protocolVersion": asked.revision, "capabilities": {"elicitation": {}},
        "clientInfo": {"name": "validate", "version": "1"}}})
    asked.receive()
    asked.call(1, "one")
    question = asked.receive()
    asked.check_question(question)
    asked.schema.check(question, "JSONRPCRequest")
    asked.schema.check(question, "ServerRequest")
    asked.send({"id": question["id"], "result": {"action": "accept", "content": {"answer": "once"}}})
    asked.check_result(asked.receive(), 1)
    asked.call(2, "two")
    question = asked.receive()
    asked.send({"method": "notifications/cancelled", "params": {"requestId": 2}})
    withdrawn = asked.receive()
    asked.schema.check(withdrawn, "CancelledNotification")
    asked.schema.check(withdrawn, "ServerNotification")
    assert withdrawn["params"]["requestId"] == question["id"], withdrawn


def question_as_result(asked):
    asked.call(1, "one")
    result = asked.receive()["result"]
    asked.schema.check(result, "InputRequiredResult")
    asked.schema.check(result, "ServerResult")
    assert result["resultType"] == "input_required", result
    for question in result["inputRequests"].values():
        asked.check_question(question)
    answers = {name: {"action": "accept", "content": {"answer": "once"}} for name in result["inputRequests"]}
    asked.schema.check(answers, "InputResponses")
    asked.call(2, "one", requestState=result["requestState"], inputResponses=answers)
    asked.check_result(asked.receive(), 2)


def validate_questions(server, schemas, revision):
    schema = Schema(schemas / revision / "schema.json")
    with tempfile.TemporaryDirectory(prefix="smcp-schema-") as folder:
        environment = private_environment(folder)
        child = subprocess.Popen([server, "--confirm", "changes"], env=environment, stdin=subprocess.PIPE,
                                 stdout=subprocess.PIPE)
        try:
            asked = Asked(child, schema, revision)
            question_as_result(asked) if revision == MODERN else question_as_request(asked)
            rest = child.communicate(timeout=PATIENCE)[0]
            assert not rest and child.returncode == 0, (rest, child.returncode)
        finally:
            child.kill()
            child.wait()
            subprocess.run(["tmux", "kill-server"], env=environment, stderr=subprocess.DEVNULL, check=False)
    print(f"{revision}: questions are valid")


def main():
    server, folder = sys.argv[1], os.environ.get("SESSIONS_MCP_SCHEMAS")
    if not folder:
        print("skipped: SESSIONS_MCP_SCHEMAS names no folder with the official schemas")
        sys.exit(SKIPPED)
    schemas = pathlib.Path(folder)
    for revision in HANDSHAKE + [MODERN]:
        validate(server, schemas, revision)
    for revision in ASKING + [MODERN]:
        validate_questions(server, schemas, revision)


if __name__ == "__main__":
    main()
