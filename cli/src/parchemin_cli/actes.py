"""A séance of the register, as the commands that print it read it."""

from parchemin.documents.pdf import exiger_typst
from parchemin.documents.pieces import Actes
from parchemin.plugin.cadre import cadre
from parchemin.plugin.host import Hote
from parchemin.registre import pieces, seances
from parchemin.registre.base import Base


def lire_actes(base: Base, numero: int, hote: Hote, *, proclamee: bool = False) -> Actes:
    """Return a séance of the register with all that was done in it, where PDF can be written.

    :raises ActeRefuse: when it is not proclaimed, where it has to be.
    """
    exiger_typst()
    with base.lire() as cx:
        fiche = seances.charger(cx, numero, hote.catalogue)
        if proclamee:
            pieces.exiger_proclamee(fiche)
        return pieces.actes(cx, fiche, hote, cadre(hote, fiche.seance))
