"""``parchemin jury``: the JSON to the letter, the exit status, and the same findings inside ``deliberer``."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def irregulier(exemple: Path) -> Path:
    """Return the example before a jury professionnel whose expert comes from the employer of a candidate."""
    seance = exemple / "seance.toml"
    texte = seance.read_text(encoding="utf-8").split("[[membres]]")[0]
    texte = texte.replace("jury_paritaire_national", "jury_professionnel")
    entete, premiere = (exemple / "dossiers.csv").read_text(encoding="utf-8").splitlines()[:2]
    organisme = premiere.split(";")[entete.split(";").index("organisme")]
    texte += (
        '[[membres]]\nnom = "Roy"\nrole = "president"\norganisme = "Ucanss"\nformation_jury = 2021-11-05\n'
        f'[[membres]]\nnom = "Sy"\nrole = "expert_metier"\norganisme = "{organisme}"\n'
    )
    seance.write_text(texte, encoding="utf-8")
    return exemple


def test_un_jury_regulier_finit_par_zero(lancer: Callable, exemple: Path) -> None:
    resultat = lancer("jury", exemple, "--json")
    document = json.loads(resultat.stdout)
    assert (resultat.returncode, list(document), document["regulier"]) == (0, ["regulier", "constats"], True)
    for constat in document["constats"]:
        assert list(constat) == ["gravite", "code", "message", "source"]
        assert constat["gravite"] == "alerte"


@pytest.mark.parametrize("arguments", [("jury",), ("grille", "--sortie", "g.xlsx")], ids=["jury", "grille"])
def test_avant_toute_observation(lancer: Callable, exemple: Path, arguments: tuple[str, ...]) -> None:
    (exemple / "observations.csv").unlink()
    resultat = lancer(*arguments, exemple)
    assert (resultat.returncode, "absent" in resultat.stderr) == (0, False)
    (exemple / "dossiers.csv").unlink()
    assert "dossiers.csv : fichier absent" in lancer(*arguments, exemple).stderr


def test_un_jury_irregulier_finit_par_un_et_dit_tout(lancer: Callable, irregulier: Path) -> None:
    resultat = lancer("jury", irregulier, "--json")
    document = json.loads(resultat.stdout)
    codes = {constat["code"] for constat in document["constats"] if constat["gravite"] == "irregularite"}
    assert (resultat.returncode, document["regulier"]) == (1, False)
    assert codes == {"formation_jury", "meme_employeur"}
    mots = lancer("jury", irregulier)
    assert mots.returncode == 1
    assert "Jury irrégulier" in mots.stdout
    assert "l'organisme qui emploie le candidat de GC-2203-01" in " ".join(mots.stdout.split())
    assert "Sy (Expert métier) : formation des jurys" in " ".join(mots.stdout.split())
    assert "Sy (expert_metier) : formation des jurys" in resultat.stdout


def test_deliberer_dit_la_meme_chose_du_jury(lancer: Callable, irregulier: Path) -> None:
    document = json.loads(lancer("deliberer", irregulier, "--json").stdout)
    assert document["seance"]["jury_regulier"] is False
    alertes = {dossier["dossier"]: dossier["alertes"] for dossier in document["dossiers"]}
    concernes = [code for code, dites in alertes.items() if any("qui emploie" in dite for dite in dites)]
    assert concernes[0] == "GC-2203-01"
    assert len(concernes) < len(alertes)
    assert all(any("formation des jurys" in dite for dite in dites) for dites in alertes.values())
    sortie = lancer("deliberer", irregulier).stdout
    assert "Jury irrégulier" in sortie
    assert "hors des sessions" in sortie


def test_une_seance_fautive_finit_par_deux(lancer: Callable, exemple: Path) -> None:
    (exemple / "dossiers.csv").write_text("dossier;nom\n", encoding="utf-8")
    assert lancer("jury", exemple).returncode == 2


def test_le_referentiel_dit_qui_siege(lancer: Callable) -> None:
    sortie = lancer("referentiel", "courtage.cdc").stdout
    assert "Organisation syndicale (organisation_syndicale) : 0 à 5" in sortie
    assert "Quorum : 4 personnes." in sortie
    dite = " ".join(sortie.split())
    assert "Pour chaque évaluateur (Organisme de formation, Référent entreprise, Commission d'évaluation)" in dite
    assert (
        "Pour chaque évaluateur (of, referent, commission)"
        in lancer("referentiel", "courtage.cdc", "--json").stdout
    )
