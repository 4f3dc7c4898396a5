"""A séance from its files to its titles: what the jury decides, what refuses, what is never computed again."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from sqlalchemy import select, text

from parchemin.deliberation.decision import DecisionDemandee as Demande
from parchemin.deliberation.decision import SurBloc, Votes
from parchemin.dossier.model import Acquis
from parchemin.dossier.readers.complement import lire_complement
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.errors import ActeRefuse, CodeInconnu, DonneesInvalides
from parchemin.plugin.host import Hote
from parchemin.registre.journal import journal
from parchemin.registre.seance import decisions, seances
from parchemin.registre.seance.proclamation import proclamer
from parchemin.registre.seance.proposition_canonique import lire
from parchemin.registre.seance.propositions import deliberer, rejouer
from parchemin.registre.service import Registre
from parchemin.registre.socle import canonique
from parchemin.registre.socle.tables import DOSSIERS, JOURNAL, PROPOSITIONS, TITRES
from parchemin.registre.titres import titres
from parchemin.regles.base import Verdict

GC = "ucanss/gc-2021"
INCOMPLET = Demande("GC-2203-07", "incomplet")


@pytest.fixture
def gc(ouvrir: Callable, exemple: Callable) -> int:
    return ouvrir(exemple(GC))


def _titres(registre: Registre, le: date = date(2030, 1, 1), candidat: str = "") -> list[titres.TitreInscrit]:
    return list(titres.lister(registre, le, candidat))


def _tient(registre: Registre) -> bool:
    return journal.verifier(registre).rupture is None


@pytest.mark.parametrize("nom", sorted(Hote.charger().exemples()))
def test_ce_qui_est_range_se_relit_tel_quel(registre: Registre, hote: Hote, exemple: Callable, nom: str) -> None:
    lue = LecteurDeSeance(exemple(nom), hote.catalogue).entiere()
    numero = seances.ouvrir(registre, lue).seance
    with registre.lire() as cx:
        assert seances.complete(cx, seances.charger(cx, numero, hote.catalogue)) == lue


def test_une_seance_n_entre_qu_une_fois(registre: Registre, hote: Hote, exemple: Callable) -> None:
    lue = LecteurDeSeance(exemple(GC), hote.catalogue).entiere()
    premiere, seconde = seances.ouvrir(registre, lue), seances.ouvrir(registre, lue)
    assert (premiere.ajoutes, premiere.deja) == (14, False)
    assert (seconde.seance, seconde.deja) == (premiere.seance, True)
    assert seances.ouvrir(registre, evolve(lue, lieu="Lille"), de_nouveau=True).seance == premiere.seance + 1


def test_les_seances_se_listent(registre: Registre, gc: int) -> None:
    (resume,) = seances.lister(registre)
    assert (resume.id, resume.etat, resume.dossiers, resume.decisions) == (gc, seances.Etat.OUVERTE, 14, 0)


def test_une_seance_inconnue_le_dit(registre: Registre) -> None:
    with pytest.raises(CodeInconnu, match="séance 9 inconnue"):
        deliberer(registre, 9)


def _importer(registre: Registre, hote: Hote, numero: int, *fichiers: Path) -> seances.Entree:
    with registre.lire() as cx:
        seance = seances.complete(cx, seances.charger(cx, numero, hote.catalogue))
    return seances.importer(registre, numero, lire_complement(fichiers, seance, hote.catalogue))


def _observer(chemin: Path, *lignes: str) -> Path:
    chemin.write_text("\n".join(["dossier;evaluateur;cible;valeur", *lignes]), encoding="utf-8")
    return chemin


MANQUANTES = [f"GC-2203-07;jury;GRU/C{c};oui" for c in range(1, 7)]


def test_importer_complete_et_ajoute_une_seule_fois(
    registre: Registre, hote: Hote, gc: int, tmp_path: Path
) -> None:
    nouveaux = tmp_path / "nouveaux.csv"
    nouveaux.write_text("dossier;nom;prenom;voie;entree\nN1;Neuf;Ève;vae;2021-11-02\n", encoding="utf-8")
    observations = _observer(tmp_path / "o.csv", "N1;jury;GDU/C12/1;oui", "GC-2203-10;jury;GDU/C12/1;oui")
    entree = _importer(registre, hote, gc, observations, nouveaux)
    assert (entree.ajoutes, entree.completes) == (1, 1)
    assert _importer(registre, hote, gc, observations, nouveaux).deja
    assert deliberer(registre, gc).nouvelles == 2
    assert _tient(registre)


def test_une_observation_contraire_est_un_defaut(registre: Registre, hote: Hote, gc: int, tmp_path: Path) -> None:
    with pytest.raises(DonneesInvalides, match="a déjà observé GRU/C1/1"):
        _importer(registre, hote, gc, _observer(tmp_path / "o.csv", "GC-2203-01;jury;GRU/C1/1;non"))


def test_un_dossier_ne_change_pas_de_candidat(registre: Registre, hote: Hote, gc: int, tmp_path: Path) -> None:
    autre = tmp_path / "d.csv"
    autre.write_text(
        "dossier;nom;prenom;voie;entree\nGC-2203-01;Autre;Ève;formation;2021-10-04\n", encoding="utf-8"
    )
    with pytest.raises(DonneesInvalides, match="déjà ouvert pour Lefèvre Amélie"):
        _importer(registre, hote, gc, autre)


def test_un_dossier_decide_ne_change_plus(registre: Registre, hote: Hote, gc: int, tmp_path: Path) -> None:
    decisions.decider(registre, gc, Demande("GC-2203-10", "acquis", "GRU"))
    with pytest.raises(ActeRefuse, match="GC-2203-10 : le jury en a décidé"):
        _importer(registre, hote, gc, _observer(tmp_path / "o.csv", "GC-2203-10;jury;GDU/C12/1;oui"))


def test_deliberer_deux_fois_ne_garde_rien_de_plus(registre: Registre, gc: int) -> None:
    assert deliberer(registre, gc).nouvelles == 0
    with registre.lire() as cx:
        assert cx.execute(select(text("count(*)")).select_from(PROPOSITIONS)).scalar() == 14


def test_une_decision_conforme_s_enregistre_sans_motif(registre: Registre, gc: int) -> None:
    demande = Demande("GC-2203-01", "acquis", "GRU", Votes(3, 1, 0))
    rendue = decisions.decider(registre, gc, demande)
    assert (rendue.decision.propose, rendue.decision.votes, rendue.deja) == (Verdict.ACQUIS, Votes(3, 1, 0), False)
    encore = decisions.decider(registre, gc, demande)
    assert (encore.decision, encore.deja) == (rendue.decision, True)


@pytest.mark.parametrize(
    ("demande", "dit"),
    [
        (
            Demande("GC-2203-01", "non_acquis", "GRU"),
            "motif obligatoire : « non acquis » s'écarte",
        ),
        (Demande("GC-2203-01", "non_acquis", "GRU", motif="  "), "motif obligatoire"),
        (
            Demande("GC-2203-01", "acquis", "GRU", Votes(3, 1, 1)),
            "trouvé 5 voix, attendu 4 au plus",
        ),
        (Demande("GC-2203-05", "acquis", "GRU"), "bloc GRU déjà acquis"),
        (Demande("GC-2203-10", "acquis", "GDU"), "bloc GDU non présenté"),
        (Demande("GC-2203-01", "acquis", "GRU", remplace=3), "l'acte 3 n'est pas une décision"),
    ],
)
def test_une_regle_refuse_la_decision(registre: Registre, gc: int, demande: Demande, dit: str) -> None:
    with pytest.raises(ActeRefuse, match=dit):
        decisions.decider(registre, gc, demande)


@pytest.mark.parametrize(
    ("demande", "dit"),
    [
        (Demande("GC-2203-1", "acquis", "GRU"), "dossier inconnu « GC-2203-1 » ; peut-être"),
        (Demande("GC-2203-01", "acquis", "GRX"), "bloc inconnu « GRX »"),
        (Demande("GC-2203-01", "certifie", "GRU"), "inconnu pour décider d'un bloc"),
        (Demande("GC-2203-01", "acquis"), "inconnu pour décider d'un dossier"),
    ],
)
def test_une_decision_mal_dite_est_une_erreur(registre: Registre, gc: int, demande: Demande, dit: str) -> None:
    with pytest.raises(CodeInconnu, match=dit):
        decisions.decider(registre, gc, demande)


def test_rien_ne_se_decide_avant_la_deliberation(registre: Registre, hote: Hote, exemple: Callable) -> None:
    numero = seances.ouvrir(registre, LecteurDeSeance(exemple(GC), hote.catalogue).entiere()).seance
    with pytest.raises(ActeRefuse, match="délibérez d'abord"):
        decisions.decider(registre, numero, INCOMPLET)
    with pytest.raises(ActeRefuse, match="GC-2203-01 : à délibérer"):
        proclamer(registre, numero)
    with pytest.raises(ActeRefuse, match="rien n'a été délibéré"):
        rejouer(registre, numero)


ENTIER, REFUS = (
    Demande("GC-2203-01", "certifie"),
    Demande("GC-2203-01", "non_acquis", "GRU", motif="fraude établie"),
)


@pytest.mark.parametrize("demandes", [(ENTIER, REFUS), (REFUS, ENTIER)])
def test_un_ensemble_que_ses_blocs_contredisent_ne_se_proclame_qu_avec_un_motif(
    registre: Registre, gc: int, demandes: tuple[Demande, Demande]
) -> None:
    decisions.decider(registre, gc, INCOMPLET)
    actes = {demande.objet.chemin: decisions.decider(registre, gc, demande).decision.acte for demande in demandes}
    dit = "GC-2203-01 : l'ensemble « certifié » ne suit pas de ce qui est décidé de GRU, qui donne « partiel »"
    with pytest.raises(ActeRefuse, match=dit):
        proclamer(registre, gc)
    decisions.decider(registre, gc, evolve(ENTIER, remplace=actes[""], motif="le CQP malgré GRU"))
    assert proclamer(registre, gc).titres > 0


def test_un_bloc_decide_autrement_sans_l_ensemble_emporte_l_ensemble(registre: Registre, gc: int) -> None:
    decisions.decider(registre, gc, INCOMPLET)
    decisions.decider(registre, gc, REFUS)
    assert not proclamer(registre, gc).deja


def test_une_decision_se_remplace_par_un_nouvel_acte_qui_la_designe(
    registre: Registre, hote: Hote, gc: int
) -> None:
    premiere = decisions.decider(registre, gc, Demande("GC-2203-01", "acquis", "GRU")).decision
    autre = Demande("GC-2203-01", "non_acquis", "GRU", motif="fraude établie")
    with pytest.raises(ActeRefuse, match=rf"déjà décidé : acquis \(acte {premiere.acte}\)"):
        decisions.decider(registre, gc, autre)
    decisions.decider(registre, gc, evolve(autre, remplace=premiere.acte))
    with registre.lire() as cx:
        (lu,) = next(seances.parcourir(cx, seances.charger(cx, gc, hote.catalogue), "GC-2203-01"))
        assert decisions.en_vigueur(cx, [lu.id])[lu.id][SurBloc("GRU")].decision.verdict is Verdict.NON_ACQUIS
    (dossier,) = decisions.montrer(registre, gc, "GC-2203-01")
    assert [d.verdict for d in dossier.decisions] == [Verdict.ACQUIS, Verdict.NON_ACQUIS]
    assert dossier.decisions[1].motif == "fraude établie"
    assert _tient(registre)


def test_le_jury_souverain_donne_et_retire(registre: Registre, gc: int) -> None:
    """GC-2203-01 is proposed as certified, GC-2203-10 presents two blocs."""
    decisions.decider(registre, gc, Demande("GC-2203-01", "non_acquis", "GRU", motif="fraude établie"))
    decisions.decider(registre, gc, INCOMPLET)
    proclamer(registre, gc)
    objets = [titre.objet for titre in _titres(registre, candidat="lefevre amelie")]
    assert "ucanss.gc" not in objets
    assert "ucanss.gc@2021/GRU" not in objets
    assert "ucanss.gc@2021/MDR" in objets


def test_proclamer_verrouille_et_numerote_sans_trou(registre: Registre, gc: int) -> None:
    with pytest.raises(ActeRefuse, match="GC-2203-07 : observations manquantes sur GRU"):
        proclamer(registre, gc)
    assert _titres(registre) == []
    decisions.decider(registre, gc, INCOMPLET)
    resultat = proclamer(registre, gc)
    delivres = _titres(registre)
    assert [titre.numero for titre in delivres] == [f"2022-{rang:06d}" for rang in range(1, resultat.titres + 1)]
    assert {titre.delivre_le for titre in delivres} == {date(2022, 3, 16)}
    assert _titres(registre, date(2022, 3, 15)) == []
    encore = proclamer(registre, gc)
    assert (encore.deja, encore.titres) == (True, resultat.titres)
    for faire in (
        lambda: deliberer(registre, gc),
        lambda: decisions.decider(registre, gc, Demande("GC-2203-02", "acquis", "GRU", motif="x")),
    ):
        with pytest.raises(ActeRefuse, match="séance 1 proclamée : elle ne change plus"):
            faire()
    assert _tient(registre)


def test_les_titres_sont_ceux_que_le_calcul_propose(registre: Registre, gc: int) -> None:
    decisions.decider(registre, gc, INCOMPLET)
    proclamer(registre, gc)
    with registre.lire() as cx:
        contenus = cx.execute(select(PROPOSITIONS.c.contenu).order_by(PROPOSITIONS.c.dossier)).scalars()
        attendus = [titre.objet for contenu in contenus for titre in lire(contenu).titres]
    assert [titre.objet for titre in _titres(registre)] == attendus


def test_un_debat_ouvert_refuse_puis_se_tranche(registre: Registre, ouvrir: Callable, exemple: Callable) -> None:
    numero = ouvrir(exemple("courtage/cdc-2017"))
    with pytest.raises(ActeRefuse, match="débat ouvert sur") as refus:
        proclamer(registre, numero)
    tranches = 0
    for raison in map(str, refus.value.raisons):
        dossier, _, quoi = raison.removeprefix("dossier ").partition(" : ")
        if "débat ouvert sur " in quoi and "ensemble" not in quoi:
            for bloc in quoi.removeprefix("débat ouvert sur ").partition(" ;")[0].split(", "):
                decisions.decider(registre, numero, Demande(dossier, "acquis", bloc, Votes(2, 1)))
                tranches += 1
    assert tranches
    try:
        proclamer(registre, numero)
    except ActeRefuse as reste:
        for raison in map(str, reste.raisons):
            dossier = raison.removeprefix("dossier ").partition(" : ")[0]
            assert "débat ouvert sur B" not in raison
            decisions.decider(registre, numero, Demande(dossier, "incomplet", motif="à revoir"))
        proclamer(registre, numero)
    assert _tient(registre)


@pytest.mark.parametrize(
    ("remplacements", "dit"),
    [
        ([('role = "membre"', 'role = "inconnu"')], "jury irrégulier : .*siège inconnu"),
        ([('"jury_paritaire_national"', '"jury_professionnel"')], "jury_professionnel ne proclame pas"),
    ],
)
def test_un_jury_irregulier_ne_proclame_pas(
    registre: Registre, ouvrir: Callable, exemple: Callable, remplacements: list, dit: str
) -> None:
    numero = ouvrir(exemple(GC, *remplacements))
    with pytest.raises(ActeRefuse, match=dit):
        proclamer(registre, numero)


def test_le_quorum_manquant_refuse(registre: Registre, hote: Hote, exemple: Callable) -> None:
    lue = LecteurDeSeance(exemple("courtage/cdc-2017"), hote.catalogue).entiere()
    numero = seances.ouvrir(registre, evolve(lue, membres=lue.membres[:1])).seance
    with pytest.raises(ActeRefuse, match="quorum : trouvé"):
        proclamer(registre, numero)


def test_le_dernier_bloc_acquis_donne_le_cqp(
    registre: Registre, hote: Hote, ouvrir: Callable, exemple: Callable
) -> None:
    """GC-2203-10 presents GRU and MDR in March, and GDU alone in July."""
    decisions.decider(registre, premiere := ouvrir(exemple(GC)), INCOMPLET)
    proclamer(registre, premiere)
    assert {t.objet for t in _titres(registre, candidat="Da Silva")} == {
        "ucanss.gc@2021/GRU",
        "ucanss.gc@2021/MDR",
    }
    suite = exemple(GC, ("2022-03-16", "2022-07-13"), ou="juillet")
    lignes = (suite / "dossiers.csv").read_text(encoding="utf-8").splitlines()
    sien = next(ligne for ligne in lignes if "Da Silva" in ligne).replace('"GRU;MDR"', "GDU")
    (suite / "dossiers.csv").write_text(f"{lignes[0]}\n{sien}\n", encoding="utf-8")
    _observer(suite / "observations.csv", *(f"GC-2203-10;jury;GDU/C{c};oui" for c in range(12, 17)))
    seconde = ouvrir(suite)
    proclamer(registre, seconde)
    siens = _titres(registre, candidat="da silva  inês")
    assert [t.objet for t in siens if t.delivre_le == date(2022, 7, 13)] == ["ucanss.gc", "ucanss.gc@2021/GDU"]
    assert rejouer(registre, seconde).differences == ()
    with registre.lire() as cx:
        fiche = seances.charger(cx, seconde, hote.catalogue)
        (lu,) = next(seances.parcourir(cx, fiche))
        gardee = seances.derniere_proposition(cx, [lu.id])[lu.id]
    assert Acquis("ucanss.gc@2021/GRU", date(2022, 3, 16)).le.isoformat() in gardee.acquis


def test_un_titre_expire_le_lendemain_de_son_dernier_jour(
    registre: Registre, ouvrir: Callable, exemple: Callable
) -> None:
    numero = ouvrir(exemple("agirc-arrco/ce-2024"))
    try:
        proclamer(registre, numero)
    except ActeRefuse as refus:
        for raison in map(str, refus.raisons):
            dossier = raison.removeprefix("dossier ").partition(" : ")[0]
            decisions.decider(registre, numero, Demande(dossier, "incomplet", motif="renvoyé"))
        proclamer(registre, numero)
    bloc = next(titre for titre in _titres(registre) if titre.nature == "parchemin_bloc")
    assert bloc.expire_le is not None
    assert bloc.expire_le.year == bloc.delivre_le.year + 5
    etats = {
        le: next(t.etat for t in _titres(registre, le) if t.numero == bloc.numero)
        for le in (bloc.expire_le, date.fromordinal(bloc.expire_le.toordinal() + 1))
    }
    assert list(etats.values()) == [titres.Valeur.VALIDE, titres.Valeur.EXPIRE]


def test_deux_seances_se_suivent(registre: Registre, hote: Hote, ouvrir: Callable, exemple: Callable) -> None:
    locale = ouvrir(exemple(GC, ('"jury_paritaire_national"', '"jury_professionnel"')))
    nationale = LecteurDeSeance(exemple(GC, ou="n"), hote.catalogue).entiere()
    numero = seances.ouvrir(registre, nationale, locale).seance
    with registre.lire() as cx:
        assert seances.charger(cx, numero, hote.catalogue).precedente == locale
    ailleurs = LecteurDeSeance(exemple("courtage/cdc-2017", ou="c"), hote.catalogue).entiere()
    with pytest.raises(ActeRefuse, match="ne précède pas celle-ci"):
        seances.ouvrir(registre, ailleurs, locale)
    with pytest.raises(CodeInconnu, match="séance 99 inconnue"):
        seances.ouvrir(registre, ailleurs, 99)


def test_rejouer_dit_identique(registre: Registre, gc: int) -> None:
    rejeu = rejouer(registre, gc)
    assert (rejeu.dossiers, rejeu.differences, rejeu.versions) == (14, (), ())


def test_rejouer_dit_ce_qui_differe(registre: Registre, gc: int) -> None:
    """Years later: another core, and observations that somebody changed in the database."""
    with registre.ecrire() as ecriture:
        ecriture.cx.execute(PROPOSITIONS.update().values(coeur="0.0.1"))
        une = ecriture.cx.execute(select(DOSSIERS).where(DOSSIERS.c.code == "GC-2203-02")).one()
        contenu = une.contenu.replace('"GRU/C1/1":"acquis"', '"GRU/C1/1":"non_acquis"')
        contenu = contenu.replace('"GRU/C1/2":"acquis"', '"GRU/C1/2":"non_acquis"')
        ecriture.cx.execute(
            DOSSIERS.update().where(DOSSIERS.c.id == une.id).values(contenu=contenu, empreinte="0" * 64)
        )
    rejeu = rejouer(registre, gc)
    assert [(v.chemin, v.avant) for v in rejeu.versions] == [("coeur", "0.0.1")]
    assert {d.dossier for d in rejeu.differences} == {"GC-2203-02"}
    assert rejeu.differences[0].chemin == "entrees"
    assert len(rejeu.differences) > 1


def test_le_journal_ne_nomme_personne(registre: Registre, hote: Hote, gc: int) -> None:
    decisions.decider(registre, gc, Demande("GC-2203-01", "non_acquis", "GRU", motif="fraude de Lefèvre"))
    decisions.decider(registre, gc, INCOMPLET)
    proclamer(registre, gc)
    with registre.lire() as cx:
        actes = " ".join(cx.execute(select(JOURNAL.c.contenu)).scalars())
        tables = " ".join(str(ligne) for ligne in cx.execute(select(TITRES)))
        noms = [
            nom
            for lu in next(seances.parcourir(cx, seances.charger(cx, gc, hote.catalogue)))
            for nom in (lu.dossier.candidat.nom, lu.dossier.candidat.prenom)
        ]
    assert [nom for nom in noms if nom in actes or nom in tables] == []
    assert "fraude" not in actes


def test_une_empreinte_salee_ne_se_devine_pas() -> None:
    sel = canonique.nouveau_sel()
    assert canonique.empreindre("Zoé", sel) == canonique.empreindre("Zoé", sel)
    assert canonique.empreindre("Zoé", sel) != canonique.empreindre("Zoé", canonique.nouveau_sel())
