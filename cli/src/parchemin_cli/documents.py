"""A séance of the register, as the commands that print it read it."""

from parchemin.documents.pdf import exiger_typst
from parchemin.documents.pieces import Actes
from parchemin.plugin.cadre import cadre
from parchemin.plugin.host import Hote
from parchemin.registre import pieces, seances
from parchemin.registre.base import Base


def lire_actes(base: Base, numero: int, hote: Hote) -> Actes:
    """Return a séance of the register with all that was done in it, where PDF can be written."""
    exiger_typst()
    with base.lire() as cx:
        fiche = seances.charger(cx, numero, hote.catalogue)
        return pieces.actes(cx, fiche, hote, cadre(hote, fiche.seance))
