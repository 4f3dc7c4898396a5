"""Errata and revocations: a new act each, the old one stays, and any past day reads as it did."""

from collections.abc import Callable
from datetime import date

import pytest
from attrs import evolve
from sqlalchemy import select

from parchemin.deliberation.decision import DecisionDemandee as Demande
from parchemin.dossier.model import Candidat
from parchemin.errors import ActeRefuse, CodeInconnu
from parchemin.plugin.host import Hote
from parchemin.registre.apres import rectification
from parchemin.registre.apres.cause import Cause
from parchemin.registre.apres.rectification import Reprise
from parchemin.registre.journal import journal
from parchemin.registre.personnes.personnes import inscrire_personnes
from parchemin.registre.seance import decisions, seances
from parchemin.registre.seance.proclamation import proclamer
from parchemin.registre.seance.propositions import acquis_du_registre
from parchemin.registre.service import Registre
from parchemin.registre.socle.tables import IDENTITES, JOURNAL, TITRES
from parchemin.registre.titres import corrections
from parchemin.registre.titres.corrections import Rectification
from parchemin.registre.titres.titres import Valeur

SEPTEMBRE = Cause(date(2022, 9, 1), "constaté en septembre")
VEILLE = date(2022, 8, 31)
LEFEVRE = "GC-2203-01"
"""Certified: GRU, MDR, GDU and the CQP, the first four titles."""


@pytest.fixture
def gc(registre: Registre, ouvrir: Callable, exemple: Callable) -> int:
    numero: int = ouvrir(exemple("ucanss/gc-2021"))
    decisions.decider(registre, numero, Demande("GC-2203-07", "incomplet"))
    proclamer(registre, numero)
    return numero


def _numero(lus: Callable, objet: str, candidat: str = "Lefèvre") -> str:
    return next(titre.numero for titre in lus(candidat) if titre.objet == objet)


def test_un_erratum_corrige_le_nom_sur_tous_les_titres_et_garde_l_ancien(
    registre: Registre, gc: int, lus: Callable, tient: Callable
) -> None:
    numeros = [titre.numero for titre in lus("Lefèvre")]
    fait = corrections.rectifier(registre, numeros[0], SEPTEMBRE, Rectification(nom="Lefebvre"))
    assert (fait.avant, fait.apres) == ({"nom": "Lefèvre"}, {"nom": "Lefebvre"})
    assert fait.concernes == tuple(numeros[1:])
    assert {titre.candidat for titre in lus("lefebvre")} == {"Lefebvre Amélie"}
    assert {titre.candidat for titre in lus("Lefebvre Amélie", VEILLE)} == {"Lefèvre Amélie"}
    assert [titre.numero for titre in lus("Lefèvre")] == numeros
    assert tient()


def test_un_erratum_corrige_l_intitule_d_un_seul_titre(registre: Registre, gc: int, lus: Callable) -> None:
    premier, *_ = lus("Lefèvre")
    fait = corrections.rectifier(registre, premier.numero, SEPTEMBRE, Rectification(intitule="Certificat"))
    assert (fait.avant, fait.concernes) == ({"intitule": premier.intitule}, ())
    assert [t.numero for t in lus("Lefèvre") if t.intitule == "Certificat"] == [premier.numero]
    assert lus("Lefèvre", VEILLE)[0] == premier


@pytest.mark.parametrize(
    ("le", "nom", "dit"),
    [
        (date(2199, 1, 1), "Lefebvre", "le 2199-01-01 est à venir"),
        (SEPTEMBRE.le, " ", "nom : trouvé vide"),
        (SEPTEMBRE.le, "Lefe\x1b[31mbvre", "nom : trouvé un caractère qui ne s'imprime pas"),
    ],
)
def test_un_erratum_a_venir_ou_illisible_est_refuse(
    registre: Registre, gc: int, lus: Callable, le: date, nom: str, dit: str
) -> None:
    with pytest.raises(ActeRefuse, match=dit):
        corrections.rectifier(registre, lus("Lefèvre")[0].numero, evolve(SEPTEMBRE, le=le), Rectification(nom=nom))


def test_un_titre_se_designe_sans_ses_zeros(registre: Registre, gc: int) -> None:
    assert corrections.rectifier(registre, "2022-1", SEPTEMBRE, Rectification(nom="Lefebvre")).acte


