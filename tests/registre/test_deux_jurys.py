"""Two juries for one session: the first proposes, the second proclaims, and may depart with a motif."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from attrs import evolve

from parchemin.deliberation import Issue
from parchemin.deliberation.decision import ENSEMBLE
from parchemin.deliberation.decision import DecisionDemandee as Demande
from parchemin.dossier.model import Membre
from parchemin.dossier.readers.complement import lire_complement
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.errors import ActeRefuse, CodeInconnu, DonneesInvalides
from parchemin.plugin.host import Hote
from parchemin.registre.seance import decisions, seances
from parchemin.registre.seance.proclamation import proclamer
from parchemin.registre.seance.propositions import deliberer, rejouer
from parchemin.registre.service import Registre

LOCAL = (
    Membre("Anne Bertrand", "representant_caisse_nationale", "Caisse nationale"),
    Membre("Luc Caron", "representant_branche", "Organisme de Lille"),
    Membre("Zoé Denis", "expert_metier", "Organisme de Nice"),
)
MARCHAL = "CAR-1806-01"
"""Certified by its marks."""


@pytest.fixture
def locale(registre: Registre, hote: Hote, exemple: Callable) -> int:
    """Return a séance of a local jury, deliberated."""
    lue = LecteurDeSeance(
        exemple("ucanss/gcar-2017", ("jury_paritaire_national", "jury_local")), hote.catalogue
    ).entiere()
    numero = seances.ouvrir(registre, evolve(lue, date=date(2018, 6, 5), membres=LOCAL)).seance
    deliberer(registre, numero)
    for dossier in ("CAR-1806-05", "CAR-1806-12"):
        decisions.decider(registre, numero, Demande(dossier, "incomplet"))
    return numero


@pytest.fixture
def en_tete(exemple: Callable) -> Path:
    """Return a folder that holds the heading of a national séance, and no dossier."""
    dossier: Path = exemple("ucanss/gcar-2017", ou="nationale")
    for table in ("dossiers.csv", "observations.csv"):
        (dossier / table).unlink()
    return dossier


@pytest.fixture
def suivre(registre: Registre, hote: Hote, en_tete: Path, locale: int) -> Callable[[], int]:
    """Return a function that opens and deliberates the national séance."""

    def suivre() -> int:
        numero = seances.ouvrir(
            registre, LecteurDeSeance(en_tete, hote.catalogue, suite=True).entiere(), locale
        ).seance
        deliberer(registre, numero)
        return numero

    return suivre


def _montrer(registre: Registre, hote: Hote, numero: int, code: str) -> decisions.DossierMontre:
    (montre,) = decisions.montrer(registre, numero, code)
    return montre


def test_la_seconde_seance_prend_les_dossiers_de_la_premiere(
    registre: Registre, hote: Hote, locale: int, suivre: Callable
) -> None:
    nationale = suivre()
    with registre.lire() as cx:
        premiere, seconde = (
            [lu for page in seances.parcourir(cx, seances.charger(cx, numero, hote.catalogue)) for lu in page]
            for numero in (locale, nationale)
        )
    assert [(lu.dossier, lu.personne) for lu in seconde] == [(lu.dossier, lu.personne) for lu in premiere]
    assert suivre() == nationale


def test_sans_suite_une_seance_sans_dossiers_est_un_defaut(hote: Hote, en_tete: Path) -> None:
    with pytest.raises(DonneesInvalides, match=r"dossiers\.csv : fichier absent"):
        LecteurDeSeance(en_tete, hote.catalogue).entiere()


def test_un_classeur_a_la_suite_se_passe_de_ses_tables(hote: Hote, tmp_path: Path) -> None:
    livre = openpyxl.Workbook()
    feuille = livre.active
    feuille.title = "seance"
    for ligne in (
        ("certification", "ucanss.gcar"),
        ("date", "2018-06-21"),
        ("instance", "jury_paritaire_national"),
    ):
        feuille.append(ligne)
    livre.save(tmp_path / "n.xlsx")
    assert LecteurDeSeance(tmp_path / "n.xlsx", hote.catalogue, suite=True).entiere().dossiers == ()
    with pytest.raises(DonneesInvalides, match="feuille « dossiers » absente"):
        LecteurDeSeance(tmp_path / "n.xlsx", hote.catalogue).entiere()


def test_des_dossiers_nommes_et_absents_sont_un_defaut_meme_a_la_suite(hote: Hote, en_tete: Path) -> None:
    with (en_tete / "seance.toml").open("a", encoding="utf-8") as flux:
        flux.write('[fichiers]\ndossiers = "les-dossiers.csv"\n')
    with pytest.raises(DonneesInvalides, match=r"les-dossiers\.csv : fichier absent"):
        LecteurDeSeance(en_tete, hote.catalogue, suite=True).entiere()


def test_ce_que_le_premier_jury_decide_est_ce_qui_est_propose_au_second(
    registre: Registre, hote: Hote, locale: int, suivre: Callable
) -> None:
    decisions.decider(registre, locale, Demande(MARCHAL, "non_certifie", motif="oral repris"))
    montre = _montrer(registre, hote, suivre(), MARCHAL)
    assert montre.propose.issue is Issue.NON_CERTIFIE
    assert montre.propose.avis_precedents == {ENSEMBLE: Issue.NON_CERTIFIE}


def test_le_second_jury_s_ecarte_avec_un_motif(
    registre: Registre, locale: int, suivre: Callable, lus: Callable
) -> None:
    decisions.decider(registre, locale, Demande(MARCHAL, "non_certifie", motif="oral repris"))
    nationale, certifie = suivre(), Demande(MARCHAL, "certifie")
    with pytest.raises(ActeRefuse, match="« certifié » s'écarte de la proposition, « non certifié »"):
        decisions.decider(registre, nationale, certifie)
    decisions.decider(registre, nationale, evolve(certifie, motif="les notes suffisent"))
    proclamer(registre, nationale)
    assert [titre.delivre_le for titre in lus("Marchal")] == [date(2018, 6, 21)]


def test_la_seconde_proclame_close_la_premiere_et_date_les_titres(
    registre: Registre, locale: int, suivre: Callable, lus: Callable, tient: Callable
) -> None:
    decisions.decider(registre, locale, Demande(MARCHAL, "non_certifie", motif="oral repris"))
    with pytest.raises(ActeRefuse, match="jury_local ne proclame pas"):
        proclamer(registre, locale)
    proclamer(registre, nationale := suivre())
    assert lus("Marchal") == []
    assert {titre.delivre_le for titre in lus("")} == {date(2018, 6, 21)}
    etats = {resume.id: resume.etat for resume in seances.lister(registre)}
    assert etats == {locale: seances.Etat.PROPOSEE, nationale: seances.Etat.PROCLAMEE}
    with pytest.raises(ActeRefuse, match="close : une autre a proclamé"):
        decisions.decider(registre, locale, Demande(MARCHAL, "certifie", remplace=3))
    assert rejouer(registre, nationale).differences == ()
    assert tient()


def test_un_avis_change_apres_la_deliberation_est_a_deliberer_de_nouveau(
    registre: Registre, locale: int, suivre: Callable
) -> None:
    nationale = suivre()
    decisions.decider(registre, locale, Demande(MARCHAL, "non_certifie", motif="oral repris"))
    with pytest.raises(ActeRefuse, match=f"dossier {MARCHAL} : à délibérer"):
        proclamer(registre, nationale)
    assert deliberer(registre, nationale).nouvelles == 1
    proclamer(registre, nationale)


def test_des_dossiers_qui_different_ne_se_proclament_pas(
    registre: Registre, hote: Hote, locale: int, suivre: Callable, tmp_path: Path
) -> None:
    nationale = suivre()
    ajouts = tmp_path / "d.csv"
    for numero, code in ((locale, "L1"), (nationale, "N1")):
        ajouts.write_text(f"dossier;nom;prenom;voie;entree\n{code};Neuf;Ève;vae;2018-01-02\n", encoding="utf-8")
        _importer(registre, hote, numero, ajouts)
    raisons = _refus(registre, nationale)
    assert f"dossier L1 : absent ici, il vient de la séance {locale} ; importez les mêmes fichiers" in raisons
    assert f"dossier N1 : absent de la séance {locale} ;" in raisons
    assert f"séance {locale} : 1 dossier à délibérer, dont" in raisons


def test_un_dossier_corrige_d_un_seul_cote_ne_se_proclame_pas(
    registre: Registre, hote: Hote, locale: int, suivre: Callable, tmp_path: Path
) -> None:
    nationale, ajouts = suivre(), tmp_path / "d.csv"
    with registre.lire() as cx:
        fiche = seances.charger(cx, locale, hote.catalogue)
        (lu,) = next(seances.parcourir(cx, fiche, MARCHAL))
    qui = lu.dossier.candidat
    ligne = f"{MARCHAL};{qui.nom};{qui.prenom};{qui.naissance};{lu.dossier.voie};{lu.dossier.entree};Ailleurs"
    entete = "dossier;nom;prenom;naissance;voie;entree;organisme"
    ajouts.write_text(f"{entete}\n{ligne}\n", encoding="utf-8")
    _importer(registre, hote, locale, ajouts)
    assert _refus(registre, nationale).startswith(f"dossier {MARCHAL} : il diffère de celui de la séance")
    _importer(registre, hote, nationale, ajouts)
    assert _refus(registre, nationale) == f"dossier {MARCHAL} : à délibérer, il a changé ou ne l'a jamais été"


def _importer(registre: Registre, hote: Hote, numero: int, fichier: Path) -> None:
    with registre.lire() as cx:
        seance = seances.complete(cx, seances.charger(cx, numero, hote.catalogue))
    seances.importer(registre, numero, lire_complement([fichier], seance, hote.catalogue))


def _refus(registre: Registre, numero: int) -> str:
    with pytest.raises(ActeRefuse) as refus:
        proclamer(registre, numero)
    return "\n".join(map(str, refus.value.raisons))


def test_un_premier_jury_irregulier_ne_propose_rien(
    registre: Registre, hote: Hote, exemple: Callable, en_tete: Path
) -> None:
    lue = LecteurDeSeance(
        exemple("ucanss/gcar-2017", ("jury_paritaire_national", "jury_local")), hote.catalogue
    ).entiere()
    locale = seances.ouvrir(registre, evolve(lue, membres=LOCAL[:2])).seance
    nationale = seances.ouvrir(
        registre, LecteurDeSeance(en_tete, hote.catalogue, suite=True).entiere(), locale
    ).seance
    assert f"séance {locale}, jury irrégulier : " in _refus(registre, nationale)


def test_un_debat_que_ni_l_un_ni_l_autre_ne_tranche_refuse(
    registre: Registre, hote: Hote, ouvrir: Callable, exemple: Callable
) -> None:
    """The commission of courtage may leave a debate to the jury: the guide says that the jury settles it."""
    nom = "courtage/cdc-2017"
    dossier: Path = exemple(nom, ("jury_certification", "commission_evaluation"))
    commission = (Membre("Anne", "delegue_jury"), Membre("Luc", "delegue_jury"))
    lue = evolve(LecteurDeSeance(dossier, hote.catalogue).entiere(), membres=commission)
    premiere = seances.ouvrir(registre, lue).seance
    deliberer(registre, premiere)
    tranche = Demande("CDC-1806-01", "acquis", "BC3", motif="entretien")
    decisions.decider(registre, premiere, tranche)
    suite: Path = exemple(nom, ou="suite")
    (suite / "dossiers.csv").unlink()
    (suite / "observations.csv").unlink()
    jury = seances.ouvrir(registre, LecteurDeSeance(suite, hote.catalogue, suite=True).entiere(), premiere).seance
    deliberer(registre, jury)
    assert "dossier CDC-1806-01 : débat ouvert sur BC4\n" in _refus(registre, jury)
    decisions.decider(registre, jury, evolve(tranche, objet="BC4"))
    assert "CDC-1806-01 : débat" not in _refus(registre, jury)


def test_ce_qui_est_proclame_ne_se_propose_pas_deux_fois(
    registre: Registre, hote: Hote, locale: int, suivre: Callable, en_tete: Path
) -> None:
    premiere = suivre()
    lue = LecteurDeSeance(en_tete, hote.catalogue, suite=True).entiere()
    autre = seances.ouvrir(registre, evolve(lue, lieu="Lille"), locale, de_nouveau=True).seance
    deliberer(registre, autre)
    proclamer(registre, premiere)
    assert f"séance {locale} : une autre séance a déjà proclamé ce qu'elle propose" in _refus(registre, autre)
    with pytest.raises(ActeRefuse, match="est close : elle n'a plus rien à proposer"):
        seances.ouvrir(registre, evolve(lue, lieu="Nice"), locale)
    with pytest.raises(CodeInconnu, match="séance 99 inconnue"):
        seances.ouvrir(registre, evolve(lue, lieu="Nice"), 99)
