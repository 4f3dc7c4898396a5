"""Drawn registers of twins, namesakes, usage names and typing errors.

Nobody is taken for another, nor split unasked.
"""

from collections.abc import Callable
from datetime import date
from random import Random

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from parchemin.dossier.model import Candidat, NaissancePartielle
from parchemin.dossier.rapprochements import identifie, identite, rapprocher

NOMS = ("Lefèvre", "Lefebvre", "Nguyễn", "Diallo", "Da Silva", "Dupont-Martin", "Kowalski", "Le Goff", "O'Brien")
PRENOMS = ("Amélie", "Hương", "Hường", "Awa", "Adama", "Andréa", "Andrea", "Marie Anne", "Jean-Pierre", "Inês", "")
JOURS = (date(1990, 4, 2), date(1990, 2, 4), date(1995, 6, 30), date(1988, 12, 1))
LETTRES = "abeilnorst"


def _sans_accents(qui: Candidat, _: Random) -> Candidat:
    table = str.maketrans("éèêễươườ", "eeeeuouo")
    return evolve(qui, nom=qui.nom.translate(table).upper(), prenom=qui.prenom.translate(table))


def _sans_naissance(qui: Candidat, _: Random) -> Candidat:
    return evolve(qui, naissance=None)


def _naissance_partielle(qui: Candidat, hasard: Random) -> Candidat:
    annee, mois, _ = str(qui.naissance).split("-")
    return evolve(qui, naissance=NaissancePartielle(int(annee), hasard.choice((None, int(mois)))))


def _inverse(qui: Candidat, _: Random) -> Candidat:
    return evolve(qui, nom=qui.prenom, prenom=qui.nom) if qui.prenom else qui


def _nom_d_usage(qui: Candidat, hasard: Random) -> Candidat:
    usage = hasard.choice(NOMS)
    return evolve(qui, nom=usage, nom_usage=qui.nom) if hasard.random() < 0.5 else evolve(qui, nom_usage=usage)


def _une_lettre(qui: Candidat, hasard: Random) -> Candidat:
    champ = hasard.choice([nom for nom in ("nom", "prenom") if len(getattr(qui, nom)) > 2])
    mot = getattr(qui, champ)
    rang = hasard.choice([rang for rang, lettre in enumerate(mot) if lettre.isalpha()])
    autre = hasard.choice((mot[rang] + hasard.choice(LETTRES), hasard.choice(LETTRES), ""))
    return evolve(qui, **{champ: mot[:rang] + autre + mot[rang + 1 :]})


def _jour_voisin(qui: Candidat, hasard: Random) -> Candidat:
    assert isinstance(qui.naissance, date)
    jour = qui.naissance
    if hasard.random() < 0.5 and jour.day <= 12:
        return evolve(qui, naissance=date(jour.year, jour.day, jour.month))
    return evolve(qui, naissance=jour.replace(year=jour.year - 10))


def _partie(qui: Candidat, _: Random) -> Candidat:
    return (
        evolve(qui, prenom=qui.prenom.split()[0]) if " " in qui.prenom else evolve(qui, nom=qui.nom.split("-")[0])
    )


def _tel_quel(qui: Candidat, hasard: Random) -> Candidat:
    return evolve(qui, nom=hasard.choice((qui.nom, qui.nom.upper(), f" {qui.nom} ")))


FACONS: tuple[Callable[[Candidat, Random], Candidat], ...] = (
    *(_tel_quel, _sans_accents, _sans_naissance, _naissance_partielle, _inverse),
    *(_nom_d_usage, _une_lettre, _jour_voisin, _partie),
)


def _dit(qui: Candidat) -> tuple[str, ...]:
    """Return who a row says it is of, to the letter."""
    return qui.nom.strip().casefold(), qui.prenom.casefold(), str(qui.naissance)


def tirer(graine: int) -> list[tuple[int, Candidat]]:
    """Return a register: who each row is of in truth, and how it was typed, the first time rightly."""
    hasard = Random(graine)
    vrais: dict[tuple[str, ...], Candidat] = {}
    for _ in range(hasard.randint(2, 6)):
        qui = Candidat(hasard.choice(NOMS), hasard.choice(PRENOMS), hasard.choice(JOURS))
        vrais.setdefault(_dit(qui), qui)
    lignes = [*enumerate(vrais.values())]
    pris = {sienne: rang for rang, sienne in enumerate(vrais)}
    for rang, vrai in enumerate(vrais.values()):
        for _ in range(hasard.randint(0, 3)):
            tape = hasard.choice(FACONS)(vrai, hasard)
            if pris.setdefault(_dit(tape), rang) == rang:
                lignes.append((rang, tape))
    return lignes


def eprouver(graine: int) -> None:
    """Assert that whoever is taken for one is one, and that the rows of one person hang together by questions."""
    lignes = tirer(graine)
    fiches = {rang: candidat for rang, (_, candidat) in enumerate(lignes)}
    groupes = {rang: {rang} for rang in fiches}
    for trouve in rapprocher(fiches):
        if trouve.ressemblance.certaine:
            assert lignes[trouve.premier][0] == lignes[trouve.second][0], fiches
        if not trouve.ressemblance.faible:
            reunis = groupes[trouve.premier] | groupes[trouve.second]
            groupes |= dict.fromkeys(reunis, reunis)
    for rang, (personne, candidat) in enumerate(lignes):
        premier = next(autre for autre, (qui, _) in enumerate(lignes) if qui == personne)
        assert premier in groupes[rang], (lignes[premier], candidat)


def inscrits(graine: int) -> None:
    """Assert that rows of one identity are of one person: no title goes to another."""
    vus: dict[tuple[str, ...], int] = {}
    for personne, candidat in tirer(graine):
        if identifie(candidat):
            assert vus.setdefault(identite(candidat), personne) == personne


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32))
def test_personne_n_est_prise_pour_une_autre_ni_coupee_sans_question(graine: int) -> None:
    eprouver(graine)
    inscrits(graine)


@pytest.mark.lent
def test_dix_mille_registres_tires() -> None:
    for graine in range(10_000):
        eprouver(graine)
        inscrits(graine)