def test_deux_errata_se_suivent(registre: Registre, gc: int, lus: Callable) -> None:
    numero = lus("Lefèvre")[0].numero
    corrections.rectifier(registre, numero, SEPTEMBRE, Rectification(nom="Lefebvre"))
    octobre = evolve(SEPTEMBRE, le=date(2022, 10, 1))
    fait = corrections.rectifier(registre, numero, octobre, Rectification(prenom="Amélia", intitule="Certificat"))
    assert fait.avant["prenom"] == "Amélie"
    noms = [lus("Lefebvre", le)[0].candidat for le in (VEILLE, SEPTEMBRE.le, octobre.le)]
    assert noms == ["Lefèvre Amélie", "Lefebvre Amélie", "Lefebvre Amélia"]


def test_le_meme_erratum_ne_s_inscrit_qu_une_fois(registre: Registre, gc: int, lus: Callable) -> None:
    numero, voulue = lus("Lefèvre")[0].numero, Rectification(nom="Lefebvre")
    assert not corrections.rectifier(registre, numero, SEPTEMBRE, voulue).deja
    assert corrections.rectifier(registre, numero, SEPTEMBRE, voulue).deja
    with registre.lire() as cx:
        assert len(cx.execute(select(JOURNAL).where(JOURNAL.c.nature == "erratum")).all()) == 1


def test_la_personne_se_retrouve_sous_l_un_et_l_autre_nom(registre: Registre, gc: int, lus: Callable) -> None:
    corrections.rectifier(registre, lus("Lefèvre")[0].numero, SEPTEMBRE, Rectification(nom="Lefebvre"))
    with registre.ecrire() as ecriture:
        nee = date(1994, 5, 17)
        connues = [Candidat(nom, "Amélie", nee) for nom in ("Lefèvre", "Lefebvre")]
        premiere, seconde = inscrire_personnes(ecriture, connues)
    assert premiere == seconde


def test_le_journal_ne_dit_pas_le_nouveau_nom(registre: Registre, gc: int, lus: Callable) -> None:
    corrections.rectifier(registre, lus("Lefèvre")[0].numero, SEPTEMBRE, Rectification(nom="Lefebvre"))
    with registre.lire() as cx:
        actes = " ".join(cx.execute(select(JOURNAL.c.contenu)).scalars())
    assert "Lefebvre" not in actes
    assert SEPTEMBRE.motif not in actes


def test_un_nom_change_dans_la_base_apres_l_erratum_se_voit(registre: Registre, gc: int, lus: Callable) -> None:
    fait = corrections.rectifier(registre, lus("Lefèvre")[0].numero, SEPTEMBRE, Rectification(nom="Lefebvre"))
    with registre.ecrire() as ecriture:
        ecriture.cx.execute(IDENTITES.update().values(nom="Autre"))
    rupture = journal.verifier(registre).rupture
    assert str(rupture) == f"acte {fait.acte} : le nom que donne l'erratum est modifié"


@pytest.mark.parametrize(
    ("cause", "voulue", "dit"),
    [
        (evolve(SEPTEMBRE, le=date(2022, 3, 15)), Rectification(nom="X"), "précède la délivrance, du 2022-03-16"),
        (evolve(SEPTEMBRE, motif=" "), Rectification(nom="X"), "motif obligatoire"),
        (SEPTEMBRE, Rectification(nom=" "), "nom : trouvé vide"),
    ],
)
def test_un_erratum_sans_raison_est_refuse(
    registre: Registre, gc: int, lus: Callable, cause: Cause, voulue: Rectification, dit: str
) -> None:
    with pytest.raises(ActeRefuse, match=dit):
        corrections.rectifier(registre, lus("Lefèvre")[0].numero, cause, voulue)


@pytest.mark.parametrize("numero", ["2022-999999", "2022", "titre", "2022-99999999999999999999"])
def test_un_titre_inconnu_le_dit(registre: Registre, gc: int, numero: str) -> None:
    with pytest.raises(CodeInconnu, match="titre inconnu"):
        corrections.revoquer(registre, numero, SEPTEMBRE)


def test_un_titre_revoque_vaut_jusqu_a_la_veille_et_reste_au_registre(
    registre: Registre, gc: int, lus: Callable, tient: Callable
) -> None:
    cqp, gru = _numero(lus, "ucanss.gc"), _numero(lus, "ucanss.gc@2021/GRU")
    fait = corrections.revoquer(registre, gru, SEPTEMBRE)
    assert fait.concernes == (cqp,)
    etats = [next(t.etat for t in lus("Lefèvre", le) if t.numero == gru) for le in (VEILLE, SEPTEMBRE.le)]
    assert etats == [Valeur.VALIDE, Valeur.REVOQUE]
    assert tient()


