"""An npm registry on the loopback interface that has the packages of dist/ and nothing else, so that npm and npx are used
as they will be."""

import base64
import hashlib
import http.server
import json
import tarfile
import threading
import urllib.parse


class Registry:
    def __init__(self, tarballs):
        self.files = {path.name: path.read_bytes() for path in tarballs}
        self.manifests = {}
        for path in tarballs:
            with tarfile.open(path) as opened:
                manifest = json.load(opened.extractfile("package/package.json"))
            self.manifests[manifest["name"]] = (manifest, path.name)
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                status, kind, body = outer.answer(urllib.parse.unquote(self.path).lstrip("/"))
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, path):
        if path in self.manifests:
            return 200, "application/json", json.dumps(self.packument(path)).encode()
        name = path.removeprefix("files/")
        if name in self.files:
            return 200, "application/octet-stream", self.files[name]
        return 404, "application/json", b'{"error":"not found"}'

    def packument(self, name):
        manifest, file = self.manifests[name]
        sum_of_file = base64.b64encode(hashlib.sha512(self.files[file]).digest()).decode()
        version = {**manifest, "_id": f"{name}@{manifest['version']}",
                   "dist": {"tarball": f"{self.url}/files/{file}", "integrity": f"sha512-{sum_of_file}"}}
        return {"name": name, "dist-tags": {"latest": manifest["version"]}, "versions": {manifest["version"]: version}}

    def close(self):
        self.server.shutdown()
        self.server.server_close()
