"""The storage: where it is, how it migrates, what the database itself refuses, and what the journal shows."""

import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import delete, inspect, select, text, update
from sqlalchemy.exc import DBAPIError

from parchemin.errors import RegistreIndisponible
from parchemin.registre.journal import journal
from parchemin.registre.socle import schema
from parchemin.registre.socle.base import Base, Ecriture, base_par_defaut
from parchemin.registre.socle.tables import DECISIONS, INALTERABLES, JOURNAL, META, REPONSES, RETRACTATIONS, TETE

QUI = "Secrétaire", datetime(2022, 3, 16, 9, 30, tzinfo=UTC)
"""Who writes, and when."""


@pytest.mark.parametrize(
    ("environnement", "systeme", "attendu"),
    [
        ({"PARCHEMIN_BASE": "sqlite:///x.db", "XDG_DATA_HOME": "/d"}, "linux", "sqlite:///x.db"),
        ({"XDG_DATA_HOME": "/d"}, "linux", f"sqlite:///{Path('/d/parchemin/registre.db')}"),
        ({"APPDATA": "/d"}, "win32", f"sqlite:///{Path('/d/Parchemin/registre.db')}"),
        ({}, "darwin", f"sqlite:///{Path.home() / '.local/share/parchemin/registre.db'}"),
    ],
)
def test_le_registre_est_dans_le_dossier_de_donnees(environnement: dict, systeme: str, attendu: str) -> None:
    assert base_par_defaut(environnement, systeme) == attendu


@pytest.mark.parametrize(
    ("adresse", "dit"), [("pas une url", "illisible"), ("mysql://x/y", "attendu sqlite ou postgresql")]
)
def test_une_adresse_inconnue_est_refusee(adresse: str, dit: str) -> None:
    with pytest.raises(RegistreIndisponible, match=dit):
        Base(adresse).migrer()


@pytest.mark.skipif(os.name == "nt", reason="ce système n'a pas de droits à la façon de POSIX")
def test_un_registre_ne_se_lit_que_de_qui_le_tient(tmp_path: Path) -> None:
    fichier = tmp_path / "registre.db"
    Base(f"sqlite:///{fichier}").migrer()
    modes = {autre.name: stat.S_IMODE(autre.stat().st_mode) for autre in tmp_path.iterdir()}
    assert set(modes.values()) == {0o600}


def test_lire_ne_cree_rien(adresse: str) -> None:
    base = Base(adresse)
    with pytest.raises(RegistreIndisponible, match="aucun registre encore"), base.lire():
        pass
    assert base.revision() is None
    assert base.fichier is None or not base.fichier.exists()
    base.fermer()


def test_ecrire_ne_cree_le_registre_que_si_c_est_demande(adresse: str) -> None:
    base = Base(adresse)
    with pytest.raises(RegistreIndisponible, match="aucun registre encore"), base.ecrire(*QUI):
        pass
    assert base.revision() is None
    assert base.fichier is None or not base.fichier.exists()
    with base.ecrire(*QUI, creer=True) as ecriture:
        ecriture.inscrire("essai", {})
    assert base.revision() == schema.REVISION
    base.fermer()


def test_la_revision_du_code_est_la_derniere() -> None:
    assert schema.revisions()[-1] == schema.REVISION


@pytest.mark.parametrize("ancienne", schema.revisions()[:3])
def test_chaque_revision_publiee_migre_avec_ses_donnees(
    adresse: str, ancienne: str, ancienne_ecriture: Callable
) -> None:
    base = Base(adresse)
    base.migrer(ancienne)
    with base.transaction(ecriture=True) as cx:
        _garnir(ecriture := ancienne_ecriture(cx))
    base.migrer()
    with base.lire() as cx:
        assert schema.revision(cx) == schema.REVISION
        assert next(journal.lire(base)).contenu == {"seance": 1}
        assert journal.verifier(base) == journal.Verification(4, ecriture.empreinte, None)
        assert cx.execute(select(DECISIONS.c.verdict)).scalars().all() == ["acquis"]
        assert compare_metadata(MigrationContext.configure(cx), META) == []
    with pytest.raises(RegistreIndisponible, match="rien ne s'y modifie"), base.ecrire(*QUI) as ecriture:
        ecriture.cx.execute(update(DECISIONS).values(le=date(2022, 5, 1)))
    base.fermer()