def test_la_meme_revocation_ne_s_inscrit_qu_une_fois_une_autre_est_refusee(
    registre: Registre, gc: int, lus: Callable
) -> None:
    numero = _numero(lus, "ucanss.gc")
    fait = corrections.revoquer(registre, numero, SEPTEMBRE)
    encore = corrections.revoquer(registre, numero, SEPTEMBRE)
    assert (encore.acte, encore.deja) == (fait.acte, True)
    with pytest.raises(ActeRefuse, match=rf"déjà révoqué au 2022-09-01 \(acte {fait.acte}\)"):
        corrections.revoquer(registre, numero, evolve(SEPTEMBRE, motif="autre"))


def test_une_revocation_s_avance_et_ne_se_retarde_pas(
    registre: Registre, gc: int, lus: Callable, tient: Callable
) -> None:
    numero = _numero(lus, "ucanss.gc")
    corrections.revoquer(registre, numero, SEPTEMBRE)
    avance = evolve(SEPTEMBRE, le=date(2022, 8, 1), motif="dès août")
    assert not corrections.revoquer(registre, numero, avance).deja
    assert next(t.etat for t in lus("Lefèvre", VEILLE) if t.numero == numero) is Valeur.REVOQUE
    with pytest.raises(ActeRefuse, match="déjà révoqué au 2022-08-01"):
        corrections.revoquer(registre, numero, evolve(SEPTEMBRE, le=date(2022, 8, 15)))
    assert tient()


def _tenus(registre: Registre, hote: Hote, numero: int, le: date) -> set[str]:
    """Return the blocs that a later séance of a day finds for the candidate of the first title."""
    with registre.lire() as cx:
        fiche = seances.charger(cx, numero, hote.catalogue)
        autre = evolve(fiche, id=99, seance=evolve(fiche.seance, date=le))
        personne = cx.execute(select(TITRES.c.personne).where(TITRES.c.rang == 1)).scalar_one()
        trouves = acquis_du_registre(cx, autre, [personne]).get(personne, [])
    return {acquis.bloc.rpartition("/")[2] for acquis in trouves}


def test_un_bloc_revoque_ne_se_capitalise_plus_de_ce_jour(
    registre: Registre, hote: Hote, gc: int, lus: Callable
) -> None:
    corrections.revoquer(registre, _numero(lus, "ucanss.gc@2021/GRU"), SEPTEMBRE)
    assert _tenus(registre, hote, gc, VEILLE) == {"GRU", "MDR", "GDU"}
    assert _tenus(registre, hote, gc, SEPTEMBRE.le) == {"MDR", "GDU"}


def test_une_decision_mal_enregistree_se_rectifie_et_les_titres_suivent(
    registre: Registre, hote: Hote, gc: int, lus: Callable, tient: Callable
) -> None:
    cqp, gru = _numero(lus, "ucanss.gc"), _numero(lus, "ucanss.gc@2021/GRU")
    reprise = Reprise({"GRU": "non_acquis"}, SEPTEMBRE)
    suites = rectification.rectifier(registre, gc, LEFEVRE, reprise)
    assert [(d.objet.chemin, d.verdict.value) for d in suites.decisions] == [
        ("GRU", "non_acquis"),
        ("", "partiel"),
    ]
    assert (set(suites.revoques), suites.delivres) == ({cqp, gru}, ())
    assert rectification.rectifier(registre, gc, LEFEVRE, reprise).deja
    assert {t.etat for t in lus("Lefèvre", VEILLE)} == {Valeur.VALIDE}
    assert _tenus(registre, hote, gc, SEPTEMBRE.le) == {"MDR", "GDU"}
    assert tient()


def test_une_rectification_d_un_jour_anterieur_a_une_revocation_compte_de_son_jour(
    registre: Registre, gc: int, lus: Callable, tient: Callable
) -> None:
    cqp, gru = _numero(lus, "ucanss.gc"), _numero(lus, "ucanss.gc@2021/GRU")
    octobre = evolve(SEPTEMBRE, le=date(2022, 10, 1))
    premiere = corrections.revoquer(registre, cqp, octobre)
    suites = rectification.rectifier(registre, gc, LEFEVRE, Reprise({"GRU": "non_acquis"}, SEPTEMBRE))
    assert set(suites.revoques) == {cqp, gru}
    assert {t.etat for t in lus("Lefèvre", SEPTEMBRE.le) if t.numero in (cqp, gru)} == {Valeur.REVOQUE}
    encore = corrections.revoquer(registre, cqp, octobre)
    assert (encore.acte, encore.deja) == (premiere.acte, True)
    with pytest.raises(ActeRefuse) as refus:
        corrections.revoquer(registre, cqp, evolve(octobre, motif="autre"))
    assert [str(raison).partition(" (")[0] for raison in refus.value.raisons] == [
        f"titre {cqp} : déjà révoqué au 2022-09-01",
        f"titre {cqp} : déjà révoqué au 2022-10-01",
    ]
    assert tient()


