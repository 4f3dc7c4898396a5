"""What keeps the register quick: read as it goes, a list answered from an index, the same forms as ever."""

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import takewhile
from pathlib import Path

import pytest
from attrs import fields, frozen
from cattrs.preconf.json import make_converter
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, event, select, text

from parchemin.deliberation.decision import DecisionDemandee as Demande
from parchemin.dossier.model import (
    Acquis,
    Avis,
    Candidat,
    Dossier,
    Neutralise,
    Note,
    NoteGardee,
    Observations,
    Qualite,
    Sexe,
    Statut,
)
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.errors import DonneesInvalides, RegistreIndisponible
from parchemin.plugin.host import Hote
from parchemin.referentiel.catalogue import Catalogue
from parchemin.registre.journal import journal
from parchemin.registre.seance import decisions, seances
from parchemin.registre.seance.proclamation import proclamer
from parchemin.registre.seance.propositions import acquis_du_registre, deliberer
from parchemin.registre.service import Registre
from parchemin.registre.socle import tampon
from parchemin.registre.socle.canonique import canonique, ecrire_candidat, ecrire_dossier, lire_dossier
from parchemin.registre.socle.tables import JOURNAL, SEANCES
from parchemin.registre.titres import titres

GC = "ucanss/gc-2021"
JOUR = date(2030, 1, 1)

_mots, _jours = st.text(min_size=1, max_size=8), st.dates()
_valeurs = st.one_of(
    st.sampled_from(Avis),
    st.builds(Note, st.integers(min_value=0, max_value=20_000)),
    st.builds(Neutralise, _mots),
)
_DOSSIERS = st.builds(
    Dossier,
    code=_mots,
    candidat=st.builds(Candidat, _mots, _mots, st.none() | _jours),
    voie=_mots,
    entree=_jours,
    edition=_mots,
    organisme=st.text(max_size=8),
    branche_legislation=st.text(max_size=8),
    option=st.text(max_size=8),
    statut=st.none() | st.sampled_from(Statut),
    blocs=st.lists(_mots, max_size=3).map(tuple),
    parcours=st.dictionaries(_mots, _jours, max_size=3),
    acquis=st.lists(st.builds(Acquis, _mots, _jours), max_size=3).map(tuple),
    depots=st.dictionaries(_mots, _jours, max_size=3),
    sessions=st.dictionaries(_mots, _jours, max_size=3),
    heures=st.dictionaries(_mots, st.integers(0, 9999) | st.booleans(), max_size=3),
    niveau=st.text(max_size=8),
    experience_mois=st.none() | st.integers(0, 999),
    observations=st.dictionaries(_mots, st.dictionaries(_mots, _valeurs, max_size=4), max_size=3).map(
        Observations
    ),
)


@given(_DOSSIERS)
def test_un_dossier_se_relit_de_sa_forme_ecrite(dossier: Dossier) -> None:
    relu = lire_dossier(dossier.code, dossier.candidat, json.loads(canonique(ecrire_dossier(dossier))))
    assert relu == dossier


@given(_DOSSIERS.filter(lambda dossier: not dossier.observations.par_role))
def test_la_forme_ecrite_est_celle_que_les_registres_ont_deja(dossier: Dossier) -> None:
    """Digests are taken of it: it may not change by being written another way."""
    forme = make_converter(omit_if_default=True).unstructure(dossier)
    del forme["code"], forme["candidat"]
    assert ecrire_dossier(dossier) == forme


def test_aucun_champ_d_un_dossier_n_est_oublie() -> None:
    pleins = {
        "statut": Statut.SALARIE,
        "blocs": ("B1",),
        "parcours": {"E": JOUR},
        "acquis": (Acquis("B1", JOUR),),
        "depots": {"D": JOUR},
        "sessions": {"B1": JOUR},
        "heures": {"h": 1},
        "experience_mois": 0,
        "qualites": (Qualite("tuteur", JOUR, "Zoé Durand"),),
        "notes": (NoteGardee("E", Note(1200), JOUR),),
        "observations": Observations({"jury": {"B1": Avis.ABSENT}}),
    }
    noms_de_textes = (
        "voie",
        "edition",
        "organisme",
        "adresse",
        "courriel",
        "branche_legislation",
        "option",
        "niveau",
    )
    textes = dict.fromkeys(noms_de_textes, "x")
    precisions = {"nom_usage": "U", "civilite": "Mme", "lieu_naissance": "Ici", "commune_naissance": "01004"}
    candidat = Candidat("N", "P", JOUR, sexe=Sexe.FEMME, **precisions)
    dossier = Dossier(code="D1", candidat=candidat, entree=JOUR, **textes, **pleins)
    noms = {champ.name for champ in fields(Dossier)}
    forme = ecrire_dossier(dossier)
    assert forme.keys() == noms - {"code"}
    assert forme["candidat"] == {**precisions, "sexe": "F"}
    assert forme["candidat"].keys() == {champ.name for champ in fields(Candidat)} - set(ecrire_candidat(candidat))
    assert lire_dossier("D1", Candidat("N", "P", JOUR), json.loads(canonique(forme))) == dossier


