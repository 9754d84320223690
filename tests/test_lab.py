"""A notebook in a real JupyterLab in a real browser: it opens, runs to its end, shows its figures, and calls nobody."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[1]
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage"
).split()
NAME = "03-whose-words.ipynb"
TOKEN = "only-here"
QUIET = {"fetchNews": "false", "checkForUpdates": False}
SECONDS = 120

pytestmark = pytest.mark.skipif(BROWSER is None, reason="chromium is not installed: JupyterLab is not opened")


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Return a folder with a copy of the notebook that was never run, beside an empty figures folder."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "notebooks").mkdir()
    (folder / "figures").mkdir()
    notebook = nbformat.read(ROOT / "notebooks" / NAME, as_version=4)
    for cell in code_cells(notebook):
        cell.outputs, cell.execution_count = [], None
    nbformat.write(notebook, folder / "notebooks" / NAME)
    return folder


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@pytest.fixture(scope="module")
def lab(project, tmp_path_factory):
    """Return the address of a JupyterLab of its own, with settings, data and runtime folders of its own."""
    home = tmp_path_factory.mktemp("jupyter")
    settings = home / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    (settings / "notification.jupyterlab-settings").write_text(json.dumps(QUIET), encoding="utf-8")
    names = {"CONFIG_DIR": "config", "DATA_DIR": "data", "RUNTIME_DIR": "runtime"}
    own = {f"JUPYTER_{name}": str(home / folder) for name, folder in names.items()}
    own |= {"JUPYTERLAB_SETTINGS_DIR": str(home / "settings"), "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces")}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", f"--port={port}",
        "--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={project}",
        "--allow-root", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]  # fmt: skip
    server = subprocess.Popen(command, env={**os.environ, **own}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_for(address):
    """Wait until the server answers."""
    for _ in range(SECONDS):
        try:
            urllib.request.urlopen(f"{address}/api?token={TOKEN}", timeout=5)
        except (urllib.error.URLError, OSError):
            time.sleep(1)
        else:
            return
    pytest.fail("JupyterLab did not start")


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_notebook_runs_to_its_end_in_jupyterlab_and_shows_its_figures(lab, project):
    from playwright.sync_api import sync_playwright

    elsewhere, wrong = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, headless=True, args=FLAGS)
        page = browser.new_page(viewport={"width": 1400, "height": 1800})
        page.on("request", lambda request: elsewhere.append(request.url) if outside(request.url) else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(f"{lab}/lab/tree/notebooks/{NAME}?reset&token={TOKEN}")
        status = page.get_by_text("Python 3 (ipykernel) | Idle")
        status.wait_for(timeout=SECONDS * 1000)
        page.wait_for_timeout(500)
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_text("Run All Cells", exact=True).click()
        cells = saved_run(page, project / "notebooks" / NAME)
        figure = page.locator("figure img[alt]").first
        figure.scroll_into_view_if_needed()
        assert len(figure.get_attribute("alt").split()) >= 8
        if folder := os.environ.get("DATELINE_SCREENSHOTS"):
            page.screenshot(path=f"{folder}/lab.png")
        browser.close()
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    outputs = [output for cell in cells for output in cell.outputs]
    assert [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"] == []
    assert (project / "figures" / "fig-03-whose-words.svg").is_file()
    assert elsewhere == []
    assert wrong == []


def saved_run(page, path):
    """Save until every cell of the notebook on the disk has run, and return them."""
    for _ in range(SECONDS):
        page.keyboard.press("Control+s")
        page.wait_for_timeout(1000)
        cells = code_cells(nbformat.read(path, as_version=4))
        if all(cell.execution_count for cell in cells):
            return cells
    return cells


def outside(address):
    """Say whether a request goes to another host."""
    return not address.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:", "about:"))
