"""What the checks of `ltb-analyze serve` have in common: a server that runs, and claims about it."""
import atexit
import ctypes
import gzip
import json
import signal
import subprocess
import sys
import urllib.error
import urllib.request


def claim(text, holds, *facts):
    """Prints what holds; ends with 1 at the first that does not."""
    if not holds:
        sys.exit(f"failed: {text} {facts}")
    print(text, flush=True)


def end_with_parent():
    """Whatever ends a check, its server ends with it (PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


class Server:
    """A server on a free port; its addresses are read from what it says."""

    def __init__(self, command, *arguments):
        self.process = subprocess.Popen([command, "serve", *arguments], stdout=subprocess.PIPE, text=True,
                                        preexec_fn=end_with_parent)
        atexit.register(self.process.kill)
        self.addresses = [self.process.stdout.readline().split(" ")[0] for _ in range(3)]
        if not all(self.addresses):
            sys.exit("failed: the server did not start")
        self.metrics, self.websocket, self.dashboard = self.addresses

    def ask(self, path, headers={}, body=None, base=None):
        """Status, headers and bytes of an answer."""
        url = (base or self.dashboard.rstrip("/")) + path
        data = None if body is None else json.dumps(body).encode()
        try:
            with urllib.request.urlopen(urllib.request.Request(url, data, headers), timeout=20) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.headers, refusal.read()

    def json(self, path, body=None):
        status, _, text = self.ask(path, {"Content-Type": "application/json"}, body)
        if status != 200:
            sys.exit(f"failed: {path} is answered by {status}: {text[:200]}")
        return json.loads(text)

    def end(self, number=signal.SIGTERM):
        """Ends the server; its exit code."""
        self.process.send_signal(number)
        return self.process.wait(timeout=20)


def unzipped(headers, body):
    return gzip.decompress(body) if headers["Content-Encoding"] == "gzip" else body