def test_ce_qui_n_est_pas_dit_d_une_personne_n_est_pas_ecrit() -> None:
    """So that what the first registers digested is digested alike."""
    dossier = Dossier("D1", Candidat("N", "P"), "formation", JOUR, "e@1")
    assert ecrire_dossier(dossier) == {"voie": "formation", "entree": JOUR.isoformat(), "edition": "e@1"}


def _actes(registre: Registre) -> int:
    return journal.verifier(registre).actes


@pytest.mark.parametrize("place", [0, tampon.EN_MEMOIRE], ids=["sur le disque", "en mémoire"])
def test_une_seance_entre_par_ses_fichiers_comme_par_la_memoire(
    registre: Registre, hote: Hote, exemple: Callable, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    monkeypatch.setattr(tampon, "EN_MEMOIRE", place or 1)
    chemin = exemple(GC)
    lue = LecteurDeSeance(chemin, hote.catalogue).entiere()
    entree = seances.ouvrir_fichiers(registre, LecteurDeSeance(chemin, registre.catalogue))
    with registre.lire() as cx:
        assert seances.complete(cx, seances.charger(cx, entree.seance, hote.catalogue)) == lue
    assert (entree.ajoutes, entree.deja) == (14, False)
    assert seances.ouvrir(registre, lue).deja
    assert seances.ouvrir_fichiers(registre, LecteurDeSeance(chemin, registre.catalogue)).deja
    assert _actes(registre) == 1


def test_des_observations_en_desordre_sont_la_meme_seance(registre: Registre, exemple: Callable) -> None:
    chemin = exemple(GC)
    premiere = seances.ouvrir_fichiers(registre, LecteurDeSeance(chemin, registre.catalogue))
    entete, *lignes = (chemin / "observations.csv").read_text(encoding="utf-8").splitlines()
    (chemin / "observations.csv").write_text("\n".join([entete, *reversed(lignes)]), encoding="utf-8")
    assert seances.ouvrir_fichiers(registre, LecteurDeSeance(chemin, registre.catalogue)).seance == premiere.seance


def test_une_faute_a_la_derniere_ligne_ne_laisse_rien(registre: Registre, exemple: Callable) -> None:
    chemin = exemple(GC)
    with (chemin / "observations.csv").open("a", encoding="utf-8") as fichier:
        fichier.write("GC-2203-14;jury;GRU/C1/1;peut-être\nINCONNU;jury;GRU/C1/1;oui\n")
    with pytest.raises(DonneesInvalides) as erreur:
        seances.ouvrir_fichiers(registre, LecteurDeSeance(chemin, registre.catalogue))
    assert len(erreur.value.defauts) == 2
    with registre.lire() as cx:
        assert cx.execute(select(SEANCES.c.id)).all() == []


def test_un_dossier_temporaire_qui_ne_peut_s_ecrire_le_dit(
    registre: Registre, exemple: Callable, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tampon, "EN_MEMOIRE", 1)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "absent"))
    with pytest.raises(RegistreIndisponible, match="le dossier temporaire ne peut recevoir"):
        seances.ouvrir_fichiers(registre, LecteurDeSeance(exemple(GC), registre.catalogue))
    assert _actes(registre) == 0


@pytest.fixture
def proclamee(registre: Registre, exemple: Callable) -> int:
    chemin = exemple(GC)
    numero = seances.ouvrir_fichiers(registre, LecteurDeSeance(chemin, registre.catalogue)).seance
    deliberer(registre, numero)
    decisions.decider(registre, numero, Demande("GC-2203-07", "incomplet"))
    proclamer(registre, numero)
    return numero


