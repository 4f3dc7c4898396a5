"""Tables of dossiers and of observations that complete a séance which is open already."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from attrs import evolve

from parchemin.dossier.decodage import Encodage
from parchemin.dossier.model import Observations, Seance
from parchemin.dossier.readers.assemblage import guichets_de
from parchemin.dossier.readers.dossiers import DossierLu, lire_dossiers
from parchemin.dossier.readers.editions import editions_de
from parchemin.dossier.readers.formats.ouverture import ouvrir
from parchemin.dossier.readers.formats.tableau import Tableau
from parchemin.dossier.readers.observations import lire_observations, porte_des_observations
from parchemin.dossier.readers.remarques import Remarques
from parchemin.errors import Defaut
from parchemin.faits import Tournure
from parchemin.referentiel.catalogue import Catalogue

DOSSIER_D_UN_AUTRE = Tournure(
    "dossier_d_un_autre", "dossier « {dossier} » : trouvé {trouve}, déjà ouvert pour {connu}"
)


def lire_complement(
    chemins: Sequence[Path], seance: Seance, catalogue: Catalogue, encodage: Encodage | None = None
) -> Seance:
    """Read tables of dossiers and of observations that complete a séance; return it with what they add.

    A dossier that is known may be corrected, and keeps its candidate and its observations.

    :raises DonneesInvalides: with every fault of every table at once.
    """
    remarques = Remarques()
    tableaux = [remarques.essayer(partial(ouvrir, chemin, "dossiers", encodage)) for chemin in chemins]
    ouverts = sorted((tableau for tableau in tableaux if tableau), key=porte_des_observations)
    lus = {d.code: DossierLu(d, seance.editions[d.edition], d.voie) for d in seance.dossiers}
    deja = {d.code: d.observations for d in seance.dossiers}
    for tableau in ouverts:
        if porte_des_observations(tableau):
            deja |= lire_observations(tableau, guichets_de(lus), remarques, deja)
        else:
            recus = lire_dossiers(tableau, editions_de(seance, catalogue), remarques)
            remarques.defauts.extend(_remplaces(tableau, lus, recus))
            lus |= recus
    remarques.exiger_juste()
    dossiers = [
        evolve(lu.dossier, observations=deja.get(code, Observations())) for code, lu in lus.items() if lu.dossier
    ]
    return evolve(
        seance,
        dossiers=tuple(dossiers),
        editions={lu.edition.cle: lu.edition for lu in lus.values() if lu.edition},
        avertissements=tuple(remarques.avertissements),
    )


def _remplaces(
    tableau: Tableau, connus: Mapping[str, DossierLu], recus: Mapping[str, DossierLu]
) -> Iterator[Defaut]:
    """Yield what may not change of a dossier that is known: who it is, and on what it is frozen."""
    for code, recu in recus.items():
        connu = connus[code].dossier if code in connus else None
        if connu is None or recu.dossier is None:
            continue
        avant, apres = (f"{d.candidat}, {d.edition}, {d.voie}" for d in (connu, recu.dossier))
        if avant != apres or connu.candidat != recu.dossier.candidat:
            autre = DOSSIER_D_UN_AUTRE(dossier=code, trouve=apres, connu=avant)
            yield Defaut(tableau.lieu(tableau.ligne_entete, "dossier"), autre)
