"""Mending an open séance: each mending is an act, nothing goes, and every state can reach every other."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from sqlalchemy import select

from parchemin.deliberation.decision import DecisionDemandee as Demande
from parchemin.deliberation.decision import Votes
from parchemin.dossier.model import Seance
from parchemin.dossier.readers.complement import lire_complement
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.errors import ActeRefuse, CodeInconnu
from parchemin.registre.journal import journal
from parchemin.registre.seance import decisions, modification, retouches, seances
from parchemin.registre.seance.etat import Etat
from parchemin.registre.seance.proclamation import examiner, proclamer
from parchemin.registre.seance.propositions import deliberer
from parchemin.registre.seance.retouches import Deport, Raison
from parchemin.registre.service import Registre
from parchemin.registre.socle.tables import PERSONNES
from parchemin.registre.titres import titres

GC = "ucanss/gc-2021"
SANS_GRU = "GC-2203-07"
UN = "GC-2203-01"


@pytest.fixture
def gc(ouvrir: Callable, exemple: Callable) -> int:
    numero: int = ouvrir(exemple(GC))
    return numero


def _codes(registre: Registre, numero: int) -> set[str]:
    return {fait.code for fait in examiner(registre, numero).empechements}


def _lue(registre: Registre, exemple: Callable, ou: str = "lue") -> Seance:
    seance: Seance = LecteurDeSeance(exemple(GC, ou=ou), registre.catalogue).entiere()
    return seance


def _titulaires(registre: Registre) -> set[str]:
    return {str(titre.candidat) for titre in titres.lister(registre, date(2022, 12, 31))}


def test_un_dossier_retire_n_est_plus_juge_et_n_a_aucun_titre(
    registre: Registre, gc: int, tient: Callable
) -> None:
    decisions.decider(registre, gc, Demande(UN, "acquis", "GRU"))
    retouches.retirer(registre, gc, SANS_GRU, Raison.ERREUR)
    faite = retouches.retirer(registre, gc, UN, Raison.DESISTEMENT, "Courriel du 12 mars")
    assert (faite.avant, faite.apres, faite.auteur) == ("", "desistement", "Secrétaire")
    with pytest.raises(ActeRefuse, match="GC-2203-01 retiré"):
        decisions.decider(registre, gc, Demande(UN, "acquis", "MDR"))
    assert deliberer(registre, gc).dossiers == 12
    assert proclamer(registre, gc).dossiers == 12
    assert "Lefèvre Amélie" not in _titulaires(registre)
    assert tient()


def test_un_desiste_qui_revient_n_a_rien_acquis(registre: Registre, gc: int, exemple: Callable) -> None:
    """What the jury had decided of who withdrew is worth nothing to the next jury, and nothing bars the way."""
    decisions.decider(registre, gc, Demande(UN, "acquis", "GRU"))
    retouches.retirer(registre, gc, SANS_GRU, Raison.ERREUR)
    retouches.retirer(registre, gc, UN, Raison.DESISTEMENT)
    proclamer(registre, gc)
    lue = _lue(registre, exemple)
    sien = tuple(dossier for dossier in lue.dossiers if dossier.code == UN)
    plus_tard = evolve(lue, date=date(2022, 7, 13), dossiers=sien)
    seconde = seances.ouvrir(registre, plus_tard).seance
    deliberer(registre, seconde)
    assert proclamer(registre, seconde).titres
    assert "Lefèvre Amélie" in _titulaires(registre)


def test_un_retrait_se_reprend_et_ce_qui_etait_decide_tient(registre: Registre, gc: int) -> None:
    decision = decisions.decider(registre, gc, Demande(UN, "acquis", "GRU")).decision
    retouches.retirer(registre, gc, UN, Raison.DOUBLON)
    assert retouches.retirer(registre, gc, UN, Raison.DOUBLON).deja
    assert retouches.reintegrer(registre, gc, UN).avant == "doublon"
    assert retouches.reintegrer(registre, gc, UN).deja
    assert decisions.decider(registre, gc, Demande(UN, "acquis", "GRU")).decision == decision
    with pytest.raises(ActeRefuse, match="GC-2203-02 : il n'est pas retiré"):
        retouches.reintegrer(registre, gc, "GC-2203-02")
    assert [faite.nature for faite in retouches.lire_retouches(registre, gc)] == ["retrait", "reintegration"]


def test_une_seance_ou_tous_se_desistent_ne_se_proclame_pas(registre: Registre, exemple: Callable) -> None:
    lue = _lue(registre, exemple)
    numero = seances.ouvrir(registre, evolve(lue, dossiers=lue.dossiers[:1])).seance
    deliberer(registre, numero)
    assert _codes(registre, numero) == set()
    retouches.retirer(registre, numero, UN, Raison.DESISTEMENT)
    assert _codes(registre, numero) == {"rien_a_proclamer"}


def test_ce_qui_est_retracte_n_est_plus_decide(registre: Registre, gc: int, tient: Callable) -> None:
    premiere = decisions.decider(registre, gc, Demande(SANS_GRU, "incomplet")).decision
    assert premiere.acte
    assert _codes(registre, gc) == set()
    with pytest.raises(ActeRefuse, match="motif obligatoire"):
        retouches.retracter(registre, gc, premiere.acte, " ")
    retouches.retracter(registre, gc, premiere.acte, "mauvais dossier")
    assert retouches.retracter(registre, gc, premiere.acte, "mauvais dossier").deja
    assert _codes(registre, gc) == {"blocs_sans_observations"}
    seconde = decisions.decider(registre, gc, Demande(SANS_GRU, "incomplet")).decision
    assert seconde.acte != premiere.acte
    with pytest.raises(ActeRefuse, match=f"l'acte {premiere.acte} n'est pas une décision en vigueur"):
        retouches.retracter(registre, gc, premiere.acte, "encore")
    proclamer(registre, gc)
    assert tient()


def test_retracter_ce_qui_en_remplacait_une_autre_ne_la_ravive_pas(registre: Registre, gc: int) -> None:
    premiere = decisions.decider(registre, gc, Demande(SANS_GRU, "incomplet")).decision
    autre = Demande(SANS_GRU, "non_certifie", remplace=premiere.acte, motif="absent")
    acte = decisions.decider(registre, gc, autre).decision.acte
    assert acte
    retouches.retracter(registre, gc, acte, "mauvais dossier")
    (montre,) = decisions.montrer(registre, gc, SANS_GRU)
    assert montre.decisions == ()
    assert _codes(registre, gc) == {"blocs_sans_observations"}


def test_ce_qui_est_retracte_puis_laisse_suit_la_proposition(registre: Registre, gc: int, tient: Callable) -> None:
    decisions.decider(registre, gc, Demande(SANS_GRU, "incomplet"))
    acte = decisions.decider(registre, gc, Demande(UN, "non_acquis", "GRU", motif="fraude")).decision.acte
    assert acte
    retouches.retracter(registre, gc, acte, "ce n'était pas lui")
    proclamer(registre, gc)
    assert "Lefèvre Amélie" in _titulaires(registre)
    assert tient()


@pytest.mark.parametrize("nom", ["Arnaud Villeneuve", "VILLENEUVE arnaud"])
def test_qui_se_deporte_n_a_pas_de_voix_et_peut_revenir(registre: Registre, gc: int, nom: str) -> None:
    retouches.deporter(registre, gc, Deport(UN, nom), "même service")
    assert retouches.deporter(registre, gc, Deport(UN, nom)).deja
    with pytest.raises(ActeRefuse, match="trouvé 4 voix, attendu 3 au plus"):
        decisions.decider(registre, gc, Demande(UN, "acquis", "GRU", Votes(4)))
    decisions.decider(registre, gc, Demande("GC-2203-02", "acquis", "GRU", Votes(4), "vu"))
    retouches.deporter(registre, gc, Deport(UN, nom, revient=True))
    decisions.decider(registre, gc, Demande(UN, "acquis", "GRU", Votes(4)))
    with pytest.raises(CodeInconnu, match="membre inconnu « Personne »"):
        retouches.deporter(registre, gc, Deport(UN, "Personne"))


def test_qui_est_de_l_employeur_d_un_candidat_se_deporte_et_la_seance_se_proclame(
    registre: Registre, exemple: Callable
) -> None:
    lue = _lue(registre, exemple)
    nom = "Amélie Lefèvre"
    membres = (evolve(lue.membres[0], nom=nom), *lue.membres[1:])
    numero = seances.ouvrir(registre, evolve(lue, membres=membres)).seance
    deliberer(registre, numero)
    retouches.retirer(registre, numero, SANS_GRU, Raison.ERREUR)
    assert _codes(registre, numero) == {"jury_irregulier"}
    retouches.deporter(registre, numero, Deport(UN, nom))
    assert _codes(registre, numero) == set()


def test_le_quorum_se_compte_sans_qui_se_deporte(registre: Registre, gc: int) -> None:
    """Nobody would be left to judge the first dossier; the others keep their jury."""
    retouches.retirer(registre, gc, SANS_GRU, Raison.ERREUR)
    noms = [membre.nom for membre in seances.consulter(registre, gc).seance.membres]
    for nom in noms[:-1]:
        retouches.deporter(registre, gc, Deport(UN, nom))
    avant = _codes(registre, gc)
    retouches.deporter(registre, gc, Deport(UN, noms[-1]))
    dits = [str(fait) for fait in examiner(registre, gc).empechements]
    assert [dit for dit in dits if "dossier GC-2203-01, après déport : trouvé 0" in dit]
    assert avant <= {"jury_irregulier"}


def test_une_seance_annulee_ne_change_plus_et_laisse_ses_dossiers(
    registre: Registre, gc: int, exemple: Callable, tient: Callable
) -> None:
    with pytest.raises(ActeRefuse, match="motif obligatoire"):
        retouches.annuler(registre, gc, "")
    retouches.annuler(registre, gc, "jury reporté")
    assert retouches.annuler(registre, gc, "jury reporté").deja
    assert seances.consulter(registre, gc).etat is Etat.ANNULEE
    for faire in (
        lambda: deliberer(registre, gc),
        lambda: proclamer(registre, gc),
        lambda: retouches.retirer(registre, gc, UN, Raison.ERREUR),
    ):
        with pytest.raises(ActeRefuse, match="séance 1 annulée"):
            faire()
    assert seances.ouvrir(registre, _lue(registre, exemple)).seance == 2
    assert tient()


def test_une_seance_qui_ressemble_a_une_autre_est_refusee(registre: Registre, gc: int, exemple: Callable) -> None:
    lue = _lue(registre, exemple)
    assert seances.ouvrir(registre, lue).deja
    autre_lieu = evolve(lue, lieu="Ailleurs")
    autre_jour = evolve(lue, date=date(2022, 5, 4))
    for seance, code in ((autre_lieu, "seance_semblable"), (autre_jour, "dossier_en_cours")):
        with pytest.raises(ActeRefuse) as refus:
            seances.ouvrir(registre, seance)
        assert {(fait.code, fait["seance"]) for fait in refus.value.raisons} == {(code, gc)}
        assert not seances.ouvrir(registre, seance, de_nouveau=True).deja


def test_un_candidat_qui_revient_sur_autre_chose_apres_une_proclamation_n_est_pas_un_doublon(
    registre: Registre, gc: int, exemple: Callable
) -> None:
    retouches.retirer(registre, gc, SANS_GRU, Raison.ERREUR)
    lue = _lue(registre, exemple)
    sien = evolve(lue.dossiers[0], blocs=("GRU",))
    plus_tard = evolve(lue, date=date(2022, 7, 13), dossiers=(sien,))
    with pytest.raises(ActeRefuse, match="déjà dans la séance 1"):
        seances.ouvrir(registre, plus_tard)
    proclamer(registre, gc)
    meme = evolve(lue, date=date(2022, 7, 13), dossiers=lue.dossiers[:1])
    with pytest.raises(ActeRefuse, match="déjà dans la séance 1"):
        seances.ouvrir(registre, meme)
    assert seances.ouvrir(registre, plus_tard).seance == 2


def test_un_membre_absent_se_dit_et_le_lieu_se_corrige(registre: Registre, gc: int, exemple: Callable) -> None:
    lue = _lue(registre, exemple)
    corrigee = evolve(lue, lieu="Lyon", membres=(evolve(lue.membres[0], present=False), *lue.membres[1:]))
    with pytest.raises(ActeRefuse, match="motif obligatoire"):
        modification.modifier(registre, gc, corrigee, "")
    faite = modification.modifier(registre, gc, corrigee, "absente")
    assert "lieu : Lyon" in faite.apres
    assert "Arnaud Villeneuve : membre, Caf du Val-d'Oise, absent" in faite.apres
    assert modification.modifier(registre, gc, corrigee, "absente").deja
    seance = seances.consulter(registre, gc).seance
    assert (seance.lieu, len(seance.presents)) == ("Lyon", len(lue.membres) - 1)
    assert "a_deliberer" not in _codes(registre, gc)


def test_une_seance_reportee_se_delibere_de_nouveau_et_ses_decisions_se_confirment(
    registre: Registre, gc: int, exemple: Callable, tient: Callable
) -> None:
    demande = Demande(SANS_GRU, "incomplet")
    decisions.decider(registre, gc, demande)
    modification.modifier(registre, gc, evolve(_lue(registre, exemple), date=date(2022, 3, 17)), "grève")
    assert _codes(registre, gc) == {"a_deliberer"}
    with pytest.raises(ActeRefuse, match="délibérez d'abord"):
        decisions.decider(registre, gc, demande)
    deliberer(registre, gc)
    assert _codes(registre, gc) == {"decision_a_confirmer"}
    confirmee = decisions.decider(registre, gc, demande)
    assert not confirmee.deja
    assert decisions.decider(registre, gc, demande).deja
    assert _codes(registre, gc) == set()
    proclamer(registre, gc)
    assert tient()


@pytest.mark.parametrize("champ", ["certification", "instance"])
def test_une_autre_seance_ne_modifie_pas_celle_ci(
    registre: Registre, gc: int, exemple: Callable, champ: str
) -> None:
    with pytest.raises(ActeRefuse, match="ces fichiers sont d'une autre séance"):
        modification.modifier(registre, gc, evolve(_lue(registre, exemple), **{champ: "autre"}), "x")


def _complement(registre: Registre, numero: int, fichier: Path, *lignes: str) -> Seance:
    fichier.write_text("\n".join([*lignes, ""]), encoding="utf-8")
    avant = seances.a_completer(registre, numero)
    return lire_complement([fichier], avant, registre.catalogue, remplacer=True)


def test_un_avis_et_un_nom_se_remplacent_et_la_decision_se_confirme(
    registre: Registre, gc: int, tmp_path: Path, tient: Callable
) -> None:
    decisions.decider(registre, gc, Demande(SANS_GRU, "incomplet"))
    decisions.decider(registre, gc, Demande(UN, "acquis", "GRU", motif="vu"))
    entete = "dossier;evaluateur;cible;valeur"
    avis = _complement(registre, gc, tmp_path / "o.csv", entete, f"{UN};jury;GRU/C1/1;non")
    (change,) = modification.remplacer(registre, gc, avis, "erreur de report")
    assert (change.champ, change.avant, change.apres) == ("jury:GRU/C1/1", "acquis", "non_acquis")
    assert modification.remplacer(registre, gc, avis, "erreur de report") == ()
    sienne = f"{UN};Lefebvre;Amélie;formation;2021-10-04"
    nom = _complement(registre, gc, tmp_path / "d.csv", "dossier;nom;prenom;voie;entree", sienne)
    assert ("nom", "Lefèvre", "Lefebvre") in [
        (un.champ, un.avant, un.apres) for un in modification.remplacer(registre, gc, nom, "faute de frappe")
    ]
    with registre.lire() as cx:
        assert "Lefèvre" not in cx.execute(select(PERSONNES.c.nom)).scalars().all()
    assert _codes(registre, gc) == {"a_deliberer"}
    deliberer(registre, gc)
    assert _codes(registre, gc) == {"decision_a_confirmer"}
    decisions.decider(registre, gc, Demande(UN, "acquis", "GRU", motif="vu"))
    proclamer(registre, gc)
    assert "Lefebvre Amélie" in _titulaires(registre)
    assert tient()


def test_chaque_retouche_est_un_acte_du_journal(registre: Registre, gc: int) -> None:
    retouches.retirer(registre, gc, UN, Raison.DESISTEMENT, "Courriel")
    acte = list(journal.lire(registre))[-1]
    assert (acte.nature, acte.auteur, acte.contenu["dossier"]) == ("retrait", "Secrétaire", UN)
    assert {"apres", "motif", "candidat"} <= acte.contenu.keys()
    assert "Courriel" not in json.dumps(acte.contenu)
