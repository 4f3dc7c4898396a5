"""Personal data: what goes, what stays, when, by whose rule; and all that is held on one person."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from attrs import evolve
from sqlalchemy import select, update

from parchemin.deliberation.decision import DecisionDemandee as Demande
from parchemin.dossier.conservation import Conservation
from parchemin.dossier.model import Candidat, Seance
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.errors import ActeRefuse, CodeInconnu, RegistreIndisponible
from parchemin.faits import CODES
from parchemin.plugin.host import Hote
from parchemin.plugin.types import Branche
from parchemin.referentiel.duree import Duree
from parchemin.referentiel.model import Source
from parchemin.registre.apres import recours, rectification
from parchemin.registre.apres.cause import Cause
from parchemin.registre.journal import journal
from parchemin.registre.personnes import conservation, droit_d_acces
from parchemin.registre.personnes.conservation import ChoixDeRetrait, anonymiser, anonymises, examiner, purger
from parchemin.registre.seance import decisions, seances
from parchemin.registre.seance.proclamation import proclamer
from parchemin.registre.seance.propositions import acquis_du_registre, deliberer, rejouer
from parchemin.registre.service import Registre
from parchemin.registre.socle.base import Base
from parchemin.registre.socle.canonique import ecrire_candidat, empreindre
from parchemin.registre.socle.tables import (
    DOSSIERS,
    IDENTITES,
    JOURNAL,
    META,
    MOTIFS,
    PERSONNES,
    PROPOSITIONS,
    SEANCES,
    TETE,
    TITRES,
)
from parchemin.registre.titres import corrections, titres
from parchemin.regles.base import Verdict

LE = date(2022, 3, 16)
"""The day of the séance."""

JOUR = date(2026, 6, 30)
SANS_TITRE = "Texier Loïc"
TITULAIRE = "Lefèvre Amélie"
LOIN = date(2999, 1, 1)
MOTIF = "propos entendus dans le couloir"


@pytest.fixture
def lue(hote: Hote, exemple: Callable) -> Seance:
    return LecteurDeSeance(exemple("ucanss/gc-2021"), hote.catalogue).entiere()


def _au(registre: Registre, jour: date, branches: object = None) -> Registre:
    """Return a register on another day, with other branches where they are given."""
    instant = datetime.combine(jour, time(), UTC)
    return evolve(registre, branches=branches or registre.branches, horloge=lambda: instant)


@pytest.fixture
def registre(registre: Registre) -> Registre:
    return _au(registre, JOUR)


def _proclamer(registre: Registre, seance: Seance, suite_de: int | None = None) -> int:
    numero = seances.ouvrir(registre, seance, suite_de, de_nouveau=True).seance
    deliberer(registre, numero)
    for demande in (
        Demande("GC-2203-07", "incomplet"),
        Demande("GC-2203-09", "non_acquis", "GRU", motif=MOTIF),
    ):
        with suppress(CodeInconnu):
            decisions.decider(registre, numero, demande)
    proclamer(registre, numero)
    return numero


@pytest.fixture
def gc(registre: Registre, hote: Hote, lue: Seance) -> int:
    return _proclamer(registre, lue)


def _personne(registre: Registre, nom: str) -> int:
    return droit_d_acces.trouver(registre, nom)


def _lignes(registre: Registre, table, personne: int | None = None) -> list:
    with registre.lire() as cx:
        toutes = select(table) if personne is None else select(table).where(table.c.personne == personne)
        return cx.execute(toutes).all()


def _laisses(retrait: conservation.Retrait) -> dict[str, int]:
    return {raison.dire(CODES): combien for raison, combien in retrait.laisses.items()}


def _tient(registre: Registre) -> bool:
    return journal.verifier(registre).rupture is None


def test_sans_titre_rien_ne_reste_de_la_personne(registre: Registre, gc: int) -> None:
    numero = _personne(registre, SANS_TITRE)
    retrait = anonymiser(registre, ChoixDeRetrait(numero))
    assert (retrait.personnes, retrait.titulaires, retrait.dossiers) == (1, 0, 1)
    for nom in (SANS_TITRE, "", "anonymisé"):
        with pytest.raises(CodeInconnu, match=f"aucun candidat « {nom} »"):
            _personne(registre, nom)
    (ligne,) = [ligne for ligne in _lignes(registre, PERSONNES) if ligne.id == numero]
    assert tuple(ligne) == (numero, "anonymisé", "", None, "", "", "", "")
    (dossier,) = _lignes(registre, DOSSIERS, numero)
    assert dossier.contenu == '{"edition":"ucanss.gc@2021","entree":"2021-01-01","voie":"formation"}'
    assert [motif.texte for motif in _lignes(registre, MOTIFS, numero)] == [""]
    proposees = [ligne for ligne in _lignes(registre, PROPOSITIONS) if ligne.dossier == dossier.id]
    assert [(ligne.contenu, ligne.acquis) for ligne in proposees] == [('{"document":null,"presentes":{}}', "[]")]
    assert _tient(registre)


def test_qui_a_un_titre_garde_son_nom_et_ses_titres(registre: Registre, gc: int) -> None:
    numero = _personne(registre, TITULAIRE)
    avant = list(titres.lister(registre, JOUR))
    (ancienne,) = [ligne for ligne in _lignes(registre, PERSONNES) if ligne.id == numero]
    assert anonymiser(registre, ChoixDeRetrait(numero)).titulaires == 1
    assert list(titres.lister(registre, JOUR)) == avant
    (ligne,) = [ligne for ligne in _lignes(registre, PERSONNES) if ligne.id == numero]
    assert (ligne.nom, ligne.prenom, ligne.naissance) == ("Lefèvre", "Amélie", ancienne.naissance)
    assert ligne.sel != ancienne.sel
    assert "GRU" not in _lignes(registre, DOSSIERS, numero)[0].contenu
    assert _tient(registre)


def test_les_autres_ne_perdent_rien(registre: Registre, gc: int) -> None:
    numero = _personne(registre, SANS_TITRE)
    avant = [ligne for ligne in _lignes(registre, DOSSIERS) if ligne.personne != numero]
    anonymiser(registre, ChoixDeRetrait(numero))
    assert [ligne for ligne in _lignes(registre, DOSSIERS) if ligne.personne != numero] == avant
    rejeu = rejouer(registre, gc)
    assert (rejeu.dossiers, rejeu.anonymises, rejeu.differences) == (13, 1, ())


def test_l_acte_ne_nomme_personne(registre: Registre, gc: int) -> None:
    acte = anonymiser(registre, ChoixDeRetrait(avant=date(2023, 1, 1))).acte
    with registre.lire() as cx:
        (dernier,) = [lu for lu in journal.lire(registre) if lu.nature == "anonymisation"]
        codes = cx.execute(select(DOSSIERS.c.id)).scalars().all()
        assert set(anonymises(cx, codes).values()) == {acte}
    assert dernier.numero == acte
    empreinte = dernier.contenu.pop("empreinte")
    assert len(empreinte) == 64
    assert dernier.contenu == {
        "personnes": 14,
        "titulaires": 13,
        "dossiers": 14,
        "demande": False,
        "avant": "2023-01-01",
    }


def test_ce_qui_est_anonymise_se_montre_comme_tel(registre: Registre, hote: Hote, gc: int) -> None:
    anonymiser(registre, ChoixDeRetrait(_personne(registre, SANS_TITRE)))
    (vide,) = [vu for vu in decisions.montrer(registre, gc) if vu.anonymise]
    assert (vide.candidat.nom, vide.propose) == ("anonymisé", None)
    assert (Verdict.NON_ACQUIS, None) in [(prise.verdict, prise.motif) for prise in vide.decisions]


def test_tout_anonymise_il_n_y_a_rien_a_rejouer_et_ce_n_est_pas_une_faute(registre: Registre, gc: int) -> None:
    anonymiser(registre, ChoixDeRetrait(avant=JOUR))
    rejeu = rejouer(registre, gc)
    assert (rejeu.dossiers, rejeu.anonymises, rejeu.differences) == (0, 14, ())


def test_une_seconde_fois_il_n_y_a_plus_rien(registre: Registre, gc: int) -> None:
    anonymiser(registre, ChoixDeRetrait(avant=JOUR))
    actes = journal.verifier(registre).actes
    assert anonymiser(registre, ChoixDeRetrait(avant=JOUR)) == examiner(registre, ChoixDeRetrait(avant=JOUR))
    assert journal.verifier(registre).actes == actes


@pytest.mark.parametrize(("avant", "combien"), [(LE, 0), (LE + timedelta(days=1), 14)])
def test_avant_une_date_la_derniere_seance_de_chacun_compte(
    registre: Registre, gc: int, avant: date, combien: int
) -> None:
    assert examiner(registre, ChoixDeRetrait(avant=avant)).personnes == combien


def test_une_seance_plus_recente_retient_tout_le_dossier_d_une_personne(
    registre: Registre, hote: Hote, lue: Seance, gc: int
) -> None:
    seule = evolve(lue, date=LE + timedelta(days=365), dossiers=lue.dossiers[:1])
    _proclamer(registre, seule)
    assert examiner(registre, ChoixDeRetrait(avant=date(2023, 1, 1))).personnes == 13
    assert examiner(registre, ChoixDeRetrait(avant=date(2024, 1, 1))).dossiers == 15


def test_une_seance_ouverte_retient_ses_candidats(registre: Registre, lue: Seance, gc: int) -> None:
    ouverte = seances.ouvrir(
        registre, evolve(lue, lieu="Lille", dossiers=lue.dossiers[:1]), de_nouveau=True
    ).seance
    with pytest.raises(ActeRefuse, match=f"séance {ouverte} encore ouverte"):
        anonymiser(registre, ChoixDeRetrait(_personne(registre, TITULAIRE)))
    retrait = anonymiser(registre, ChoixDeRetrait(avant=JOUR))
    assert (retrait.personnes, retrait.laisses) == (13, {conservation.SEANCE_OUVERTE(seance=ouverte): 1})


def test_la_seance_qui_a_propose_se_ferme_quand_l_autre_a_proclame(
    registre: Registre, hote: Hote, lue: Seance
) -> None:
    premiere = seances.ouvrir(registre, evolve(lue, lieu="Lille")).seance
    deliberer(registre, premiere)
    _proclamer(registre, lue, premiere)
    assert anonymiser(registre, ChoixDeRetrait(_personne(registre, SANS_TITRE))).dossiers == 2
    for geste in (deliberer, proclamer):
        with pytest.raises(ActeRefuse, match=f"séance {premiere} close"):
            geste(registre, premiere)
    assert rejouer(registre, premiere).anonymises == 1
    assert {ligne.etat for ligne in _lignes(registre, SEANCES)} == {"proposee", "proclamee"}


QUATRE_ANS = Conservation(Duree(annees=4), Source("règlement", "§9"))


class _Regle:
    """A branch that keeps dossiers four years."""

    def conservation(self, certification: str) -> Conservation | None:
        return QUATRE_ANS


@pytest.mark.parametrize(("jour", "combien"), [(date(2026, 3, 16), 0), (date(2026, 3, 17), 14)])
@pytest.mark.parametrize(
    "choix", [ChoixDeRetrait(), ChoixDeRetrait(avant=date(2025, 1, 1))], ids=["delai", "avant"]
)
def test_le_delai_d_une_branche_lie_jusqu_a_son_dernier_jour(
    registre: Registre, gc: int, choix: ChoixDeRetrait, jour: date, combien: int
) -> None:
    retrait = examiner(_au(registre, jour, _Regle()), choix)
    dit = "ucanss.gc : dossiers gardés 4 ans après la séance [règlement §9]"
    assert retrait.personnes == combien
    assert _laisses(retrait) == ({} if combien else {dit: 14})


def test_le_delai_d_une_branche_lie_aussi_la_demande_d_une_personne(registre: Registre, gc: int) -> None:
    choix = ChoixDeRetrait(_personne(registre, SANS_TITRE))
    with pytest.raises(ActeRefuse, match="dossiers gardés 4 ans"):
        anonymiser(_au(registre, date(2026, 3, 16), _Regle()), choix)
    assert anonymiser(_au(registre, date(2026, 3, 17), _Regle()), choix).personnes == 1


@pytest.mark.parametrize("avant", [None, date(2025, 1, 1)])
def test_une_branche_absente_ne_libere_personne_de_son_delai(
    registre: Registre, hote: Hote, gc: int, avant: date | None
) -> None:
    sans = evolve(hote, greffons=tuple(greffon for greffon in hote.greffons if greffon.slug != "ucanss"))
    retrait = anonymiser(_au(registre, LOIN, sans), ChoixDeRetrait(avant=avant))
    inconnu = "ucanss.gc : sa branche n'est pas active, et son délai est inconnu"
    assert (retrait.personnes, _laisses(retrait)) == (0, {inconnu: 14})
    with pytest.raises(ActeRefuse, match=inconnu):
        anonymiser(_au(registre, LOIN, sans), ChoixDeRetrait(_personne(registre, SANS_TITRE)))


BENHADDOU = "Benhaddou Nadia"


def test_un_recours_pendant_retient_son_dossier(registre: Registre, hote: Hote, ce: int) -> None:
    numero, cause = _personne(registre, BENHADDOU), Cause(date(2025, 4, 1), "la note est contestée")
    depot = recours.deposer(registre, ce, "CE-2503-01", cause)
    with pytest.raises(ActeRefuse, match=f"recours {depot.recours} encore pendant"):
        anonymiser(registre, ChoixDeRetrait(numero))
    retrait = examiner(registre, ChoixDeRetrait(avant=JOUR))
    assert retrait.laisses == {conservation.RECOURS_PENDANT(recours=depot.recours): 1}
    rejet = recours.ArretDemande(hote.recours("agirc-arrco.ce")[0].code, Cause(date(2025, 5, 1), "note confirmée"))
    recours.decider(registre, depot.recours, rejet)
    assert anonymiser(registre, ChoixDeRetrait(numero)).dossiers == 1
    assert "contestée" not in str(_lignes(registre, MOTIFS, numero))


def test_d_un_dossier_anonymise_rien_ne_se_reprend(registre: Registre, ce: int) -> None:
    acte = anonymiser(registre, ChoixDeRetrait(_personne(registre, BENHADDOU))).acte
    cause = Cause(date(2025, 4, 1), "trop tard")
    for geste in (
        lambda: recours.deposer(registre, ce, "CE-2503-01", cause),
        lambda: rectification.rectifier(
            registre, ce, "CE-2503-01", rectification.Reprise({"": "incomplet"}, cause)
        ),
    ):
        with pytest.raises(ActeRefuse, match=rf"CE-2503-01 anonymisé \(acte {acte}\)"):
            geste()


def test_le_nom_qu_un_erratum_a_donne_reste_sur_les_titres(registre: Registre, gc: int) -> None:
    numero = _personne(registre, TITULAIRE)
    titre, *_ = [lu.numero for lu in titres.lister(registre, JOUR, TITULAIRE)]
    voulue = corrections.Rectification(nom="Lefebvre", naissance=date(1990, 1, 1))
    corrections.rectifier(registre, titre, Cause(date(2022, 5, 1), "mal orthographié"), voulue)
    assert (
        droit_d_acces.trouver(registre, "lefebvre amelie", date(1990, 1, 1))
        == droit_d_acces.trouver(registre, TITULAIRE)
        == numero
    )
    assert [dite["nom"] for dite in droit_d_acces.exporter(registre, numero).tables["identites"]] == ["Lefebvre"]
    avant = list(titres.lister(registre, JOUR, "Lefebvre"))
    anonymiser(registre, ChoixDeRetrait(numero))
    with registre.lire() as cx:
        assert list(titres.lister(registre, JOUR, "Lefebvre")) == avant
        sel = cx.execute(select(PERSONNES.c.sel).where(PERSONNES.c.id == numero)).scalar_one()
    (identite,) = _lignes(registre, IDENTITES, numero)
    lefebvre = Candidat(identite.nom, identite.prenom, identite.naissance)
    assert identite.empreinte == empreindre(ecrire_candidat(lefebvre), sel)
    assert _tient(registre)
    corrections.rectifier(registre, titre, Cause(JOUR, "à nouveau"), corrections.Rectification(prenom="Amélia"))
    assert _tient(registre)
    with registre.ecrire() as ecriture:
        ecriture.cx.execute(update(IDENTITES).where(IDENTITES.c.id != identite.id).values(nom="Autre"))
    assert not _tient(registre)


def test_sans_delai_declare_rien_n_est_suppose(registre: Registre, gc: int) -> None:
    retrait = anonymiser(_au(registre, LOIN), ChoixDeRetrait())
    sans = conservation.SANS_DELAI(certification="ucanss.gc")
    assert (retrait.personnes, retrait.laisses) == (0, {sans: 14})


def test_le_greffon_declare_le_delai(hote: Hote) -> None:
    assert hote.conservation("ucanss.gc") is None
    greffons = [
        evolve(
            greffon, apport=evolve(greffon.apport, branche=Branche("ucanss", "U", "C", conservation=QUATRE_ANS))
        )
        for greffon in hote.greffons
        if greffon.slug == "ucanss"
    ]
    assert evolve(hote, greffons=tuple(greffons)).conservation("ucanss.gc") == QUATRE_ANS


def test_un_titulaire_qui_revient_retrouve_ses_blocs(registre: Registre, hote: Hote, lue: Seance, gc: int) -> None:
    (dossier,) = [dossier for dossier in lue.dossiers if dossier.code == "GC-2203-10"]
    numero = _personne(registre, str(dossier.candidat))
    anonymiser(registre, ChoixDeRetrait(numero))
    seance = evolve(lue, date=date(2026, 6, 1), dossiers=(dossier,))
    seconde = seances.ouvrir(registre, seance).seance
    with registre.lire() as cx:
        fiche = seances.charger(cx, seconde, hote.catalogue)
        tenus = acquis_du_registre(cx, fiche, [numero])[numero]
    assert [tenu.bloc.rpartition("/")[2] for tenu in tenus] == ["GRU", "MDR"]


def test_les_octets_ont_quitte_le_fichier(tmp_path: Path, registre: Registre, lue: Seance) -> None:
    ici, autre = Base(f"sqlite:///{tmp_path / 'r.db'}"), Base(f"sqlite:///{tmp_path / 'r.db'}")
    registre = evolve(registre, base=ici)
    _proclamer(registre, lue)
    with autre.lire():
        pass
    mots = [mot.encode() for mot in (MOTIF, "Texier", "texier", "Loïc")]

    def presents() -> list[bytes]:
        octets = b"".join(fichier.read_bytes() for fichier in tmp_path.glob("r.db*"))
        return [mot for mot in mots if mot in octets]

    assert presents() == mots
    anonymiser(registre, ChoixDeRetrait(_personne(registre, SANS_TITRE)))
    assert presents() == []
    registre.base.fermer()
    autre.fermer()


def test_une_purge_empechee_le_dit_et_se_redonne(registre: Registre, hote: Hote, gc: int) -> None:
    presse, lecteur = Base(registre.base.adresse, attente=0.3), Base(registre.base.adresse)
    choix = ChoixDeRetrait(_personne(registre, SANS_TITRE))
    with lecteur.lire() as cx:
        cx.execute(select(PERSONNES)).all()
        with pytest.raises(
            RegistreIndisponible, match="pas encore effacées des fichiers de la base ; redonnez la commande"
        ) as erreur:
            anonymiser(evolve(registre, base=presse), choix)
    assert "Rien n'a été écrit" not in str(erreur.value)
    assert [ligne.a_purger for ligne in _lignes(registre, TETE)] == [
        ligne.numero for ligne in _lignes(registre, TETE)
    ]
    purger(presse)
    assert [ligne.a_purger for ligne in _lignes(registre, TETE)] == [0]
    for poste in (presse, lecteur):
        poste.fermer()


def test_l_export_dit_tout_ce_qui_est_tenu(registre: Registre, gc: int) -> None:
    with registre.lire() as cx:
        tenu = droit_d_acces.exporter(registre, droit_d_acces.trouver(registre, SANS_TITRE)).document()
        secret = cx.execute(select(PERSONNES.c.sel).where(PERSONNES.c.nom == "Texier")).scalar()
    assert (tenu["personne"]["nom"], tenu["personne"]["naissance"]) == ("Texier", tenu["personne"]["naissance"])
    assert tenu["seances"][0]["certification"] == "ucanss.gc"
    assert tenu["dossiers"][0]["contenu"]["observations"]["jury"]["GRU/C1/1"]
    assert tenu["propositions"][0]["contenu"]["issue"] == "non_certifie"
    assert [motif["texte"] for motif in tenu["motifs"]] == [MOTIF]
    assert {decision["bloc"] for decision in tenu["decisions"]} == {"", "GRU", "MDR", "GDU"}
    assert tenu["titres"] == []
    assert {acte["nature"] for acte in tenu["actes"]} == {"deliberation", "decision"}
    assert secret not in str(tenu)


def test_l_export_suit_tous_les_liens_vers_une_personne(registre: Registre, gc: int) -> None:
    menent = {"personnes"}
    for table in META.sorted_tables:
        if {lien.column.table.name for lien in table.foreign_keys} & menent:
            menent.add(table.name)
    tenu = droit_d_acces.exporter(registre, droit_d_acces.trouver(registre, TITULAIRE)).document()
    assert menent - {"personnes"} <= set(tenu)
    assert {"dossiers", "propositions", "motifs", "decisions", "titres", "corrections"} <= menent
    with registre.lire() as cx:
        numero = droit_d_acces.trouver(registre, TITULAIRE)
        siens = cx.execute(select(TITRES.c.id).where(TITRES.c.personne == numero)).scalars().all()
    assert [titre["id"] for titre in tenu["titres"]] == siens


def test_l_export_ne_parle_de_personne_d_autre(registre: Registre, gc: int, lue: Seance) -> None:
    tenu = str(droit_d_acces.exporter(registre, droit_d_acces.trouver(registre, TITULAIRE)))
    assert [autre for autre in lue.dossiers if autre.candidat.nom in tenu] == [lue.dossiers[0]]


@pytest.fixture
def homonymes(registre: Registre, lue: Seance) -> Registre:
    naissances = (date(1990, 4, 2), date(1991, 5, 3), None, None)
    dossiers = tuple(
        evolve(dossier, candidat=Candidat("Martin", "Zoé", naissance))
        for dossier, naissance in zip(lue.dossiers, naissances, strict=False)
    )
    seances.ouvrir(registre, evolve(lue, dossiers=dossiers))
    return registre


def test_des_homonymes_sont_listes_et_se_choisissent(homonymes: Registre) -> None:
    with pytest.raises(CodeInconnu) as erreur:
        droit_d_acces.trouver(homonymes, "MARTIN")
    assert str(erreur.value) == "« MARTIN » : 4 personnes"
    listes = [(un.personne, str(un.candidat.naissance or "")) for un in erreur.value.fait["personnes"]]
    assert listes == [(1, "1990-04-02"), (2, "1991-05-03"), (3, ""), (4, "")]
    assert droit_d_acces.trouver(homonymes, "martin zoe", date(1991, 5, 3)) == 2
    assert droit_d_acces.trouver(homonymes, "Martin", numero=4) == 4
    for precision in ({"naissance": date(1980, 1, 1)}, {"numero": 9}):
        with pytest.raises(CodeInconnu, match="aucun n'est celui-là"):
            droit_d_acces.trouver(homonymes, "Martin", **precision)
    with pytest.raises(CodeInconnu, match="aucun candidat « Durand »"):
        droit_d_acces.trouver(homonymes, "Durand")


def test_le_journal_ne_dit_rien_de_qui_fut_anonymise(registre: Registre, gc: int) -> None:
    """With all salts gone, no digest of the journal can be tried against a name or a motif."""
    anciens = {ligne.id: ligne.sel for ligne in _lignes(registre, PERSONNES)}
    anonymiser(registre, ChoixDeRetrait(avant=JOUR))
    assert all(ligne.sel != anciens[ligne.id] for ligne in _lignes(registre, PERSONNES))
    actes = " ".join(ligne.contenu for ligne in _lignes(registre, JOURNAL))
    assert MOTIF not in actes
    assert "Texier" not in actes
