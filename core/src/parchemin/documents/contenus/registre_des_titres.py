"""The register of titles in words: its rows, whether a title is real, and what an erratum changes."""

from collections.abc import Iterable, Iterator

from attrs import asdict

from parchemin.documents.contenus.consequences import enumerer
from parchemin.documents.mots import NATURES_EN_BREF, dire_objet_du_titre, objets_des_titres
from parchemin.referentiel.catalogue import Catalogue
from parchemin.registre.titres.corrections import Corrige
from parchemin.registre.titres.titres import TitreInscrit, Valeur

CHAMPS = {"prenom": "prénom", "intitule": "intitulé"}
ETATS = {Valeur.VALIDE: "valide", Valeur.EXPIRE: "expiré", Valeur.REVOQUE: "révoqué"}


def en_lignes(titres: Iterable[TitreInscrit], catalogue: Catalogue) -> Iterator[tuple[object, ...]]:
    """Yield the row of each title: its nature, its object and its state are named."""
    noms = objets_des_titres(catalogue)
    for titre in titres:
        dits = {
            "nature": NATURES_EN_BREF.get(titre.nature, titre.nature),
            "objet": dire_objet_du_titre(noms, titre.objet),
            "etat": ETATS[titre.etat],
        }
        yield tuple({**asdict(titre), **dits}.values())


def authentifier(titre: TitreInscrit, catalogue: Catalogue) -> str:
    """Return that a title is real, whose it is and what it is worth."""
    fin = f" jusqu'au {titre.expire_le}" if titre.expire_le else ""
    objet = dire_objet_du_titre(objets_des_titres(catalogue), titre.objet)
    dit = f"{titre.intitule} ({objet}), {titre.candidat}, délivré le {titre.delivre_le}"
    return f"Titre {titre.numero} authentique : {dit}, {ETATS[titre.etat]}{fin}."


def dire_rectification(faite: Corrige) -> Iterator[str]:
    """Yield what an erratum changes on a title, and which others read so too."""
    dits = ((CHAMPS.get(nom, nom), mot, faite.avant[nom]) for nom, mot in faite.apres.items())
    change = ", ".join(f"{champ} « {mot} » au lieu de « {avant} »" for champ, mot, avant in dits)
    yield f"Titre {faite.titre} : {change}, à dater du {faite.le}, acte {faite.acte}."
    yield from enumerer("Se lisent ainsi aussi", faite.concernes)