def test_les_tables_du_code_sont_celles_de_la_base(base: Base) -> None:
    with base.lire() as cx:
        assert compare_metadata(MigrationContext.configure(cx), META) == []


@pytest.mark.parametrize(("trouvee", "dit"), [("0000", "schéma 0000, attendu"), ("9999", "plus récent")])
def test_un_autre_schema_est_refuse(base: Base, trouvee: str, dit: str) -> None:
    with base.ecrire(*QUI) as ecriture:
        ecriture.cx.execute(text(f"UPDATE alembic_version SET version_num = '{trouvee}'"))
    with pytest.raises(RegistreIndisponible, match=dit), base.lire():
        pass


def test_sqlite_journalise_et_tient_ses_liens(tmp_path: Path) -> None:
    base = Base(f"sqlite:///{tmp_path / 'r.db'}")
    with base.ecrire(*QUI, creer=True) as ecriture:
        reglages = {
            nom: ecriture.cx.exec_driver_sql(f"PRAGMA {nom}").scalar()
            for nom in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        }
    assert reglages == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "busy_timeout": 10_000}
    base.fermer()


_SEANCE = (
    "INSERT INTO seances VALUES (1, 'c', '', '2022-03-16', 'i', '', '[]', '{}', 'ouverte', NULL, 'e')",
    "INSERT INTO personnes (id, nom, prenom, cle_nom, cle_entiere, sel, empreinte) "
    "VALUES (1, 'N', 'P', 'n', 'n p', 's', 'e')",
    "INSERT INTO dossiers (id, seance, code, personne, contenu, empreinte) VALUES (1, 1, 'D1', 1, '{}', 'e')",
)


def _decision(**autres: object) -> dict:
    return {
        "id": 1,
        "seance": 1,
        "dossier": 1,
        "bloc": "B1",
        "bloc_cle": "c@1/B1",
        "verdict": "acquis",
        "propose": "acquis",
        "pour": None,
        "contre": None,
        "abstention": None,
        "motif": None,
        "remplace": 0,
        **autres,
    }


_TITRE = {
    "id": 1,
    "annee": 2022,
    "rang": 1,
    "nature": "ccp",
    "objet": "c@1/B1",
    "bloc_cle": "c@1/B1",
    "edition": "c@1",
    "intitule": "CCP",
    "seance": 1,
    "dossier": 1,
    "personne": 1,
    "delivre_le": date(2022, 3, 16),
    "expire_le": None,
}
_AVRIL = date(2022, 4, 1)
_CORRECTION = {"id": 1, "titre": 1, "nature": "revocation", "le": _AVRIL, "motif": None}
_SUITES = {
    "recours": {"id": 1, "seance": 1, "dossier": 1, "le": _AVRIL, "motif": 1},
    "arret": {"id": 1, "recours": 1, "instance": "i", "sens": "rejete", "le": _AVRIL, "motif": 1},
    "erratum": {"id": 1, "titre": 1, "intitule": "Certificat", "identite": None, "le": _AVRIL, "motif": 1},
}
_RETRACTATION = {"id": 1, "seance": 1, "dossier": 1, "bloc": "B1", "decision": 1, "motif": 1}
_REPONSE = {"id": 1, "premiere": 1, "seconde": 1, "meme": 1, "motif": None}
_TABLES = {"arret": "arrets", "erratum": "errata", "recours": "recours"}


def _garnir(ecriture: Ecriture) -> None:
    """Write four acts, of which the second is a decision and the last a correction, as any revision could."""
    for ordre in _SEANCE:
        ecriture.cx.execute(text(ordre))
    ecriture.inscrire("ouverture", {"seance": 1})
    for nature, ligne in (("decision", _decision()), ("titre", _TITRE), ("correction", _CORRECTION)):
        acte = ecriture.inscrire(nature, {"fait": journal.empreindre_fait(ligne)})
        ecriture.ajouter(META.tables[f"{nature}s"], [{**ligne, "acte": acte}])


