"""A real browser that can reach nothing but this machine."""

import contextlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1400,900",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)

needs_browser = pytest.mark.skipif(
    (BROWSER is None or DRIVER is None) and "CI" not in os.environ,
    reason="no chromium and chromedriver on this machine",
)


@contextlib.contextmanager
def open_browser(folder: Path) -> Iterator[webdriver.Chrome]:
    """A fresh browser that knows no other host than 127.0.0.1, and logs what it asks for. `folder` is its own."""
    options = webdriver.ChromeOptions()
    options.binary_location = str(BROWSER)
    for flag in (*FLAGS, f"--user-data-dir={folder}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    with webdriver.Chrome(options=options, service=Service(str(DRIVER))) as browser:
        yield browser


def requested(browser: webdriver.Chrome) -> list[str]:
    """The addresses that the browser has asked a network for since it was last asked."""
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    urls = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    return [url for url in urls if urlsplit(url).scheme in ("http", "https", "ws", "wss")]
