"""The commands over the register as a script gives them: what they print, and how they end."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from getpass import getuser
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine, text

from parchemin.errors import RegistreIndisponible
from parchemin.registre.socle import schema
from parchemin.registre.socle.base import Base, attente
from parchemin_cli import registre
from parchemin_cli.rendu.reponse import sur_un_terminal


def test_une_seance_d_un_bout_a_l_autre(lancer: Callable, adresse: str, exemple: Callable) -> None:
    dossier = exemple("ucanss/gc-2021")

    def dire(*arguments: object, statut: int = 0) -> dict:
        resultat = lancer(*arguments, "--json", base=adresse)
        assert resultat.returncode == statut, resultat.stderr
        document: dict = json.loads(resultat.stdout)
        return document

    assert dire("base", "etat", statut=1)["revision"] is None
    assert dire("seance", "ouvrir", dossier) == {"seance": 1, "ajoutes": 14, "completes": 0, "deja": False}
    assert dire("base", "etat")["a_jour"]
    assert dire("seance", "importer", "1", dossier / "observations.csv")["deja"]
    assert dire("seance", "deliberer", "1")["nouvelles"] == 14
    refus = dire("seance", "proclamer", "1", "--oui", statut=1)["refus"]
    assert refus[0]["message"].startswith("dossier GC-2203-07 : observations manquantes sur GRU")
    decision = dire("seance", "decider", "1", "incomplet", "--dossier", "GC-2203-07", "--pour", "4")
    assert (decision["propose"], decision["votes"]["pour"]) == ("incomplet", 4)
    sans_motif = ("seance", "decider", "1", "non_acquis", "--dossier", "GC-2203-01", "--bloc", "GRU")
    assert "motif obligatoire" in dire(*sans_motif, statut=1)["refus"][0]["message"]
    proclamee = dire("seance", "proclamer", "1", "--oui")
    titres = dire("titres", "--le", "2022-03-16")["titres"]
    assert [titre["numero"] for titre in titres][-1] == f"2022-{proclamee['titres']:06d}"
    assert {titre["etat"] for titre in titres} == {"valide"}
    assert dire("titres", "--candidat", "LEFEVRE")["titres"][0]["candidat"] == "Lefèvre Amélie"
    assert dire("seance", "rejouer", "1")["identique"]
    montree = dire("seance", "montrer", "1")
    assert (montree["seance"]["etat"], len(montree["dossiers"])) == ("proclamee", 14)
    assert dire("seance", "liste")["seances"][0]["decisions"] > 14
    assert [acte["nature"] for acte in dire("journal")["actes"]][:3] == ["ouverture", "deliberation", "decision"]
    assert dire("journal", "verifier")["tient"]


def test_du_recours_a_l_erratum(lancer: Callable, adresse: str, ce: int) -> None:
    def dire(*arguments: object, statut: int = 0) -> dict:
        resultat = lancer(*arguments, "--json", base=adresse)
        assert resultat.returncode == statut, resultat.stderr
        document: dict = json.loads(resultat.stdout)
        return document

    def etats(le: str) -> list[tuple[str, str, str]]:
        trouves = dire("titres", "--candidat", "Tanguy", "--le", le)["titres"]
        return [(titre["numero"][5:], titre["candidat"], titre["etat"]) for titre in trouves]

    depot = ("--dossier", "CE-2503-12", "--le", "2025-04-01", "--motif", "B3 mal compté")
    assert dire("recours", "deposer", ce, *depot)["recours"] == 1
    assert dire("recours", "deposer", ce, *depot)["deja"]
    accueil = ("--instance", "cpnef", "--le", "2025-05-06", "--motif", "attendus tenus", "--verdict", "B3=acquis")
    assert dire("recours", "decider", 1, *accueil)["suites"]["delivres"] == ["2025-000019"]
    assert dire("recours", "decider", 1, *accueil)["deja"]
    assert dire("recours", "liste")["recours"][0]["etat"] == "accueilli"
    nom = ("--nom", "Tanguÿ", "--le", "2025-06-01", "--motif", "mal orthographié")
    assert dire("titres", "rectifier", "2025-000016", *nom)["concernes"] == ["2025-000017", "2025-000019"]
    mal = ("--dossier", "CE-2503-12", "--verdict", "B2=non_acquis", "--verdict", "partiel", "--le", "2025-07-01")
    rectifie = dire("seance", "rectifier", ce, *mal, "--motif", "PV : B2 refusé")
    assert rectifie["revoques"] == ["2025-000017", "2025-000019"]
    assert rectifie["delivres"] == ["2025-000020"]
    revocation = ("2025-000016", "--le", "2025-08-01", "--motif", "fraude")
    assert dire("titres", "revoquer", *revocation)["acte"]
    anciens, jour = [("000016", "Tanguy Romain", "valide"), ("000017", "Tanguy Romain", "valide")], "2025-08-01"
    assert etats("2025-03-20") == anciens
    assert etats("2025-05-06") == [*anciens, ("000019", "Tanguy Romain", "valide")]
    assert {(qui, etat) for _, qui, etat in etats("2025-06-30")} == {("Tanguÿ Romain", "valide")}
    derniers = {"000016": "revoque", "000017": "revoque", "000019": "revoque", "000020": "valide"}
    assert {numero: etat for numero, _, etat in etats(jour)} == derniers
    assert dire("journal", "verifier")["tient"]


def test_l_instance_d_un_recours_se_dit_par_son_nom(lancer: Callable, adresse: str, ce: int) -> None:
    depot = ("--dossier", "CE-2503-12", "--le", "2025-04-01", "--motif", "B3 mal compté")
    assert lancer("recours", "deposer", ce, *depot, base=adresse).returncode == 0
    rejet = ("recours", "decider", 1, "--instance", "cpnef", "--le", "2025-05-06", "--rejet", "--motif", "x")
    dit = lancer(*rejet, base=adresse).stdout
    assert "Recours 1 rejeté par l'instance « CPNEF » le 2025-05-06, enregistré" in dit


def test_montrer_dit_les_blocs_en_debat_et_ce_qui_est_en_vigueur(
    lancer: Callable, tmp_path: Path, exemple: Callable
) -> None:
    base = f"sqlite:///{tmp_path / 'r.db'}"

    def dire(*arguments: object) -> str:
        resultat = lancer("seance", *arguments, base=base)
        assert resultat.returncode == 0, resultat.stderr
        dite: str = resultat.stdout
        return dite

    dire("ouvrir", exemple("courtage/cdc-2017"))
    assert "│ —       │" in dire("montrer", 1)
    dire("deliberer", 1)
    renvoyes = [f"CDC-1806-{rang}" for rang in ("06", "09", "11", "12", "13", "17")]
    for dossier in renvoyes:
        assert "proclamer 1" in dire("decider", 1, "incomplet", "--dossier", dossier)
    dire("decider", 1, "certifie", "--dossier", "CDC-1806-01", "--motif", "accord")
    decide = ("decider", 1, "partiel", "--dossier", "CDC-1806-01", "--motif", "erreur", "--remplace", 9)
    assert "proclamer 1" in dire(*decide)
    assert "proclamer 1" in dire(*decide), "répété tant que la séance est ouverte"
    lignes = {ligne[2:13]: ligne for ligne in dire("montrer", 1).splitlines()}
    assert "│ en débat (BC3, BC4) " in lignes["CDC-1806-01"]
    assert "│ dossier partiel (acte 10, remplace l'acte 9) │" in lignes["CDC-1806-01"]
    assert "│ en débat (l'ensemble) │" in lignes["CDC-1806-13"]
    assert "│ incomplet             │ dossier incomplet (acte " in lignes["CDC-1806-11"]
    dire("proclamer", 1, "--oui")
    assert "proclamer" not in dire(*decide)
    assert "titre 2018-000017, bloc OPT3, Chargé de Clientèle" in lancer("journal", base=base).stdout
    titres = lancer("titres", "--le", "2018-06-14", base=base).stdout
    assert "│ bloc OPT3, Chargé de Clientèle " in titres
    assert "courtage.cdc@" not in titres


@pytest.mark.parametrize(
    ("arguments", "dit"),
    [
        (("recours", "decider", "1", "--instance", "cpnef", "--motif", "x"), "donnez --verdict"),
        (
            (
                "recours",
                "decider",
                "1",
                "--instance",
                "cpnef",
                "--motif",
                "x",
                "--rejet",
                "--verdict",
                "B1=acquis",
            ),
            "ou bien --rejet",
        ),
        (
            ("seance", "rectifier", "1", "--dossier", "D", "--motif", "x", "--verdict", "a", "--verdict", "b"),
            "deux verdicts pour l'ensemble",
        ),
        (("titres", "rectifier", "2025-000001", "--motif", "x"), "dites quoi corriger"),
        (("titres", "revoquer", "2025-000001"), "--motif"),
        (("recours", "deposer", "1", "--dossier", "D", "--motif", "x", "--le", "hier"), "--le"),
    ],
    ids=lambda valeur: valeur[1] if isinstance(valeur, tuple) else "",
)
def test_une_correction_mal_demandee_finit_par_2(
    lancer: Callable, tmp_path: Path, arguments: tuple, dit: str
) -> None:
    resultat = lancer(*arguments, base=f"sqlite:///{tmp_path / 'r.db'}")
    assert (resultat.returncode, resultat.stdout) == (2, "")
    assert dit in resultat.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("reponse", "statut", "etat"), [("oui", 0, "revoque"), ("non", 2, "valide")])
@pytest.mark.skipif(not hasattr(os, "fork"), reason="ce système n'a pas de pseudo-terminal")
def test_sur_un_terminal_la_revocation_demande_confirmation(
    lancer: Callable, adresse: str, ce: int, reponse: str, statut: int, etat: str
) -> None:
    import pty

    maitre, esclave = pty.openpty()
    commande = [sys.executable, "-m", "parchemin_cli", "titres", "revoquer", "2025-000001", "--motif", "fraude"]
    environnement = {**os.environ, "PARCHEMIN_BASE": adresse}
    os.write(maitre, f"{reponse}\n".encode())
    resultat = subprocess.run(
        commande, stdin=esclave, env=environnement, capture_output=True, encoding="utf-8", check=False
    )
    os.close(maitre)
    os.close(esclave)
    assert resultat.returncode == statut
    assert (
        "le titre 2025-000001, CQP Conseiller Entreprise, de Benhaddou Nadia.\nTapez « oui » pour continuer : "
        in resultat.stderr
    )
    titres = json.loads(lancer("titres", "--candidat", "Benhaddou", "--json", base=adresse).stdout)["titres"]
    assert [titre["etat"] for titre in titres] == [etat]


def test_en_mots_rien_n_est_en_anglais_ni_colore(lancer: Callable, tmp_path: Path, exemple: Callable) -> None:
    base = f"sqlite:///{tmp_path / 'r.db'}"
    attendus = {
        ("seance", "ouvrir", exemple("ucanss/gc-2021")): "Séance 1 ouverte : 14 dossiers ajoutés.",
        ("seance", "deliberer", "1"): "14 propositions nouvelles : 8 certifiés",
        ("seance", "montrer", "1"): "Lefèvre Amélie",
        ("seance", "liste"): "Jury paritaire national",
        ("journal",): "délibération",
        ("journal", "verifier"): "Le journal tient : 2 actes",
        ("titres",): "Aucun titre au ",
        ("base", "migrer"): "à jour",
    }
    for arguments, attendu in attendus.items():
        resultat = lancer(*arguments, base=base)
        assert (resultat.returncode, resultat.stderr) == (0, "")
        assert attendu in resultat.stdout
        assert "\x1b[" not in resultat.stdout


def test_un_ancien_registre_ne_se_met_pas_a_jour_sans_le_demander(lancer: Callable, adresse: str) -> None:
    base = Base(adresse)
    base.migrer(premiere := schema.revisions()[0])
    resultat = lancer("base", "migrer", base=adresse)
    assert (resultat.returncode, base.revision()) == (2, premiere)
    assert f"passera du schéma {premiere} au schéma {schema.REVISION}, sans retour." in resultat.stderr
    resultat = lancer("base", "migrer", "--oui", base=adresse)
    assert (resultat.returncode, base.revision()) == (0, schema.REVISION)
    base.fermer()


def test_un_journal_rompu_finit_par_1(lancer: Callable, tmp_path: Path, exemple: Callable) -> None:
    base = f"sqlite:///{tmp_path / 'r.db'}"
    assert lancer("seance", "ouvrir", exemple("ucanss/gc-2021"), base=base).returncode == 0
    with create_engine(base, poolclass=NullPool).begin() as cx:
        cx.execute(text("DROP TRIGGER journal_update"))
        cx.execute(text("UPDATE journal SET nature = 'autre'"))
    resultat = lancer("journal", "verifier", base=base)
    assert (resultat.returncode, resultat.stdout[:35]) == (1, "Le journal est rompu, acte 1 : modi")


@pytest.mark.parametrize(
    "arguments",
    [
        *(("seance", "liste"), ("seance", "deliberer", "1"), ("seance", "proclamer", "1", "--oui"), ("titres",)),
        ("seance", "decider", "1", "certifie", "--dossier", "D1"),
        ("recours", "deposer", "1", "--dossier", "D1", "--motif", "x"),
        ("titres", "revoquer", "2022-000001", "--motif", "x"),
        *(("journal", "verifier"), ("base", "anonymiser")),
    ],
    ids=" ".join,
)
def test_sans_registre_c_est_dit_et_rien_n_est_cree(lancer: Callable, tmp_path: Path, arguments: tuple) -> None:
    resultat = lancer(*arguments, base=f"sqlite:///{tmp_path / 'la' / 'r.db'}")
    assert (resultat.returncode, resultat.stdout) == (2, "")
    assert "aucun registre encore ; « parchemin seance ouvrir » le crée" in resultat.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "dit"),
    [
        (
            ("titres", "--base", "sqlite:///autre.db", "revoquer", "2022-1", "--motif", "x"),
            "--base se donne après",
        ),
        (("titres", "--candidat", "Lefèvre", "verifier", "2022-1", "X"), "--candidat se donne après « verifier »"),
        (("titres", "--le", "2022-01-01", "verifier", "2022-1", "X"), "--le se donne après « verifier »"),
        (("journal", "--json", "verifier"), "--json se donne après « verifier »"),
        (("titres", "--base", ""), "trouvé vide ; attendu sqlite:///…"),
        (("titres", "--base", "sqlite://"), "registre « sqlite:// » sans fichier : attendu sqlite:///chemin"),
        (("titres", "--base", "postgresql://a@127.0.0.1:abc/b"), "adresse de registre illisible"),
        (("seance", "montrer", "9" * 30), "attendu un numéro de 1 à 2147483647"),
        (("seance", "montrer", "0"), "attendu un numéro de 1 à 2147483647"),
        (("seance", "decider", "1", "acquis", "--dossier", "D", "--remplace", "2147483648"), "attendu un numéro"),
        (("recours", "decider", "2147483648", "--rejet", "--motif", "x"), "attendu un numéro de 1 à 2147483647"),
        (("parchemins", "1", "--sortie", ""), "attendu un fichier .pdf, ou un dossier"),
        (("notifications", "1", "--sortie", "x.html"), "attendu un fichier .pdf, ou un dossier"),
    ],
)
def test_une_demande_fautive_est_dite(lancer: Callable, arguments: tuple[str, ...], dit: str) -> None:
    resultat = lancer(*arguments)
    assert resultat.returncode == 2
    assert dit in resultat.stderr
    assert not resultat.stdout


@pytest.mark.parametrize("commande", ["emargement", "verifier"])
def test_un_nom_trop_long_est_dit(lancer: Callable, commande: str) -> None:
    resultat = lancer(commande, "9" * 5000)
    assert (resultat.returncode, "(le nom est trop long)" in resultat.stderr, resultat.stdout) == (2, True, "")


def test_un_nom_trop_long_est_dit_en_json(lancer: Callable) -> None:
    resultat = lancer("verifier", "9" * 5000, "--json")
    [erreur] = json.loads(resultat.stdout)["erreurs"]
    assert (resultat.returncode, "(le nom est trop long)" in erreur["message"]) == (2, True)


@pytest.mark.parametrize("ecrite", ["1e400", "nan", "-1", "dix"])
def test_une_attente_impossible_est_dite(ecrite: str) -> None:
    dit = f"PARCHEMIN_ATTENTE : trouvé « {ecrite} », attendu des secondes, de 0 à 3600"
    with pytest.raises(RegistreIndisponible, match=dit):
        attente({"PARCHEMIN_ATTENTE": ecrite})


@pytest.mark.skipif(sys.platform == "win32", reason="les arguments y sont de l'Unicode")
def test_un_argument_qui_n_est_pas_de_l_utf_8_est_dit() -> None:
    commande = [sys.executable, "-m", "parchemin_cli", "verifier", os.fsdecode(b"caf\xe9")]
    resultat = subprocess.run(commande, capture_output=True, check=False)
    assert resultat.returncode == 2
    assert "n'est pas de l'UTF-8 ; renommez ce fichier" in resultat.stderr.decode()


def test_sans_entree_standard_rien_n_est_demande(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert not sur_un_terminal()


def _auteurs(lancer: Callable, **ailleurs: str) -> list[str]:
    actes = json.loads(lancer("journal", "--json", **ailleurs).stdout)["actes"]
    assert list(actes[0]) == ["numero", "le", "auteur", "nature", "contenu", "empreinte", "role"]
    return [acte["auteur"] for acte in actes]


def test_chaque_acte_dit_qui_l_a_inscrit(lancer: Callable, exemple: Callable, adresse: str) -> None:
    """--auteur, else PARCHEMIN_AUTEUR, else the user of the session."""
    ou = {"base": adresse}
    assert lancer("seance", "ouvrir", exemple("ucanss/gc-2021"), "--auteur", "Mme Roy", **ou).returncode == 0
    assert lancer("seance", "deliberer", 1, **ou, PARCHEMIN_AUTEUR="M. Petit").returncode == 0
    decider = ("seance", "decider", 1, "incomplet", "--dossier", "GC-2203-07")
    assert lancer(*decider, **ou, PARCHEMIN_AUTEUR="").returncode == 0
    assert _auteurs(lancer, **ou) == ["Mme Roy", "M. Petit", getuser()]
    dit = lancer("journal", **ou, COLUMNS="200").stdout
    assert "│ Mme Roy  │ ouverture" in dit


@pytest.mark.parametrize("nom", ["", "  ", "A\x1b[31m", "A\nB"])
def test_un_auteur_sans_nom_ou_qui_ne_s_imprime_pas_est_refuse(
    lancer: Callable, exemple: Callable, nom: str
) -> None:
    resultat = lancer("seance", "ouvrir", exemple("ucanss/gc-2021"), "--auteur", nom)
    assert (resultat.returncode, resultat.stdout) == (2, "")
    assert "'--auteur' : attendu le nom de qui écrit" in resultat.stderr


@pytest.mark.parametrize("panne", [ImportError, KeyError, OSError])
def test_sans_nom_de_session_rien_ne_s_ecrit_sans_auteur(
    lancer: Callable, exemple: Callable, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, panne: type[Exception]
) -> None:
    def manquer() -> str:
        raise panne

    monkeypatch.setattr(registre, "getuser", manquer)
    ouvrir = ("seance", "ouvrir", exemple("ucanss/gc-2021"))
    resultat = lancer(*ouvrir, PARCHEMIN_AUTEUR="")
    assert resultat.returncode == 1
    assert "aucun auteur" in resultat.stderr
    assert not (tmp_path / "registre.db").exists()
    assert lancer(*ouvrir, PARCHEMIN_AUTEUR="Mme Roy").returncode == 0


def test_l_heure_d_un_acte_est_celle_d_ici(
    lancer: Callable, exemple: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    instant = datetime(2026, 7, 1, 0, 30, tzinfo=timezone(timedelta(hours=2)))
    monkeypatch.setattr(registre, "maintenant", lambda: instant)
    lancer("seance", "ouvrir", exemple("ucanss/gc-2021"))
    assert json.loads(lancer("journal", "--json").stdout)["actes"][0]["le"] == "2026-06-30T22:30:00+00:00"
    assert f"{instant.astimezone():%Y-%m-%d %H:%M:%S}" in lancer("journal", COLUMNS="200").stdout