@pytest.fixture
def garnie(base: Base) -> Base:
    """Return a register of seven acts: an opening, a decision, a title and what came after it."""
    with base.ecrire(*QUI) as ecriture:
        _garnir(ecriture)
        ecriture.cx.execute(text("INSERT INTO motifs VALUES (1, 1, 'erreur de saisie')"))
        for nature, ligne in _SUITES.items():
            acte = ecriture.inscrire(nature, {"fait": journal.empreindre_fait(ligne)})
            ecriture.ajouter(META.tables[_TABLES[nature]], [{**ligne, "acte": acte}])
    return base


@pytest.fixture
def retractee(garnie: Base) -> Base:
    """Return that register once its decision is taken back, and it was answered of two persons."""
    with garnie.ecrire(*QUI) as ecriture:
        acte = ecriture.inscrire("retractation", {"fait": journal.empreindre_fait(_RETRACTATION)})
        ecriture.ajouter(RETRACTATIONS, [{**_RETRACTATION, "acte": acte}])
        acte = ecriture.inscrire("reponse", {"fait": journal.empreindre_fait(_REPONSE)})
        ecriture.ajouter(REPONSES, [{**_REPONSE, "acte": acte}])
    return garnie


@pytest.mark.parametrize(
    ("ordre", "dit"),
    [
        ("UPDATE retractations SET bloc = 'B2'", "acte 8 : une ligne de retractations est modifiée"),
        ("UPDATE reponses SET meme = 0", "acte 9 : une ligne de reponses est modifiée"),
    ],
)
def test_une_retractation_ou_une_reponse_falsifiee_se_voit(retractee: Base, ordre: str, dit: str) -> None:
    assert journal.verifier(retractee).rupture is None
    _lever(retractee)
    with retractee.ecrire(*QUI) as ecriture:
        ecriture.cx.execute(text(ordre))
    assert str(journal.verifier(retractee).rupture).startswith(dit)


@pytest.mark.parametrize("table", INALTERABLES, ids=lambda table: table.name)
def test_la_base_refuse_de_modifier_ou_d_effacer_ce_qui_est_decide(retractee: Base, table) -> None:
    colonne = list(table.c)[2]
    for ordre in (update(table).values({colonne: colonne}), delete(table)):
        with pytest.raises(RegistreIndisponible, match="rien ne s'y modifie"), retractee.ecrire(*QUI) as ecriture:
            ecriture.cx.execute(ordre)


def test_postgresql_refuse_de_vider_et_sqlite_de_remplacer(garnie: Base) -> None:
    with garnie.lire() as cx:
        colonnes = ", ".join(colonne["name"] for colonne in inspect(cx).get_columns("decisions"))
        en_sqlite = cx.dialect.name == "sqlite"
    autre = colonnes.replace("id,", "7,", 1)
    remplacer = [f"INSERT OR REPLACE INTO decisions SELECT {c} FROM decisions" for c in (colonnes, autre)]
    for ordre in remplacer if en_sqlite else ["TRUNCATE decisions CASCADE"]:
        with pytest.raises(RegistreIndisponible, match="rien ne s'y modifie"), garnie.ecrire(*QUI) as ecriture:
            ecriture.cx.execute(text(ordre))


def test_un_seul_jury_decide_d_un_bloc_dans_la_base_meme(garnie: Base) -> None:
    with pytest.raises(RegistreIndisponible), garnie.ecrire(*QUI) as ecriture:
        ecriture.ajouter(DECISIONS, [_decision(id=2, verdict="non_acquis", acte=ecriture.inscrire("x", {}))])


def test_une_ecriture_interrompue_ne_laisse_rien(base: Base) -> None:
    with pytest.raises(ZeroDivisionError), base.ecrire(*QUI) as ecriture:
        ecriture.inscrire("essai", {})
        ecriture.clore()
        raise ZeroDivisionError
    assert list(journal.lire(base)) == []


def test_un_journal_intact_tient(garnie: Base) -> None:
    verification = journal.verifier(garnie)
    assert (verification.actes, verification.rupture) == (7, None)


def _lever(base: Base) -> None:
    """Take away the triggers, as somebody who owns the database can."""
    with base.ecrire(*QUI) as ecriture:
        cx = ecriture.cx
        if cx.dialect.name == "postgresql":
            for table in INALTERABLES:
                cx.execute(text(f"ALTER TABLE {table.name} DISABLE TRIGGER USER"))
        else:
            noms = cx.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
            for nom in noms:
                cx.execute(text(f"DROP TRIGGER {nom}"))


