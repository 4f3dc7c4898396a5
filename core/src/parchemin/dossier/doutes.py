"""What is said of dossiers that are, or may be, of one person: facts, one for each pair or each person."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from parchemin.dossier.model import Candidat
from parchemin.dossier.rapprochements import Ressemblance, rapprocher
from parchemin.faits import Fait, FaitSimple, Tournure

MEME_PERSONNE = Tournure("meme_personne", "{combien} dossiers d'une seule personne, {candidat} : {quelques}")
PERSONNE_EN_DOUTE = Tournure(
    "personne_en_doute",
    "dossier {dossier}, {candidat}, et {autre} : une seule personne ? Pour : {pour} ; contre : {contre}",
)
PERSONNE_PEUT_ETRE = Tournure(
    "personne_peut_etre",
    "dossier {dossier}, {candidat}, et {autre} : peut-être une seule personne. Pour : {pour} ; contre : {contre}",
)
"""As `PERSONNE_EN_DOUTE`, on too little to ask: said, and nothing waits for it."""

DOSSIER_DE = Tournure("dossier_de", "dossier {dossier}, {candidat}")
RIEN_CONTRE = Tournure("rien_contre", "rien de connu")

QUELQUES = 10
"""How many dossiers of one person are named."""


def douter(candidats: Mapping[str, Candidat]) -> Iterator[FaitSimple]:
    """Yield what is to be said of the candidates of one séance, by the codes of their dossiers."""
    memes: dict[str, list[str]] = defaultdict(list)
    for trouve in rapprocher(candidats):
        if trouve.ressemblance.certaine:
            memes[trouve.premier].append(trouve.second)
            continue
        autre = DOSSIER_DE(dossier=trouve.second, candidat=designer(candidats[trouve.second]))
        yield dire_le_doute(trouve.premier, candidats[trouve.premier], autre, trouve.ressemblance)
    for premier, suivants in memes.items():
        yield dire_la_meme(candidats[premier], [premier, *suivants])


def dire_le_doute(
    dossier: str, candidat: Candidat, autre: Fait, dite: Ressemblance, **personnes: int
) -> FaitSimple:
    """Return the fact that a dossier's candidate may be somebody else too, or the same; by what reasons.

    :param personnes: the numbers under which a register knows both.
    """
    tournure = PERSONNE_PEUT_ETRE if dite.faible else PERSONNE_EN_DOUTE
    raisons = {"pour": dite.pour, "contre": dite.contre or (RIEN_CONTRE(),)}
    return tournure(dossier=dossier, candidat=designer(candidat), autre=autre, **raisons, **personnes)


def dire_la_meme(candidat: Candidat, codes: list[str]) -> FaitSimple:
    """Return the fact that some dossiers are of one person."""
    quelques = (*codes[:QUELQUES], *(("…",) if len(codes) > QUELQUES else ()))
    return MEME_PERSONNE(combien=len(codes), candidat=designer(candidat), quelques=quelques)


def designer(candidat: Candidat) -> str:
    """Return how a person is told from a namesake: the usage name and the birth date too, where they are known."""
    usage = f" (nom d'usage {candidat.nom_usage})" if candidat.nom_usage else ""
    return (
        f"{candidat}{usage}, {f'naissance {candidat.naissance}' if candidat.naissance else 'naissance inconnue'}"
    )
