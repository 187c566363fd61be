"""Owns the browser in which pages are looked at, and the server that they come from."""

import contextlib
import functools
import http.server
import os
import shutil
import threading

from selenium import webdriver

# What Jenkins sends with every artifact unless someone relaxes it.
STRICT_POLICY = "sandbox; default-src 'none'; img-src 'self'; style-src 'self'"
# The same, but that a tester's own script may wait for something. The page's scripts stay forbidden.
TESTABLE_STRICT_POLICY = STRICT_POLICY.replace("sandbox", "sandbox allow-scripts", 1)


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder, under a policy if there is one, and remembers what was asked for."""

    policy = None
    asked = []

    def end_headers(self):
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def do_GET(self):
        # The browser itself asks for an icon, whatever the page says.
        if self.path == "/favicon.ico":
            self.send_response(204)
            self.end_headers()
            return
        self.asked.append(self.path)
        super().do_GET()

    def log_message(self, *arguments):
        pass


@contextlib.contextmanager
def served(folder, policy=None):
    """The address of a folder, and the list of paths that were asked for there."""
    handler = type("Handler", (Handler,), {"policy": policy, "asked": []})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", handler.asked
    finally:
        server.shutdown()
        server.server_close()


@contextlib.contextmanager
def chromium():
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-device-scale-factor=1"]
    for argument in arguments:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    # A busy machine may need more than the half minute that is usual.
    driver.set_script_timeout(120)
    try:
        yield driver
    finally:
        driver.quit()


def show(driver, address, width, dark=False, height=900):
    """Opens a page as a screen of this width shows it."""
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "screen", "features": [scheme]})
    driver.get_log("browser")
    driver.get(address)