def _refaire(cx) -> None:
    """Forge the second act well: its own digest is right, the third does not follow it any more."""
    acte = dict(cx.execute(select(JOURNAL).where(JOURNAL.c.numero == 2)).mappings().one())
    del acte["empreinte"]
    acte["le"] = "2020-01-01"
    cx.execute(update(JOURNAL).where(JOURNAL.c.numero == 2).values(**acte, empreinte=journal.empreindre(acte)))


def _inserer(cx) -> None:
    dernier = dict(cx.execute(select(JOURNAL).where(JOURNAL.c.numero == 7)).mappings().one())
    cx.execute(JOURNAL.insert().values({**dernier, "numero": 8}))


@pytest.mark.parametrize(
    ("falsifier", "acte", "dit"),
    [
        (lambda cx: cx.execute(text("UPDATE journal SET nature = 'autre' WHERE numero = 3")), 3, "modifié"),
        (lambda cx: cx.execute(text("DELETE FROM journal WHERE numero = 1")), 1, "supprimé"),
        (_refaire, 3, "inséré ou refait"),
        (_inserer, 8, "modifié"),
        (lambda cx: cx.execute(text("UPDATE decisions SET verdict = 'non_acquis'")), 2, "decisions est modifiée"),
        (lambda cx: cx.execute(text("DELETE FROM decisions")), 2, "decisions est supprimée"),
        (lambda cx: cx.execute(text("UPDATE corrections SET le = '2023-01-01'")), 4, "corrections est modifiée"),
        (lambda cx: cx.execute(update(DECISIONS).values(le=_AVRIL)), 2, "decisions est modifiée"),
        (lambda cx: cx.execute(text("UPDATE recours SET le = '2022-03-17'")), 5, "recours est modifiée"),
        (lambda cx: cx.execute(text("UPDATE arrets SET sens = 'accueilli'")), 6, "arrets est modifiée"),
        (lambda cx: cx.execute(text("UPDATE errata SET intitule = 'Autre'")), 7, "errata est modifiée"),
        (lambda cx: cx.execute(DECISIONS.insert().values(_decision(id=2, bloc="B2", acte=1))), 1, "insérée"),
        (lambda cx: cx.execute(update(TETE).values(numero=8)), 8, "supprimé"),
    ],
    ids=[
        "modifie",
        "supprime",
        "refait",
        "insere",
        "decision",
        "effacee",
        "correction",
        "datee",
        "recours",
        "arret",
        "erratum",
        "ajoutee",
        "fin",
    ],
)
def test_le_journal_nomme_le_premier_acte_falsifie(garnie: Base, falsifier: Callable, acte: int, dit: str) -> None:
    _lever(garnie)
    with garnie.ecrire(*QUI) as ecriture:
        falsifier(ecriture.cx)
    rupture = journal.verifier(garnie).rupture
    assert rupture is not None
    assert rupture.acte == acte
    assert dit in str(rupture)


def test_un_dernier_acte_efface_se_voit_a_ce_qui_s_y_refere(garnie: Base) -> None:
    """Even when the head was turned back too."""
    _lever(garnie)
    ordres = ["DELETE FROM journal WHERE numero = 7"]
    ordres += ["UPDATE tete SET numero = 6, empreinte = (SELECT empreinte FROM journal WHERE numero = 6)"]
    if garnie.fichier:
        with closing(sqlite3.connect(garnie.fichier)) as brute, brute:
            for ordre in ordres:
                brute.execute(ordre)
    else:
        with garnie.ecrire(*QUI) as ecriture:
            for ordre in ["ALTER TABLE errata DROP CONSTRAINT errata_acte_fkey", *ordres]:
                ecriture.cx.execute(text(ordre))
    rupture = journal.verifier(garnie).rupture
    assert rupture is not None
    assert str(rupture) == "acte 7 : supprimé : une ligne de errata s'y réfère"


def test_la_cause_d_une_panne_reste_a_la_portee_du_developpeur(base: Base) -> None:
    with pytest.raises(RegistreIndisponible) as erreur, base.lire() as cx:
        cx.execute(text("SELECT nulle_part"))
    assert isinstance(erreur.value.__cause__, DBAPIError)
