"""What the commands that print share: which file is written, of whom, and how."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

import click

from parchemin.documents.fichiers.fichier import deposer
from parchemin.documents.pdf.typographie import REMPLACANT, Atelier, atelier
from parchemin.dossier.doutes import designer
from parchemin.dossier.model import Candidat
from parchemin.dossier.rapprochements import Identite, identite
from parchemin.dossier.recherche import AUCUN_NE_CE_JOUR, PLUSIEURS_DE_CE_NOM, retenir
from parchemin.errors import CodeInconnu, ParcheminError, inconnu, panne

T = TypeVar("T")


def en_pdf(sortie: Path | None, defaut: str) -> Path:
    """Return the file to write; raise `ParcheminError` when it does not end in .pdf."""
    fichier = sortie or Path(defaut)
    if fichier.suffix.lower() != ".pdf":
        raise ParcheminError(f"{fichier} : attendu un fichier .pdf")
    return fichier


def en_pdf_ou_dossier(sortie: Path | None, defaut: str) -> Path:
    """Return the file or the folder to write; raise `ParcheminError` for a file of another kind."""
    cible = Path(defaut) if sortie is None else sortie
    if cible == Path() or (cible.suffix.lower() not in ("", ".pdf") and not cible.is_dir()):
        raise ParcheminError(f"« {cible} » : attendu un fichier .pdf, ou un dossier")
    return cible


def imprimer(document: str, sortie: Path, donnees: Mapping[str, Any], le: date) -> None:
    """Typeset a document of ours (``pv``, ``emargement``) into a file."""
    with atelier(document) as ouvert:
        deposer(sortie, ouvert.composer(donnees, le))
        _prevenir(ouvert)


def imprimer_chacun(
    document: str,
    sortie: Path,
    elements: Sequence[T],
    donnees: Callable[[Iterable[T]], Mapping[str, Any]],
    fichier: Callable[[int, T], tuple[str, date]],
    modeles: Iterable[Traversable] = (),
) -> None:
    """Typeset what is said of each of several persons: all in one .pdf, or a file each in a folder.

    :param donnees: what the document prints of some of the elements.
    :param fichier: the name and the date of the file of one element, from its rank and itself.
    """
    from parchemin_cli.rendu.avancement import suivre

    with atelier(document, modeles) as ouvert:
        suivis = suivre(elements, document.capitalize())
        if sortie.suffix.lower() == ".pdf":
            _, le = fichier(1, elements[0])
            deposer(sortie, ouvert.composer(donnees(suivis), le))
        else:
            nommes = ((fichier(rang, un), un) for rang, un in enumerate(suivis, 1))
            _ecrire_chacun(sortie, [(nom, ouvert.composer(donnees([un]), le)) for (nom, le), un in nommes])
        _prevenir(ouvert)


def _prevenir(atelier: Atelier) -> None:
    """Say which characters no font has, on standard error."""
    if atelier.remplaces:
        lettres = ", ".join(f"U+{ord(lettre):04X}" for lettre in sorted(atelier.remplaces))
        click.echo(f"Caractères qu'aucune police n'imprime, remplacés par {REMPLACANT} : {lettres}", err=True)


def _ecrire_chacun(dossier: Path, fichiers: Iterable[tuple[str, bytes]]) -> None:
    """Write files into a folder, which is made if need be."""
    try:
        dossier.mkdir(parents=True, exist_ok=True)
    except OSError as erreur:
        raise ParcheminError(f"{dossier} : ce dossier ne peut être créé ({panne(erreur)})") from erreur
    for nom, contenu in fichiers:
        deposer(dossier / nom, contenu)


def concernant(
    elements: Sequence[T], nom: str, de: Callable[[T], Candidat], naissance: date | None = None
) -> list[T]:
    """Return what concerns a person, by a name or a name and a first name, however written; all without a name.

    :param naissance: which of several namesakes.
    :raises CodeInconnu: when nobody has this name, or several persons have, whom it lists.
    """
    if not nom:
        return list(elements)
    porteurs = {rang: [de(un)] for rang, un in enumerate(elements)}
    trouves = [elements[rang] for rang in retenir(nom, porteurs)]
    if not trouves:
        entiers = " " in nom.strip()
        connus = [str(de(un)) if entiers else de(un).nom for un in elements]
        raise CodeInconnu(inconnu("aucun candidat", nom, connus))
    nes = [un for un in trouves if naissance in (None, de(un).naissance)]
    _exiger_une_personne(nom, {identite(de(un)): de(un) for un in nes or trouves}, connue=bool(nes))
    return nes


def _exiger_une_personne(nom: str, personnes: Mapping[Identite, Candidat], *, connue: bool) -> None:
    if connue and len(personnes) == 1:
        return
    nommees = tuple(designer(candidat) for candidat in personnes.values())
    dite = PLUSIEURS_DE_CE_NOM if connue else AUCUN_NE_CE_JOUR
    raise CodeInconnu(dite(nom=nom, combien=len(personnes), personnes=nommees))