def test_une_decision_rectifiee_deux_fois_rend_le_bloc_sous_un_nouveau_numero(
    registre: Registre, hote: Hote, gc: int, lus: Callable
) -> None:
    dernier = max(titre.numero for titre in lus(""))
    octobre = evolve(SEPTEMBRE, le=date(2022, 10, 1))
    rectification.rectifier(registre, gc, LEFEVRE, Reprise({"GRU": "non_acquis"}, SEPTEMBRE))
    with pytest.raises(ActeRefuse, match=r"décidé de nouveau le 2022-09-01 \(acte \d+\), après le 2022-08-31"):
        antidate = Reprise({"GRU": "acquis", "": "certifie"}, evolve(SEPTEMBRE, le=VEILLE))
        rectification.rectifier(registre, gc, LEFEVRE, antidate)
    rendue = Reprise({"GRU": "acquis", "": "certifie"}, octobre)
    suites = rectification.rectifier(registre, gc, LEFEVRE, rendue)
    rang = int(dernier.partition("-")[2])
    assert suites.delivres == (f"2022-{rang + 1:06d}", f"2022-{rang + 2:06d}")
    numeros = [titre.numero for titre in lus("")]
    assert numeros == [f"2022-{n:06d}" for n in range(1, len(numeros) + 1)]
    assert _tenus(registre, hote, gc, octobre.le) == {"GRU", "MDR", "GDU"}


def test_un_titre_de_bloc_delivre_plus_tard_expire_du_jour_ou_le_bloc_fut_acquis(
    registre: Registre, ce: int, lus: Callable
) -> None:
    """CE-2503-01 was certified with three blocs: without B1, the two others get the titles that they had not."""
    cause = Cause(date(2025, 6, 1), "PV : B1 refusé")
    suites = rectification.rectifier(registre, ce, "CE-2503-01", Reprise({"B1": "non_acquis"}, cause))
    assert len(suites.delivres) == 2
    nouveaux = [titre for titre in lus("Benhaddou") if titre.numero in suites.delivres]
    assert {(t.delivre_le, t.expire_le) for t in nouveaux} == {(date(2025, 6, 1), date(2030, 3, 20))}


def test_un_titre_revoque_ne_revient_pas_avec_une_autre_decision(
    registre: Registre, gc: int, lus: Callable
) -> None:
    corrections.revoquer(registre, _numero(lus, "ucanss.gc@2021/GRU"), SEPTEMBRE)
    suites = rectification.rectifier(registre, gc, LEFEVRE, Reprise({"MDR": "non_acquis"}, SEPTEMBRE))
    assert suites.delivres == ()


def test_un_cqp_d_une_autre_seance_qui_s_appuyait_sur_le_bloc_est_a_revoir(
    registre: Registre, gc: int, exemple: Callable, ouvrir: Callable, lus: Callable
) -> None:
    """GC-2203-10 acquired GRU and MDR in March; GDU in July made the CQP, which another jury decided."""
    suite = exemple("ucanss/gc-2021", ("2022-03-16", "2022-07-13"), ou="juillet")
    entete, *lignes = (suite / "dossiers.csv").read_text(encoding="utf-8").splitlines()
    sien = next(ligne for ligne in lignes if "Da Silva" in ligne).replace('"GRU;MDR"', "GDU")
    (suite / "dossiers.csv").write_text(f"{entete}\n{sien}\n", encoding="utf-8")
    vus = "\n".join(f"GC-2203-10;jury;GDU/C{c};oui" for c in range(12, 17))
    (suite / "observations.csv").write_text(f"dossier;evaluateur;cible;valeur\n{vus}\n", encoding="utf-8")
    proclamer(registre, ouvrir(suite))
    suites = rectification.rectifier(registre, gc, "GC-2203-10", Reprise({"GRU": "non_acquis"}, SEPTEMBRE))
    cqp = _numero(lus, "ucanss.gc", "Da Silva")
    assert suites.a_revoir == (cqp,)
    assert suites.revoques == (_numero(lus, "ucanss.gc@2021/GRU", "Da Silva"),)


def test_une_seance_ouverte_ne_se_rectifie_pas(registre: Registre, ouvrir: Callable, exemple: Callable) -> None:
    numero = ouvrir(exemple("ucanss/gc-2021"))
    with pytest.raises(ActeRefuse, match="rien n'y est encore proclamé"):
        rectification.rectifier(registre, numero, LEFEVRE, Reprise({"GRU": "non_acquis"}, SEPTEMBRE))
