"""What someone other than the jury may see of a proposition: what a rule allows, and nothing else."""

from functools import partial

from attrs import evolve

from parchemin.deliberation.model import Proposition, Raisons
from parchemin.errors import DiffusionRefusee, plus_proche
from parchemin.regles.base import Diffusion


def restreindre(proposition: Proposition, destinataire: str) -> Proposition:
    """Return a proposition with the issue, and the marks that its édition opens to this reader.

    :raises DiffusionRefusee: where no rule of the édition says what this reader may see.
    """
    regle = _regle(proposition, destinataire)
    notes = tuple((epreuve, valeur) for epreuve, valeur in proposition.notes if epreuve.code in regle.epreuves)
    return evolve(proposition, motiver=partial(Raisons, notes=notes), diffusion=regle)


def _regle(proposition: Proposition, destinataire: str) -> Diffusion:
    regles = {regle.destinataire: regle for regle in proposition.politique.diffusions}
    if destinataire not in regles:
        indice = plus_proche(destinataire, regles)
        raise DiffusionRefusee(
            f"aucune règle de {proposition.edition.cle} ne dit ce que voit « {destinataire} »{indice}"
        )
    return regles[destinataire]
