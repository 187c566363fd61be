#!/usr/bin/env python3
"""Asks a server as people, monitors and strangers do: ask_server.py LTB_ANALYZE LOG"""
import json
import socket
import ssl
import subprocess
import sys
import tempfile
import time

from serving import Server, claim, unzipped

command, log = sys.argv[1:3]


def final_state():
    server = Server(command, log, "--port", "0")
    claim("all roles are at one port", len({address.split("/")[2] for address in server.addresses}) == 1)
    report = subprocess.run([command, "report", log, "--format", "json"], capture_output=True, check=True).stdout
    claim("the summary is the report's", server.ask("/api/summary")[2] == report)
    status, headers, text = server.ask("/metrics")
    claim("metrics are text by default", headers["Content-Type"].startswith("text/plain; version=0.0.4"))
    status, headers, body = server.ask("/metrics", {"Accept": "application/openmetrics-text", "Accept-Encoding": "gzip"})
    claim("or OpenMetrics, compressed", headers["Content-Type"].startswith("application/openmetrics-text; version=1.0.0")
          and headers["Content-Encoding"] == "gzip" and unzipped(headers, body).endswith(b"# EOF\n"))
    health = server.json("/health")
    claim("it is healthy", health["status"] == "healthy" and health["checks"]["log"]["critical"])
    status = server.json("/status")
    claim("it says where it is", status["status"] == "finished" and status["replay"]["speed"] == "max", status)
    claim("the last events are there", len(server.json("/api/events")) == 50)
    status, headers, page = server.ask("/")
    policy = headers["Content-Security-Policy"]
    claim("the page loads nothing from elsewhere", "default-src 'none'" in policy and "unsafe" not in policy
          and b"http://" not in page and b"https://" not in page)
    claim("what is not there is not found", server.ask("/nothing")[0] == 404)
    claim("a page that is no WebSocket is told so", server.ask("/ws")[0] == 426)
    claim("commands that are none are refused", server.ask("/api/replay", {}, {"action": "dance"})[0] == 400)
    claim("pages of elsewhere give no commands",
          server.ask("/api/replay", {"Origin": "https://elsewhere.example"}, {"action": "pause"})[0] == 403)
    server.json("/api/replay", {"action": "speed", "speed": 1000})
    start = server.json("/api/replay")["start"]
    server.json("/api/replay", {"action": "seek", "to": start})
    deadline = time.monotonic() + 30
    while server.json("/api/replay")["state"] != "finished" or server.json("/api/replay")["generation"] < 1:
        claim("a replay from the start comes to its end", time.monotonic() < deadline) if time.monotonic() > deadline else None
        time.sleep(0.1)
    first, second = json.loads(report), server.json("/api/summary")
    first["log"].pop("files"), second["log"].pop("files")
    claim("a replay gives what the report tells", first == second)
    odd_requests(server)
    unread_answers(server)
    claim("it ends well", server.end() == 0)


def raw(server, data, seconds=5):
    """What is answered to bytes."""
    host, port = server.dashboard.split("/")[2].split(":")
    with socket.create_connection((host, int(port)), timeout=seconds) as connection:
        connection.sendall(data)
        answer = b""
        while b"\r\n\r\n" not in answer and (more := connection.recv(65536)):
            answer += more
        return answer


def to_the_end(server, data):
    """What is answered to bytes until the server closes the connection."""
    host, port = server.dashboard.split("/")[2].split(":")
    with socket.create_connection((host, int(port)), timeout=9) as connection:
        connection.sendall(data)
        answer = b""
        while more := connection.recv(65536):
            answer += more
        return answer


