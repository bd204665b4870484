"""One process with the interface that the load client knows: GET /health, and notes that are written by PUT and read back.

A note is a file on a volume that every version mounts, so what one version acknowledged the next one must read.
BEHAVIOUR names how this version fails, where it is one that does.
"""

import json
import os
import re
import signal
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

NOTES = Path("/notes")
BEHAVIOUR = os.environ.get("BEHAVIOUR", "good")
VERSION = os.environ.get("SAYS", os.environ["APP_VERSION"])


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Longer than any proxy keeps an idle connection.
    timeout = 120
    disable_nagle_algorithm = True

    def answer(self, status, body):
        text = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(text)))
        self.send_header("x-version", VERSION)
        # In one packet: of an answer that was cut off by the end of the process nobody can make a whole one.
        self._headers_buffer.append(b"\r\n" + text)
        self.flush_headers()

    def note(self):
        found = re.fullmatch(r"/api/notes/([0-9a-f-]{36})", self.path)
        return NOTES / f"{found[1]}.json" if found else None

    def do_GET(self):
        if self.path == "/health":
            return self.answer(200, {"status": "healthy", "version": VERSION})
        if self.path.startswith("/slow"):
            time.sleep(1)
            return self.answer(200, {})
        if self.path.startswith("/api/notes?"):
            return self.answer(200, [])
        note = self.note()
        if note is None or not note.exists():
            return self.answer(404, {})
        return self.answer(200, json.loads(note.read_text()))

    def do_PUT(self):
        text = json.loads(self.rfile.read(int(self.headers["content-length"])))["text"]
        note = self.note()
        body = {"id": note.stem, "text": text}
        new = note.with_suffix(f".{threading.get_ident()}")
        new.write_text(json.dumps(body))
        new.rename(note)
        self.answer(201, body)

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True


def main():
    if BEHAVIOUR == "dies":
        sys.exit("the settings are wrong")
    server = Server(("", 8000), Handler)
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    if BEHAVIOUR != "never":
        Path("/tmp/ready").touch()
    server.serve_forever(poll_interval=0.05)


main()
