"""Backups: whole while somebody writes, the same on both databases, and nothing restored that is not whole."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile
from threading import Event, Thread

import pytest
from attrs import evolve
from sqlalchemy import select, text, update

from parchemin.deliberation.decision import DecisionDemandee as Demande
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.errors import ActeRefuse, RegistreIndisponible
from parchemin.plugin.host import Hote
from parchemin.registre.journal import journal
from parchemin.registre.journal.sauvegarde import restaurer, sauvegarder
from parchemin.registre.seance import decisions, seances
from parchemin.registre.seance.proclamation import proclamer
from parchemin.registre.seance.propositions import deliberer, rejouer
from parchemin.registre.service import Registre
from parchemin.registre.socle import schema
from parchemin.registre.socle.base import Base
from parchemin.registre.socle.tables import INALTERABLES, META

QUI = "Secrétaire", datetime(2022, 3, 16, 9, 30, tzinfo=UTC)
"""Who writes, and when."""


@pytest.fixture
def proclamee(registre: Registre, exemple: Callable) -> Base:
    """Return a register where a séance was proclaimed."""
    numero = seances.ouvrir(
        registre, LecteurDeSeance(exemple("ucanss/gc-2021"), registre.catalogue).entiere()
    ).seance
    deliberer(registre, numero)
    decisions.decider(registre, numero, Demande("GC-2203-07", "incomplet"))
    decisions.decider(registre, numero, Demande("GC-2203-01", "non_acquis", "GRU", motif="été à vérifier"))
    proclamer(registre, numero)
    return registre.base


@pytest.fixture
def ouvrir() -> Iterator[Callable[[str], Base]]:
    """Return a function that opens a register, which is closed in the end."""
    ouvertes: list[Base] = []

    def ouvrir(adresse: str) -> Base:
        ouvertes.append(Base(adresse, attente=2))
        return ouvertes[-1]

    yield ouvrir
    for base in ouvertes:
        base.fermer()


def _tout(base: Base) -> dict[str, list]:
    with base.lire() as cx:
        return {
            table.name: [tuple(ligne) for ligne in cx.execute(select(table).order_by(*table.primary_key))]
            for table in META.sorted_tables
        }


def _ecrire(base: Base, combien: int = 1) -> None:
    for _ in range(combien):
        with base.ecrire(*QUI, creer=True) as ecriture:
            ecriture.inscrire("essai", {})


def test_une_sauvegarde_rend_tout(
    proclamee: Base, registre: Registre, nouvelle: Callable[[], str], ouvrir: Callable, tmp_path: Path
) -> None:
    faite = sauvegarder(proclamee, tmp_path / "s.db")
    assert (faite.revision, faite.rupture) == (schema.REVISION, None)
    avant = _tout(proclamee)
    assert len(avant["titres"]) > 10
    for adresse in (nouvelle(), f"sqlite:///{tmp_path / 'ailleurs' / 'r.db'}"):
        rendue = ouvrir(adresse)
        assert restaurer(rendue, tmp_path / "s.db").empreinte == faite.empreinte
        assert _tout(rendue) == avant
        assert rejouer(evolve(registre, base=rendue), 1).differences == ()


def test_une_sauvegarde_de_sqlite_va_dans_postgresql(
    en_postgresql: str, ouvrir: Callable, hote: Hote, exemple: Callable, tmp_path: Path
) -> None:
    locale, distante = ouvrir(f"sqlite:///{tmp_path / 'r.db'}"), ouvrir(en_postgresql)
    registre = Registre(locale, hote, QUI[0], lambda: QUI[1])
    seances.ouvrir(registre, LecteurDeSeance(exemple("courtage/cdc-2017"), hote.catalogue).entiere())
    sauvegarder(locale, tmp_path / "s.db")
    restaurer(distante, tmp_path / "s.db")
    assert _tout(distante) == _tout(locale)


def test_un_registre_restaure_garde_ses_verrous_et_sert(
    proclamee: Base, nouvelle: Callable[[], str], ouvrir: Callable, tmp_path: Path
) -> None:
    sauvegarder(proclamee, tmp_path / "s.db")
    rendue = ouvrir(nouvelle())
    for tour in range(2):
        restaurer(rendue, tmp_path / "s.db", ecarte=tmp_path / f"e{tour}.db")
        for table in INALTERABLES[:3]:
            with pytest.raises(RegistreIndisponible, match="rien ne s'y modifie"), rendue.ecrire(*QUI) as ecriture:
                ecriture.cx.execute(update(table).values({list(table.c)[2]: list(table.c)[2]}))
        _ecrire(rendue)
        assert journal.verifier(rendue).rupture is None


def test_la_sauvegarde_est_entiere_pendant_qu_un_autre_ecrit(base: Base, ouvrir: Callable, tmp_path: Path) -> None:
    _ecrire(base)
    fini, autre = Event(), ouvrir(base.adresse)
    ecrits: list[int] = []

    def ecrire() -> None:
        while not fini.is_set():
            with autre.ecrire(*QUI) as ecriture:
                ecriture.cx.execute(text("UPDATE tete SET numero = numero"))
                ecrits.append(ecriture.inscrire("essai", {"long": "x" * 2000}))

    fil = Thread(target=ecrire)
    fil.start()
    try:
        faites = [sauvegarder(base, tmp_path / f"s{rang}.db") for rang in range(6)]
        assert journal.verifier(base).rupture is None
    finally:
        fini.set()
        fil.join()
    comptes = [faite.actes for faite in faites]
    assert comptes == sorted(comptes)
    assert comptes[-1] > comptes[0]
    assert len(ecrits) >= comptes[-1] - 1
    assert [faite.rupture for faite in faites] == [None] * 6


def test_une_sauvegarde_n_ecrase_rien_sans_qu_on_le_demande(base: Base, tmp_path: Path) -> None:
    fichier = tmp_path / "s.db"
    fichier.write_text("précieux", encoding="utf-8")
    with pytest.raises(RegistreIndisponible, match="existe déjà"):
        sauvegarder(base, fichier)
    assert fichier.read_text(encoding="utf-8") == "précieux"
    _ecrire(base)
    assert sauvegarder(base, fichier, remplacer=True).actes == 1
    assert [reste.name for reste in tmp_path.iterdir() if "s.db" in reste.name or "parchemin" in reste.name] == [
        "s.db"
    ]


def test_une_sauvegarde_ne_prend_pas_la_place_du_registre(tmp_path: Path, ouvrir: Callable) -> None:
    base = ouvrir(f"sqlite:///{tmp_path / 'r.db'}")
    base.migrer()
    with pytest.raises(RegistreIndisponible, match="le registre lui-même"):
        sauvegarder(base, tmp_path / "." / "r.db", remplacer=True)


def test_ce_qui_n_est_pas_la_ne_se_sauvegarde_pas(adresse: str, ouvrir: Callable, tmp_path: Path) -> None:
    with pytest.raises(RegistreIndisponible, match="aucun registre encore"):
        sauvegarder(ouvrir(adresse), tmp_path / "s.db")
    assert not (tmp_path / "s.db").exists()


@pytest.mark.parametrize("ou", ["absent/s.db", "fichier/s.db", "dossier"])
def test_une_place_qui_n_existe_pas_est_dite(base: Base, tmp_path: Path, ou: str) -> None:
    (tmp_path / "fichier").touch()
    (tmp_path / "dossier").mkdir()
    with pytest.raises(RegistreIndisponible, match=r"ne peut être écrit|est un dossier"):
        sauvegarder(base, tmp_path / ou, remplacer=True)


def test_une_chaine_rompue_est_sauvegardee_mais_dite_et_ne_se_restaure_pas(
    base: Base, nouvelle: Callable[[], str], ouvrir: Callable, tmp_path: Path
) -> None:
    _ecrire(base, 3)
    with base.ecrire(*QUI) as ecriture:
        ecriture.cx.execute(text("UPDATE tete SET numero = 4"))
    faite = sauvegarder(base, tmp_path / "s.db")
    assert faite.rupture is not None
    assert faite.rupture.acte == 4
    with pytest.raises(RegistreIndisponible, match="son journal est rompu, acte 4"):
        restaurer(autre := ouvrir(nouvelle()), tmp_path / "s.db")
    assert autre.revision() is None


def _tronquer(fichier: Path) -> None:
    octets = fichier.read_bytes()
    fichier.write_bytes(octets[: len(octets) // 2])


def _abimer(fichier: Path) -> None:
    octets = bytearray(fichier.read_bytes())
    octets[4096 * 3 : 4096 * 5] = b"\xa5" * 8192
    fichier.write_bytes(octets)


def _etranger(fichier: Path) -> None:
    fichier.unlink()
    with closing(sqlite3.connect(fichier)) as autre:
        autre.execute("CREATE TABLE journal (article TEXT)")


def _ordonner(ordre: str) -> Callable[[Path], None]:
    def faire(fichier: Path) -> None:
        with closing(sqlite3.connect(fichier)) as brute, brute:
            brute.execute(ordre)

    return faire


@pytest.mark.parametrize(
    ("gater", "dit"),
    [
        (_tronquer, "abîmé|malformed"),
        (_abimer, "abîmé"),
        (_etranger, "n'est pas une sauvegarde de Parchemin"),
        (lambda fichier: fichier.write_text("une lettre " * 500, encoding="utf-8"), "n'est pas un registre"),
        (lambda fichier: fichier.write_bytes(b""), "n'est pas une sauvegarde de Parchemin"),
        (lambda fichier: fichier.unlink(), "ne peut être ouvert"),
        (_ordonner("UPDATE alembic_version SET version_num = '9999'"), "schéma 9999, ce logiciel connaît"),
        (_ordonner("DELETE FROM alembic_version"), "n'est pas une sauvegarde de Parchemin"),
        (_ordonner("UPDATE tete SET numero = 9"), "son journal est rompu"),
    ],
    ids=["tronquee", "abimee", "etrangere", "texte", "vide", "absente", "future", "sans-version", "rompue"],
)
def test_ce_qui_n_est_pas_une_sauvegarde_entiere_ne_se_restaure_pas(
    base: Base, nouvelle: Callable[[], str], ouvrir: Callable, tmp_path: Path, gater: Callable, dit: str
) -> None:
    _ecrire(base, 2)
    sauvegarder(base, tmp_path / "s.db")
    gater(tmp_path / "s.db")
    for cible in (base, ouvrir(nouvelle())):
        etat = cible.revision() and _tout(cible)
        with pytest.raises(RegistreIndisponible, match=dit):
            restaurer(cible, tmp_path / "s.db", ecarte=tmp_path / "e.db")
        assert (cible.revision() and _tout(cible)) == etat
    assert not (tmp_path / "e.db").exists()


def test_un_registre_qui_tient_des_actes_n_est_remplace_que_mis_de_cote(
    base: Base, nouvelle: Callable[[], str], ouvrir: Callable, tmp_path: Path
) -> None:
    _ecrire(base)
    sauvegarder(base, tmp_path / "s.db")
    cible = ouvrir(nouvelle())
    _ecrire(cible, 3)
    ancien = _tout(cible)
    with pytest.raises(ActeRefuse, match="tient 3 actes"):
        restaurer(cible, tmp_path / "s.db")
    assert _tout(cible) == ancien
    restaurer(cible, tmp_path / "s.db", ecarte=tmp_path / "e.db")
    assert _tout(cible) == _tout(base)
    restaurer(rendue := ouvrir(nouvelle()), tmp_path / "e.db")
    assert _tout(rendue) == ancien


def test_un_registre_vide_se_remplace_sans_rien_mettre_de_cote(
    base: Base, nouvelle: Callable[[], str], ouvrir: Callable, tmp_path: Path
) -> None:
    _ecrire(base)
    sauvegarder(base, tmp_path / "s.db")
    cible = ouvrir(nouvelle())
    cible.migrer()
    restaurer(cible, tmp_path / "s.db", ecarte=tmp_path / "e.db")
    assert _tout(cible) == _tout(base)
    assert not (tmp_path / "e.db").exists()


def test_ce_qui_n_est_pas_du_registre_reste_dans_la_base(base: Base, tmp_path: Path) -> None:
    with base.transaction(ecriture=True) as cx:
        cx.execute(text("CREATE TABLE adresses (ville TEXT)"))
        cx.execute(text("INSERT INTO adresses VALUES ('Lille')"))
    _ecrire(base)
    sauvegarder(base, tmp_path / "s.db")
    restaurer(base, tmp_path / "s.db", ecarte=tmp_path / "e.db")
    with base.lire() as cx:
        assert cx.execute(text("SELECT ville FROM adresses")).scalars().all() == ["Lille"]


def test_une_sauvegarde_d_un_ancien_schema_est_mise_a_jour(
    adresse: str, nouvelle: Callable[[], str], ouvrir: Callable, ancienne_ecriture: Callable, tmp_path: Path
) -> None:
    ancienne = ouvrir(adresse)
    ancienne.migrer(premiere := schema.revisions()[0])
    with ancienne.transaction(ecriture=True) as cx:
        ancienne_ecriture(cx).inscrire("essai", {"vu": 1})
    assert sauvegarder(ancienne, tmp_path / "s.db").revision == premiere
    restaurer(rendue := ouvrir(nouvelle()), tmp_path / "s.db")
    assert rendue.revision() == schema.REVISION
    assert [acte.contenu for acte in journal.lire(rendue)] == [{"vu": 1}]
    restaurer(ancienne, tmp_path / "s.db", ecarte=tmp_path / "e.db")
    assert _tout(ancienne) == _tout(rendue)


def test_un_registre_copie_a_la_main_avec_son_journal_d_ecriture_se_restaure(
    tmp_path: Path, nouvelle: Callable[[], str], ouvrir: Callable
) -> None:
    base = ouvrir(f"sqlite:///{tmp_path / 'r.db'}")
    _ecrire(base, 2)
    for suffixe in ("", "-wal"):
        copyfile(f"{tmp_path / 'r.db'}{suffixe}", f"{tmp_path / 'main.db'}{suffixe}")
    assert restaurer(ouvrir(nouvelle()), tmp_path / "main.db").actes == 2