def odd_requests(server):
    ok = b"HTTP/1.1 200"
    upgrade = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n"
    claim("an upgrade to HTTP/2 is passed over",
          raw(server, b"GET /health HTTP/1.1\r\nHost: localhost\r\n" + upgrade + b"\r\n").startswith(ok))
    key = b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
    claim("so is a WebSocket to elsewhere", raw(server, b"GET /health HTTP/1.1\r\nHost: localhost\r\n" + key + b"\r\n").startswith(ok))
    claim("and one without a key that is one", raw(server, b"GET /ws HTTP/1.1\r\nHost: localhost\r\n" + key[:-26] + b"x\r\n\r\n")
          .startswith(b"HTTP/1.1 426"))
    claim("and one whose connection is to be closed", raw(
        server, b"GET /ws HTTP/1.1\r\nHost: localhost\r\n" + key.replace(b"Connection: Upgrade", b"Connection: close") + b"\r\n")
          .startswith(b"HTTP/1.1 426"))
    claim("and one without a key", raw(server, b"GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
          .startswith(b"HTTP/1.1 426"))
    begin = time.monotonic()
    claim("20 KB of headers are too many", to_the_end(server, b"GET /health HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 20_000
                                                      + b"\r\n\r\n").startswith(b"HTTP/1.1 431"))
    claim("so are they in a second request", b"HTTP/1.1 431" in to_the_end(
        server, b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\nGET /health HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 20_000))
    claim("what is no HTTP is refused", to_the_end(server, b"\x16\x03\x01 no HTTP\r\n\r\n").startswith(b"HTTP/1.1 400"))
    claim("so is a request that names no host", to_the_end(server, b"GET /health HTTP/1.1\r\n\r\n").startswith(b"HTTP/1.1 400"))
    claim("and their connections are closed at once", time.monotonic() - begin < 8, time.monotonic() - begin)
    claim("and the server goes on", server.json("/health")["status"] == "healthy")


def unread_answers(server):
    """Who asks often and reads nothing holds no more than who asks once."""
    host, port = server.dashboard.split("/")[2].split(":")
    request = b"GET /api/summary HTTP/1.1\r\nHost: localhost\r\n\r\n"
    size, before = len(server.ask("/api/summary")[2]), server.json("/status")["memory_bytes"]
    connections = [socket.create_connection((host, int(port)), timeout=9) for _ in range(100)]
    for connection in connections:
        connection.sendall(20 * request)
    time.sleep(2)
    grown = server.json("/status")["memory_bytes"] - before
    claim("answers that nobody reads take no memory each", grown < len(connections) * size, grown)
    answers = b""
    while answers.count(b"HTTP/1.1 200") < 20 or len(answers) < 20 * size:
        more = connections[0].recv(1 << 20)
        claim("all of them are there for who reads", more) if not more else None
        answers += more
    for connection in connections:
        connection.close()


def roles_and_tokens():
    server = Server(command, log, "--port", "0", "--token", "s3cret", "--allow-origin", "https://grafana.example")
    right, wrong = {"Authorization": "Bearer s3cret"}, {"Authorization": "Bearer s3creT"}
    claim("without the token nothing is told", server.ask("/metrics")[0] == 401 and server.ask("/metrics", wrong)[0] == 401)
    claim("but that it is healthy", server.ask("/health")[0] == 200 and server.ask("/")[0] == 200)
    claim("with it, everything", server.ask("/metrics", right)[0] == 200 and server.ask("/api/summary", right)[0] == 200)
    claim("WebSockets need it too", server.ask("/ws")[0] == 401 and server.ask("/ws?token=s3cret")[0] == 426)
    headers = server.ask("/metrics", {**right, "Origin": "https://grafana.example"})[1]
    claim("an allowed page may read", headers["Access-Control-Allow-Origin"] == "https://grafana.example")
    headers = server.ask("/metrics", {**right, "Origin": "https://elsewhere.example"})[1]
    claim("another may not", headers["Access-Control-Allow-Origin"] is None)
    server.end()


def ports_of_their_own():
    ports = []
    for _ in range(3):
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            ports.append(listener.getsockname()[1])
    server = Server(command, log, "--prometheus-port", str(ports[0]), "--websocket-port", str(ports[1]),
                    "--dashboard-port", str(ports[2]))
    bases = [f"http://127.0.0.1:{port}" for port in ports]
    claim("each role has its port and its health", all(server.ask("/health", base=base)[0] == 200 for base in bases))
    claim("and nothing else", [server.ask("/metrics", base=base)[0] for base in bases] == [200, 404, 404]
          and [server.ask("/ws", base=base)[0] for base in bases] == [404, 426, 404]
          and [server.ask("/status", base=base)[0] for base in bases] == [404, 404, 200])
    second = subprocess.run([command, "serve", log, "--port", str(ports[0])], capture_output=True, text=True, timeout=20)
    claim("a port that is taken is one sentence", second.returncode == 1 and second.stderr ==
          f"ltb-analyze: cannot listen on 127.0.0.1, port {ports[0]}: Address already in use; choose another --port or --bind\n",
          second)
    server.end()


def secured():
    with tempfile.TemporaryDirectory() as folder:
        key, certificate = f"{folder}/key.pem", f"{folder}/cert.pem"
        made = subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out",
                               certificate, "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"],
                              capture_output=True)
        if made.returncode:
            sys.exit("failed: openssl made no certificate")
        server = Server(command, log, "--port", "0", "--tls-cert", certificate, "--tls-key", key)
        host, port = server.dashboard.split("/")[2].split(":")
        context = ssl.create_default_context(cafile=certificate)
        with socket.create_connection((host, int(port)), timeout=10) as plain, \
                context.wrap_socket(plain, server_hostname=host) as connection:
            connection.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            claim("it serves by TLS", connection.recv(12) == b"HTTP/1.1 200" and server.dashboard.startswith("https://"))
        server.end()
        bad = subprocess.run([command, "serve", log, "--port", "0", "--tls-cert", key, "--tls-key", key],
                             capture_output=True, text=True, timeout=20)
        claim("what is no certificate is one sentence", bad.returncode == 1 and bad.stderr.count("\n") == 1, bad)


final_state()
roles_and_tokens()
ports_of_their_own()
secured()
