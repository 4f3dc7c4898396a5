"""What a secretary leans on: the guide in French, the helps, what comes next, the question before a seal."""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import click
import pytest

from parchemin_cli.main import parchemin, parler_francais

RACINE = Path(__file__).parents[2]
ANGLAIS = re.compile(r"\b(Usage:|Options:|Commands|Arguments:|Show|required|default|Try|Error)\b")


@pytest.fixture(scope="module")
def guide() -> ModuleType:
    """Return the script that replays the pages."""
    spec = spec_from_file_location("guide", RACINE / "scripts" / "guide.py")
    guide = module_from_spec(spec)
    spec.loader.exec_module(guide)
    return guide


def test_le_guide_dit_ce_que_les_commandes_repondent(guide: ModuleType) -> None:
    page = guide.PAGE.read_text(encoding="utf-8")
    assert page.count("\n$ parchemin") > 15
    assert guide.rejouer(page) == page, "lancer scripts/guide.py"


PAGES = {
    page.relative_to(RACINE).as_posix(): page.read_text(encoding="utf-8")
    for page in sorted(
        page
        for ou in ("*.md", "*/*.md", "*/*/*.md")  # README, docs, changelog
        for page in RACINE.glob(ou)
    )
}
DITES = re.compile(r"^(?:\$ )?parchemin (.+)$|`parchemin ([^`]+)`", re.MULTILINE)
"""A command of a page: a line of a block, or words in code."""


@pytest.mark.usefixtures("en_francais")
@pytest.mark.parametrize("page", [page for page, texte in PAGES.items() if DITES.search(texte)])
def test_chaque_commande_des_pages_existe_avec_ses_options(page: str) -> None:
    for ligne, mots in DITES.findall(PAGES[page]):
        _analyser(shlex.split(re.split(r" [|>]", ligne or mots.replace("\n", " "))[0], comments=True))


@pytest.mark.lent
@pytest.mark.parametrize(
    "page", [page for page, texte in PAGES.items() if "howto" in page and "$ parchemin" in texte]
)
def test_les_commandes_des_pages_repondent_sur_un_exemple(guide: ModuleType, page: str) -> None:
    assert guide.essayer(PAGES[page]) == []


def _commandes(commande: click.Command, nom: str = "parchemin") -> Iterator[tuple[str, click.Command]]:
    yield nom, commande
    if isinstance(commande, click.Group):
        contexte = click.Context(commande)
        for sous in commande.list_commands(contexte):
            yield from _commandes(commande.get_command(contexte, sous), f"{nom} {sous}")


@pytest.fixture
def en_francais(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "fr")
    parler_francais()


@pytest.mark.usefixtures("en_francais")
@pytest.mark.parametrize(("nom", "commande"), [pytest.param(*c, id=c[0]) for c in _commandes(parchemin)])
def test_chaque_aide_est_en_francais_et_donne_un_exemple_qui_se_lance(nom: str, commande: click.Command) -> None:
    aide = commande.get_help(click.Context(commande, info_name=nom))
    assert ANGLAIS.findall(aide) == []
    assert "\nOptions :\n" in aide
    assert "..." not in aide
    exemples = re.findall(r"^    parchemin (.+)$", aide, re.MULTILINE)
    assert exemples
    for exemple in exemples:
        _analyser(shlex.split(re.split(r" >|  ", exemple)[0]))


def _analyser(arguments: list[str]) -> None:
    """Fail on an option or a command that there is not."""
    commande: click.Command = parchemin
    while True:
        contexte = click.Context(commande)
        _, reste, _ = commande.make_parser(contexte).parse_args(arguments)
        if not isinstance(commande, click.Group) or not reste:
            return
        commande, arguments = commande.get_command(contexte, reste[0]), reste[1:]
        assert commande is not None


@pytest.mark.parametrize(
    ("dit", "attendu"),
    [
        ("seance ouvrirr x", "commande inconnue « ouvrirr » ; peut-être « ouvrir »"),
        ("titres verifer 1 2", "commande inconnue « verifer » ; peut-être « verifier »"),
        ("journal verifie", "commande inconnue « verifie » ; peut-être « verifier »"),
        ("base etatt", "commande inconnue « etatt » ; peut-être « etat »"),
        ("recours lsite", "commande inconnue « lsite » ; peut-être « liste »"),
        ("seance proclamer 1 --bas x", "Option inconnue '--bas'. Vouliez-vous dire '--base' ?"),
    ],
)
def test_une_sous_commande_mal_tapee_est_corrigee(lancer: Callable, dit: str, attendu: str) -> None:
    resultat = lancer(*dit.split())
    assert resultat.returncode == 2
    assert attendu in resultat.stderr


def test_verifier_n_ecrit_rien_et_n_en_parle_pas(lancer: Callable, exemple: Path) -> None:
    (exemple / "dossiers.csv").write_text("dossier;nom;prenon;voie;entree\n", encoding="utf-8")
    resultat = lancer("verifier", exemple / "dossiers.csv")
    assert resultat.returncode == 2
    assert "3 défauts :" in resultat.stderr
    assert "écrit" not in resultat.stderr