@frozen
class _Ici:
    """A register that is read within a transaction that is open already."""

    cx: Connection
    catalogue: Catalogue

    @contextmanager
    def lire(self) -> Iterator[Connection]:
        yield self.cx


def _plans(registre: Registre, faire: Callable) -> list[str]:
    """Return how the database would find what a function asks of it, as if its tables were large.

    What is done inside a subquery is indented.
    """
    ordres: list[tuple[str, object]] = []

    def noter(_cx: object, _curseur: object, ordre: str, valeurs: object, *_: object) -> None:
        ordres.append((ordre, valeurs))

    with registre.lire() as cx:
        event.listen(cx, "before_cursor_execute", noter)
        faire(_Ici(cx, registre.catalogue))
        event.remove(cx, "before_cursor_execute", noter)
        sqlite = cx.dialect.name == "sqlite"
        if not sqlite:
            cx.execute(text("SET enable_seqscan = off; SET enable_sort = off; SET enable_hashjoin = off"))
        expliquer = "EXPLAIN QUERY PLAN " if sqlite else "EXPLAIN "
        return [
            "  " * (sqlite and ligne[1] != 0) + ligne[-1]
            for ordre, valeurs in ordres
            if ordre.startswith("SELECT")
            for ligne in cx.exec_driver_sql(expliquer + ordre, valeurs)
        ]


def _parcours(plans: Iterable[str], table: str) -> list[str]:
    return [plan for plan in plans if f"SCAN {table}" in plan or f"Seq Scan on {table}" in plan]


GRANDES = (
    "titres",
    "personnes",
    "dossiers",
    "propositions",
    "decisions",
    "corrections",
    "motifs",
    "errata",
    "identites",
)


@pytest.mark.parametrize(
    "demander",
    [
        lambda ici, _: list(titres.lister(ici, JOUR, "Lefèvre Amélie")),
        lambda ici, fiche: list(titres.lister(ici, JOUR, seance=fiche.id)),
        lambda ici, _: list(seances.lister(ici)),
        lambda ici, fiche: list(seances.parcourir(ici.cx, fiche, "GC-2203-01")),
        lambda ici, fiche: list(decisions.montrer(ici, fiche.id)),
        lambda ici, fiche: acquis_du_registre(ici.cx, fiche, [1, 2]),
        lambda ici, _: decisions.en_vigueur(ici.cx, [1, 2]),
    ],
    ids=["titres --candidat", "titres d'une séance", "liste", "un dossier", "montrer", "acquis", "en vigueur"],
)
def test_une_liste_repond_par_un_index(registre: Registre, hote: Hote, proclamee: int, demander: Callable) -> None:
    with registre.lire() as cx:
        fiche = seances.charger(cx, proclamee, hote.catalogue)
    plans = _plans(registre, lambda ici: demander(ici, fiche))
    assert plans
    assert [_parcours(plans, table) for table in GRANDES] == [[] for _ in GRANDES]


@pytest.mark.parametrize(
    "lister", [lambda ici: list(titres.lister(ici, JOUR)), lambda ici: list(journal.lire(ici))]
)
def test_ce_qui_se_donne_entier_sort_deja_en_ordre(registre: Registre, proclamee: int, lister: Callable) -> None:
    """What corrects one title is sorted, a handful of errata; the titles are not."""
    dehors = list(takewhile(lambda plan: "SubPlan" not in plan, _plans(registre, lister)))
    assert dehors
    assert [plan for plan in dehors if plan.startswith(("USE TEMP B-TREE FOR ORDER BY", "Sort"))] == []


def test_le_journal_se_lit_par_pages(
    registre: Registre, proclamee: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with registre.lire() as cx:
        attendus = cx.execute(select(JOURNAL.c.numero).order_by(JOURNAL.c.numero)).scalars().all()
        monkeypatch.setattr(journal, "PAGE", 3)
        assert [acte.numero for acte in journal.lire(registre)] == attendus
        assert journal.verifier(registre).rupture is None
    plans = _plans(registre, lambda ici: list(journal.lire(ici)))
    assert len(_parcours(plans, "journal")) <= 1  # the first page, which begins at the beginning
