"""One image for every service of the shop: web, store (one writer), worker, migrate, and a stand-in for a database."""
import fcntl
import json
import os
import signal
import socket
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

VERSION = os.environ["APP_VERSION"]
FAIL = os.environ.get("APP_FAIL", "").split(",")
ROLE = sys.argv[1]


def note(line: str) -> None:
    with open("/work/log", "a") as log:
        log.write(f"{time.time():.3f} {ROLE} {VERSION} {line}\n")


def ask_database() -> str:
    with socket.create_connection((os.environ.get("DB_HOST", "db"), 5432), timeout=2) as link:
        return link.recv(100).decode()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        status, body = 200, ""
        if self.path == "/health":
            status = 503 if ROLE in FAIL else 200
        elif self.path == "/environment":
            body = json.dumps(dict(os.environ))
        elif self.path == "/database":
            body = ask_database()
        elif self.path.startswith("/static/"):
            try:
                with open("/app" + os.path.normpath(self.path)) as file:
                    body = file.read()
            except OSError:
                status = 404
        elif self.path != "/":
            status = 404
        data = body.encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("X-Version", VERSION)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


def stop(*_: object) -> None:
    if ROLE in ("worker", "store"):
        note("end")
    os._exit(0)


signal.signal(signal.SIGTERM, stop)
if ROLE == "migrate":
    note("run")
    print("migrating as", VERSION)
    sys.exit(1 if ROLE in FAIL else 0)
elif ROLE == "worker":
    note("start")
    if ROLE in FAIL:
        sys.exit(3)
    while True:
        time.sleep(1)
elif ROLE == "db":
    server = socket.create_server(("", 5432))
    name = socket.gethostname()
    while True:
        link, _ = server.accept()
        link.sendall(f"database {name}".encode())
        link.close()
else:
    if ROLE == "store":
        held = open("/data/store.duckdb", "a")
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        note("start")
    ThreadingHTTPServer(("", 8000), Handler).serve_forever()
