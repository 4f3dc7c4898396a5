"""A whole séance: its files read, then tied to the éditions that the branches supply."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from attrs import evolve

from parchemin.dossier.model import Membre, Observations, Seance
from parchemin.dossier.readers.dossiers import Lu, lire_dossiers
from parchemin.dossier.readers.editions import completees, editions_de, editions_lues
from parchemin.dossier.readers.en_classeur import lire_classeur_de_seance
from parchemin.dossier.readers.en_dossier import lire_dossier_de_seance
from parchemin.dossier.readers.fichier import refuser
from parchemin.dossier.readers.lecture import EnTete, Lecture, essayer
from parchemin.dossier.readers.observations import Guichet, lire_observations, porte_des_observations
from parchemin.dossier.readers.ouverture import ouvrir
from parchemin.dossier.readers.tableau import Tableau
from parchemin.dossier.readers.valeurs import ecrit
from parchemin.errors import Defaut, DonneesInvalides
from parchemin.referentiel.catalogue import Catalogue
from parchemin.referentiel.model import Edition


def lire_seance(chemin: Path, catalogue: Catalogue, *, suite: bool = False, avant: bool = False) -> Seance:
    """Read a séance.

    :param chemin: a folder, its ``seance.toml``, or an .xlsx workbook.
    :param suite: it follows another, whose dossiers it takes where it brings none.
    :param avant: nothing may have been observed yet: the observations may be missing.
    :raises DonneesInvalides: with every fault of every file and sheet at once.
    """
    return _assembler_sans_faute(_lire(chemin, suite=suite, avant=avant), catalogue)


def lire_voulus(
    chemin: Path,
    catalogue: Catalogue,
    voulus: Collection[str],
    ouvrir: Callable[[Path, str], Tableau] = ouvrir,
) -> Seance:
    """Read a séance with the dossiers of some codes alone; the rows of the others are not even checked.

    :param ouvrir: opens the tables of a folder.
    :raises DonneesInvalides: with every fault of what is read.
    """
    lecture = _lire(chemin, ouvrir=ouvrir)
    restreinte = evolve(
        lecture,
        dossiers=_restreindre(lecture.dossiers, voulus),
        observations=_restreindre(lecture.observations, voulus),
    )
    return _assembler_sans_faute(restreinte, catalogue)


def _assembler_sans_faute(lecture: Lecture, catalogue: Catalogue) -> Seance:
    seance = _assembler(lecture, catalogue)
    if seance is None:
        raise DonneesInvalides([*lecture.defauts, *lecture.defauts_grille])
    return seance


def _restreindre(tableau: Tableau | None, voulus: Collection[str]) -> Tableau | None:
    """Keep the rows of some dossiers."""
    if tableau is None or "dossier" not in tableau.entetes:
        return tableau
    rang = tableau.entetes.index("dossier")
    return evolve(tableau, lignes=[ligne for ligne in tableau.lignes if ecrit(ligne[1][rang]) in voulus])


def lire_en_tete(chemin: Path, catalogue: Catalogue) -> Seance:
    """Read a séance without its dossiers, with every édition on which they may be frozen, completed by its grille.

    :raises DonneesInvalides: with every fault of what it says of itself.
    """
    lecture = _lire(chemin, tables=False)
    en_tete = lecture.en_tete
    editions = completees(en_tete, lecture, catalogue) if en_tete else {}
    if en_tete is None or lecture.defauts or lecture.defauts_grille:
        raise DonneesInvalides([*lecture.defauts, *lecture.defauts_grille])
    return nommer_seance(en_tete, lecture.membres, editions)


def lire_complement(chemins: Sequence[Path], seance: Seance, catalogue: Catalogue) -> Seance:
    """Read tables of dossiers and of observations that complete a séance; return it with what they add.

    A dossier that is known may be corrected, and keeps its candidate and its observations.

    :raises DonneesInvalides: with every fault of every table at once.
    """
    defauts: list[Defaut] = []
    tableaux = [essayer(partial(ouvrir, chemin, "dossiers"), defauts) for chemin in chemins]
    ouverts = sorted((tableau for tableau in tableaux if tableau), key=porte_des_observations)
    lus = {d.code: Lu(d, seance.editions[d.edition], d.voie) for d in seance.dossiers}
    deja = {d.code: d.observations for d in seance.dossiers}
    for tableau in ouverts:
        if porte_des_observations(tableau):
            guichets = _guichets(Lecture(dossiers=tableau), lus)
            deja |= lire_observations(tableau, guichets, defauts, deja)
        else:
            recus = lire_dossiers(tableau, editions_de(seance, catalogue), defauts)
            defauts += _remplaces(tableau, lus, recus)
            lus |= recus
    if defauts:
        raise DonneesInvalides(defauts)
    dossiers = [
        evolve(lu.dossier, observations=deja.get(code, Observations())) for code, lu in lus.items() if lu.dossier
    ]
    return evolve(
        seance,
        dossiers=tuple(dossiers),
        editions={lu.edition.cle: lu.edition for lu in lus.values() if lu.edition},
    )


def _remplaces(tableau: Tableau, connus: Mapping[str, Lu], recus: Mapping[str, Lu]) -> Iterator[Defaut]:
    """Yield what may not change of a dossier that is known: who it is, and on what it is frozen."""
    for code, recu in recus.items():
        connu = connus[code].dossier if code in connus else None
        if connu is None or recu.dossier is None:
            continue
        avant, apres = (f"{d.candidat}, {d.edition}, {d.voie}" for d in (connu, recu.dossier))
        if avant != apres or connu.candidat != recu.dossier.candidat:
            message = f"dossier « {code} » : trouvé {apres}, déjà ouvert pour {avant}"
            yield Defaut(tableau.lieu(tableau.ligne_entete, "dossier"), message)


def _lire(
    chemin: Path,
    *,
    suite: bool = False,
    avant: bool = False,
    tables: bool = True,
    ouvrir: Callable[[Path, str], Tableau] = ouvrir,
) -> Lecture:
    if chemin.is_dir():
        entete = chemin / "seance.toml"
        if not entete.exists():
            raise refuser(chemin.name, "ce dossier n'est pas une séance : il n'y a pas de fichier seance.toml")
        return lire_dossier_de_seance(entete, ouvrir, suite=suite, avant=avant, tables=tables)
    if not chemin.exists():
        raise refuser(chemin.name, "séance absente : ni dossier ni fichier de ce nom")
    match chemin.suffix.lower():
        case ".xlsx":
            return lire_classeur_de_seance(chemin, suite=suite, avant=avant)
        case ".toml":
            return lire_dossier_de_seance(chemin, ouvrir, suite=suite, avant=avant, tables=tables)
    raise refuser(chemin.name, "une séance est un dossier, son seance.toml, ou un classeur .xlsx")


def _assembler(lecture: Lecture, catalogue: Catalogue) -> Seance | None:
    """Tie the tables together; go on past each fault as far as the rest still has a meaning."""
    defauts, en_tete = lecture.defauts, lecture.en_tete
    editions = editions_lues(en_tete, lecture, catalogue) if en_tete else None
    lus = lire_dossiers(lecture.dossiers, editions, defauts) if lecture.dossiers else {}
    observations: Mapping[str, Observations] = {}
    if lecture.observations:
        observations = lire_observations(lecture.observations, _guichets(lecture, lus), defauts)
    if en_tete is None or defauts or lecture.defauts_grille:
        return None
    dossiers = [lu.dossier for lu in lus.values() if lu.dossier]
    return evolve(
        nommer_seance(en_tete, lecture.membres, {lu.edition.cle: lu.edition for lu in lus.values() if lu.edition}),
        dossiers=tuple(
            evolve(dossier, observations=observations.get(dossier.code, Observations())) for dossier in dossiers
        ),
    )


def nommer_seance(en_tete: EnTete, membres: tuple[Membre, ...], editions: Mapping[str, Edition]) -> Seance:
    """Return a séance without its dossiers."""
    return Seance(
        en_tete.certification,
        en_tete.date,
        en_tete.instance,
        en_tete.lieu,
        membres,
        editions=editions,
        edition=en_tete.edition,
    )


def _guichets(lecture: Lecture, lus: Mapping[str, Lu]) -> dict[str, Guichet | None] | None:
    """Return who answers for each dossier; ``None`` when it is not even known which dossiers there are."""
    if lecture.dossiers is None or "dossier" not in lecture.dossiers.entetes:
        return None
    guichets: dict[str, Guichet | None] = dict.fromkeys(lus)
    if lecture.defauts_grille:
        return guichets
    ouverts: dict[tuple[str, str], Guichet] = {}
    for code, lu in lus.items():
        if lu.edition and lu.voie in {voie.code for voie in lu.edition.voies}:
            cle = (lu.edition.cle, lu.voie)
            if cle not in ouverts:
                ouverts[cle] = Guichet.ouvrir(lu.edition, lu.voie)
            guichets[code] = ouverts[cle]
    return guichets
