"""What the tests of documents share: the command, the examples, a browser and a spreadsheet where there is one."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

EXEMPLES = (
    "agirc-arrco/ce-2024",
    "courtage/cdc-2017",
    "ucanss/cos-2021",
    "ucanss/gc-2013",
    "ucanss/gc-2021",
    "ucanss/gcar-2017",
)
OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *(
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
    ),
    "--window-size=1280,900",
)


@pytest.fixture
def lancer(lancer: Callable) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return a function that runs ``parchemin``, which must end as it should."""

    def reussir(*arguments: object, statut: int = 0) -> subprocess.CompletedProcess[str]:
        rendu: subprocess.CompletedProcess[str] = lancer(*arguments)
        assert rendu.returncode == statut, rendu.stderr
        return rendu

    return reussir


@pytest.fixture
def exemple(lancer: Callable, tmp_path: Path) -> Callable[[str], Path]:
    """Return a function that writes an example and returns its folder."""

    def ecrire(nom: str) -> Path:
        lancer("exemple", nom, nom.replace("/", "-"))
        return tmp_path / nom.replace("/", "-")

    return ecrire


@pytest.fixture(scope="session")
def navigateur(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Chrome"]:
    """Start a headless Chromium with an empty profile; without one, the test is skipped and says so."""
    chromium, pilote = shutil.which("chromium"), shutil.which("chromedriver")
    if not (chromium and pilote):
        pytest.skip("ni chromium ni chromedriver sur cette machine (apt-get install chromium-driver)")
    from selenium.webdriver import Chrome, ChromeOptions
    from selenium.webdriver.chrome.service import Service

    options = ChromeOptions()
    options.binary_location = chromium
    for option in (*OPTIONS, f"--user-data-dir={tmp_path_factory.mktemp('profil')}"):
        options.add_argument(option)
    with Chrome(options=options, service=Service(pilote)) as chrome:
        chrome.set_script_timeout(180)  # axe over fourteen grids, beside the other tests
        yield chrome


@pytest.fixture
def convertir(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that has LibreOffice save a file in another format, as one that a person reopened."""
    soffice = shutil.which("soffice")
    if not soffice:
        pytest.skip("LibreOffice absent de cette machine (apt-get install libreoffice-calc-nogui)")

    def convertir(source: Path, vers: str, depuis: str = "") -> Path:
        profil = f"-env:UserInstallation={(tmp_path / 'profil-office').as_uri()}"
        sortie = tmp_path / "converti"
        lecture = [f"--infilter={depuis}"] if depuis else []
        ordre = [
            soffice,
            profil,
            "--headless",
            *lecture,
            "--convert-to",
            vers,
            "--outdir",
            str(sortie),
            str(source),
        ]
        subprocess.run(ordre, capture_output=True, check=True, timeout=120)
        return sortie / f"{source.stem}.{vers.partition(':')[0]}"

    return convertir
