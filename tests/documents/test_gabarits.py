"""What holds of every page: it admits its own styles and scripts alone, and leaves nothing out in silence."""

import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from parchemin.deliberation import Issue
from parchemin.documents.pages import gabarits, rendre, texte

SOURCES = sorted(gabarits().list_templates())


@pytest.mark.parametrize(
    "commande",
    [
        ("deliberer", "{seance}", "--sortie", "page.html"),
        ("grille", "{seance}", "--sortie", "page.html"),
        ("simuler", "{seance}", "--scenario", "bloc.part=2/3", "--sortie", "page.html"),
        ("passerelle", "--sortie", "page.html"),
    ],
    ids=lambda commande: commande[0],
)
def test_une_page_n_admet_que_ses_styles_et_ses_scripts(
    lancer: Callable, exemple: Callable, tmp_path: Path, commande: tuple[str, ...]
) -> None:
    seance = exemple("ucanss/gc-2021")
    lancer(*(mot.format(seance=seance) for mot in commande))
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    (politique,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    portes = re.findall(r"<(?:style|script)>(.*?)</(?:style|script)>", page, re.DOTALL)
    empreintes = {f"sha256-{b64encode(sha256(porte.encode()).digest()).decode()}" for porte in portes}
    assert set(re.findall(r"sha256-[^']+", politique)) == empreintes
    assert politique.startswith("default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-")
    assert "unsafe" not in politique
    assert not re.search(r"<[^>]+ (?:on\w+|style|src)=", page)


@pytest.mark.parametrize("nom", [nom for nom in SOURCES if nom.endswith((".html", ".svg"))])
def test_aucun_gabarit_ne_laisse_passer_ce_qui_n_est_pas_echappe(nom: str) -> None:
    source = str(texte(nom))
    assert not re.search(r"\bsafe\b|autoescape|Markup", source)


def test_ce_qu_un_gabarit_n_a_pas_recu_est_une_erreur() -> None:
    with pytest.raises(UndefinedError, match="combien"):
        rendre("bilan.html", titre="Bilan", tableaux=[])


def test_chaque_issue_a_son_filtre() -> None:
    styles = str(texte("deliberation.css"))
    assert [i.value for i in Issue if f"#f-{i.value}:checked) :is(article, tr)[data-issue]" not in styles] == []