@pytest.fixture
def registre(lancer: Callable, exemple: Path, tmp_path: Path) -> Callable:
    """Return how to run a command over a register where a séance has been deliberated and decided."""
    base = {"PARCHEMIN_BASE": f"sqlite:///{tmp_path / 'r.db'}"}

    def faire(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        resultat = lancer(*arguments, **base)
        assert resultat.returncode == 0, resultat.stderr
        return resultat

    faire("seance", "ouvrir", exemple)
    faire("seance", "deliberer", "1")
    faire("seance", "decider", "1", "--dossier", "GC-2203-07", "incomplet")
    return faire


def test_a_l_ecran_des_mots_et_en_json_des_codes(registre: Callable) -> None:
    assert "│ Jury paritaire national │ Montreuil │ ouverte " in registre("seance", "liste").stdout
    proclamee = registre("seance", "proclamer", "1", "--oui").stdout
    assert "Pour imprimer : parchemin pv 1, parchemin parchemins 1, parchemin notifications 1\n" in proclamee
    assert " proclamée " in registre("seance", "liste").stdout
    assert "Gestionnaire conseil de la Sécurité sociale : proclamée\n" in registre("seance", "montrer", "1").stdout
    registre("titres", "revoquer", "2022-000001", "--motif", "fraude", "--le", "2022-04-04", "--oui")
    titres = registre("titres", "--candidat", "Lefèvre").stdout
    assert re.search(r"│ 2022-000001 │ CQP .* │ révoqué │", titres)
    assert re.search(r"│ 2022-000002 │ CCP .* │ valide ", titres)
    seance = json.loads(registre("seance", "liste", "--json").stdout)["seances"][0]
    assert (seance["instance"], seance["etat"]) == ("jury_paritaire_national", "proclamee")
    titre = json.loads(registre("titres", "--json").stdout)["titres"][0]
    assert (titre["nature"], titre["etat"]) == ("cqp", "revoque")


def _repondre(reponse: str, commande: list[str], dossier: Path) -> subprocess.CompletedProcess[str]:
    """Run a command on a pseudo-terminal where an answer is typed."""
    import pty

    maitre, esclave = pty.openpty()
    os.write(maitre, f"{reponse}\n".encode())
    resultat = subprocess.run(
        [sys.executable, "-m", "parchemin_cli", *commande],
        stdin=esclave,
        env={**os.environ, "PARCHEMIN_BASE": f"sqlite:///{dossier / 'r.db'}"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    os.close(maitre)
    os.close(esclave)
    return resultat


@pytest.mark.parametrize(("reponse", "statut"), [("oui", 0), ("non", 2)])
@pytest.mark.skipif(not hasattr(os, "fork"), reason="ce système n'a pas de pseudo-terminal")
def test_sur_un_terminal_proclamer_demande_confirmation(
    registre: Callable, tmp_path: Path, reponse: str, statut: int
) -> None:
    resultat = _repondre(reponse, ["seance", "proclamer", "1"], tmp_path)
    assert resultat.returncode == statut
    assert "Proclamer la séance 1" in resultat.stderr
    etat = json.loads(registre("seance", "montrer", "1", "--json").stdout)["seance"]["etat"]
    assert etat == ("proclamee" if reponse == "oui" else "ouverte")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="ce système n'a pas de pseudo-terminal")
def test_sur_un_terminal_rectifier_demande_confirmation(registre: Callable, tmp_path: Path) -> None:
    registre("seance", "proclamer", "1", "--oui")
    commande = [
        "seance",
        "rectifier",
        "1",
        "--dossier",
        "GC-2203-01",
        "--verdict",
        "GRU=non_acquis",
        "--motif",
        "erreur",
    ]
    resultat = _repondre("non", commande, tmp_path)
    assert (resultat.returncode, "des titres peuvent être révoqués" in resultat.stderr) == (2, True)
    assert "Titres révoqués : " in registre(*commande, "--oui").stdout


@pytest.mark.parametrize("shell", ["bash", "fish", "powershell", "zsh"])
def test_chaque_shell_a_de_quoi_completer(lancer: Callable, shell: str) -> None:
    resultat = lancer("completion", shell)
    assert resultat.returncode == 0
    assert f"{shell}_complete" in resultat.stdout


@pytest.mark.parametrize(
    ("mots", "mot", "attendus"),
    [
        (["parchemin", "sea"], "sea", ["seance"]),
        (["parchemin", "seance"], "", ["decider", "ouvrir", "proclamer"]),
        (["parchemin", "seance", "proclamer", "1", "--o"], "--o", ["--oui"]),
        (["parchemin", "verifier", '"C:\\Mes séances\\j"'], '"C:\\Mes séances\\j"', []),
    ],
)
def test_powershell_recoit_un_nom_par_ligne(
    lancer: Callable, mots: list[str], mot: str, attendus: list[str]
) -> None:
    demande = {"_PARCHEMIN_COMPLETE": "powershell_complete", "COMP_WORDS": "\n".join(mots), "COMP_MOT": mot}
    resultat = lancer(**demande)
    assert (resultat.returncode, resultat.stderr) == (0, "")
    noms = resultat.stdout.split()
    assert [nom for nom in attendus if nom not in noms] == []
    assert len(noms) == len(attendus) or mot == ""
