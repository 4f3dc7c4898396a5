"""What came after a proclamation, and what is asked of who is not certified, as the documents say it."""

import re
from collections.abc import Callable
from datetime import date

import pytest

from parchemin.deliberation.decision import DecisionDemandee as Demande
from parchemin.deliberation.pieces import Piece
from parchemin.documents.contenus import dossiers, motifs
from parchemin.documents.pdf import notifications, pv, typographie
from parchemin.jury import Constat, Gravite
from parchemin.jury.regles import SANS_FORMATION
from parchemin.referentiel.model import Source
from parchemin.registre.apres import recours, rectification
from parchemin.registre.apres.cause import Cause
from parchemin.registre.apres.rectification import Reprise

GC, GC_2013, GCAR = "ucanss/gc-2021", "ucanss/gc-2013", "ucanss/gcar-2017"
CDC, CE = "courtage/cdc-2017", "agirc-arrco/ce-2024"
UCANSS = ["001", "002", "004"]
"""What is said of its jury cites all three; what is said of a dossier, one."""


def _piece(registre, code: str, numero: int = 1) -> Piece:
    return next(piece for piece in registre.actes(numero).pieces if piece.dossier.code == code)


def imprimer(quoi: str, donnees: dict) -> bytes:
    with typographie.atelier(quoi) as atelier:
        return atelier.composer(donnees, date(2025, 6, 1))


def _suites(piece: Piece) -> list[str]:
    return [re.sub(r"\d{4}-\d{6}|\d+\)", "…", dite.replace("\u202f", " ")) for dite in dossiers.suites(piece)]


def test_une_rectification_se_dit_a_part_de_ce_que_le_jury_avait_decide(proclame: Callable) -> None:
    registre = proclame(GC)
    avant = _piece(registre, "GC-2203-01")
    cause = Cause(date(2022, 9, 1), "PV : deux voix sur quatre")
    rectification.rectifier(registre.service, 1, "GC-2203-01", Reprise({"GRU": "non_acquis"}, cause))
    apres = _piece(registre, "GC-2203-01")
    assert (apres.decisions, apres.titres) == (avant.decisions, avant.titres)
    assert (dossiers.suites(avant), len(avant.titres)) == ([], 4)
    assert _suites(apres) == [
        "Le 1er\u00a0septembre 2022, bloc GRU : non acquis, par rectification (acte n°\u00a0….",
        "Le 1er\u00a0septembre 2022, ensemble : partiel, par rectification (acte n°\u00a0….",
        "Le 1er\u00a0septembre 2022, révocation : Certificat de qualification professionnelle n°\u00a0… "
        "(acte n°\u00a0….",
        "Le 1er\u00a0septembre 2022, révocation : Certificat de compétences professionnelles (GRU) n°\u00a0… "
        "(acte n°\u00a0….",
    ]
    actes = registre.actes(1)
    du_pv = next(dite for dite in pv.donnees(actes)["dossiers"] if dite["suites"])
    assert du_pv["suites"] == notifications.lettre(actes, apres)["suites"] == dossiers.suites(apres)


def test_un_titre_obtenu_sur_recours_n_est_pas_de_la_seance(proclame: Callable, relire: Callable) -> None:
    registre = proclame(CE)
    depot = recours.deposer(registre.service, 1, "CE-2503-12", Cause(date(2025, 4, 1), "B3"))
    arret = recours.ArretDemande("cpnef", Cause(date(2025, 5, 6), "Erreur de report"), {"B3": "acquis"})
    recours.decider(registre.service, depot.recours, arret)
    piece = _piece(registre, "CE-2503-12")
    assert not any("B3" in nature for nature in (titre.nature for titre in piece.titres))
    assert [dite.partition(" (acte")[0] for dite in _suites(piece)] == [
        "Le 6\u00a0mai 2025, bloc B3 : acquis, sur recours",
        "Le 6\u00a0mai 2025, ensemble : certifié, sur recours",
        "Le 6\u00a0mai 2025, délivrance : Certificat de qualification professionnelle n°\u00a0…",
    ]
    actes = registre.actes(1)
    assert "Depuis la proclamation" in " ".join(relire(imprimer("pv", pv.donnees(actes))))
    lettre = notifications.donnees(actes, [piece])
    assert "Depuis cette décision" in " ".join(relire(imprimer("notifications", lettre)))


def test_l_ensemble_qui_suit_des_blocs_n_a_pas_de_motif_a_lui(registre) -> None:
    numero = registre.ouvrir(GC)
    motif = "L'entretien l'a montré."
    registre.decider(numero, Demande("GC-2203-04", "acquis", "GRU", motif=motif))
    registre.proclamer(numero)
    [ecart] = dossiers.ecarts(_piece(registre, "GC-2203-04", numero))
    assert ecart == {"quoi": "Écart à la proposition, bloc GRU", "motif": "L’entretien l’a montré."}


def test_on_ne_demande_que_ce_qui_manque(proclame: Callable) -> None:
    for exemple in (CDC, GC_2013):
        registre = proclame(exemple)
        dites = [dite for piece in registre.actes(1).pieces for dite in motifs.conditions(piece)]
        assert dites
        for dite in dites:
            assert dite["constat"] != "aucune note éliminatoire"
            assert "suivi le" not in dite["constat"]
            assert dite["constat"] != "7/7 blocs acquis"


def test_une_seance_a_distance_n_est_faite_nulle_part(proclame: Callable) -> None:
    registre = proclame(CE)
    actes = registre.actes(1)
    assert notifications.lettre(actes, actes.pieces[0])["fait"] == "Fait le 20\u00a0mars 2025"


@pytest.mark.parametrize(
    ("exemple", "cites"),
    [(GC, UCANSS), (GC_2013, UCANSS), (GCAR, UCANSS), (CDC, ["003"]), (CE, ["000"])],
)
def test_le_pv_dit_de_quels_documents_viennent_ses_sources(proclame: Callable, exemple: str, cites: list) -> None:
    donnees = pv.donnees(proclame(exemple).actes(1))
    sources = [motif["source"] for dite in donnees["dossiers"] for motif in dite["manques"] + dite["conditions"]]
    assert {code for source in sources for code in re.findall(r"\b\d{3}\b", source)} <= set(cites)
    assert [dite.partition("\u202f:")[0] for dite in donnees["documents"]] == cites


def test_le_jury_se_dit_par_ses_sieges(proclame: Callable) -> None:
    cadre = proclame(GC).actes(1).cadre
    role, intitule = next(iter(cadre.sieges.items()))
    constat = Constat(Gravite.ALERTE, "x", SANS_FORMATION(membre="Diot (maladie)", siege=role), Source("x", ""))
    dit = f"Diot (maladie) ({intitule}) : formation des jurys non renseignée, elle est obligatoire"
    assert constat.dire(cadre.lexique()) == dit
