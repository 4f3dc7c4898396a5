"""The readings that a branch chose where its texts are silent or contradict themselves."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs

from parchemin.plugin.host import Hote
from parchemin.referentiel.model import Edition, Source
from parchemin.vae.model import RegleRecevabilite


def lectures(hote: Hote, edition: Edition) -> tuple[Source, ...]:
    """Return the sources of the rules, juries, titles and VAE of an édition that say which reading is in force."""
    if edition.sans_contenu:
        return ()
    apports = (
        *(hote.politique(edition.cle, voie.code) for voie in edition.voies),
        *(composition for instance in edition.instances for composition in hote.compositions(edition, instance)),
        *hote.titres(edition),
        *(regle for regle in hote.reglement_vae().regles if _sert(regle, edition)),
    )
    trouvees = (source for apport in apports for source in _sources(apport) if source.lecture)
    return tuple(dict.fromkeys(trouvees))


def _sert(regle: RegleRecevabilite, edition: Edition) -> bool:
    """Tell whether a request under a rule may be for an édition."""
    if regle.certification != edition.certification:
        return False
    finit, commence = regle.depose_au or date.max, regle.depose_du or date.min
    return finit >= edition.valide_du and commence <= (edition.valide_au or date.max)


def _sources(valeur: Any) -> Iterator[Source]:
    """Yield each source that a value holds, however deep."""
    if isinstance(valeur, Source):
        yield valeur
    elif isinstance(valeur, tuple):
        for element in valeur:
            yield from _sources(element)
    elif attrs.has(type(valeur)):
        for nom in attrs.fields_dict(type(valeur)):
            yield from _sources(getattr(valeur, nom))
