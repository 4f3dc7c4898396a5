"""Tables of dossiers and of observations that complete a séance which is open already."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from attrs import evolve

from parchemin.dossier.decodage import Encodage
from parchemin.dossier.model import Observations, Seance, Valeur
from parchemin.dossier.readers.assemblage import guichets_de
from parchemin.dossier.readers.dossiers import DossierLu, lire_dossiers
from parchemin.dossier.readers.editions import editions_de
from parchemin.dossier.readers.formats.ouverture import ouvrir
from parchemin.dossier.readers.formats.tableau import Tableau
from parchemin.dossier.readers.observations import Guichet, lire_observations, porte_des_observations
from parchemin.dossier.readers.remarques import Remarques
from parchemin.errors import Defaut
from parchemin.faits import Tournure
from parchemin.referentiel.catalogue import Catalogue

DOSSIER_D_UN_AUTRE = Tournure(
    "dossier_d_un_autre", "dossier « {dossier} » : trouvé {trouve}, déjà ouvert pour {connu}"
)


def lire_complement(
    chemins: Sequence[Path],
    seance: Seance,
    catalogue: Catalogue,
    encodage: Encodage | None = None,
    *,
    remplacer: bool = False,
) -> Seance:
    """Read tables of dossiers and of observations that complete a séance; return it with what they add.

    A dossier that is known may be corrected, and keeps its candidate and its observations.

    :param remplacer: who its candidate is may be corrected too, and what is observed again replaces what was.
    :raises DonneesInvalides: with every fault of every table at once.
    """
    remarques = Remarques()
    tableaux = [remarques.essayer(partial(ouvrir, chemin, "dossiers", encodage)) for chemin in chemins]
    ouverts = sorted((tableau for tableau in tableaux if tableau), key=porte_des_observations)
    lus = {d.code: DossierLu(d, seance.editions[d.edition], d.voie) for d in seance.dossiers}
    deja = {d.code: d.observations for d in seance.dossiers}
    for tableau in ouverts:
        if porte_des_observations(tableau):
            guichets = guichets_de(lus)
            recues = lire_observations(tableau, guichets, remarques, {} if remplacer else deja)
            deja |= {code: _fondre(deja.get(code), r, guichets.get(code)) for code, r in recues.items()}
        else:
            recus = lire_dossiers(tableau, editions_de(seance, catalogue), remarques)
            remarques.defauts.extend(_remplaces(tableau, lus, recus, remplacer=remplacer))
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
    tableau: Tableau, connus: Mapping[str, DossierLu], recus: Mapping[str, DossierLu], *, remplacer: bool
) -> Iterator[Defaut]:
    """Yield what may not change of a dossier that is known: who it is, and on what it is frozen."""
    for code, recu in recus.items():
        connu = connus[code].dossier if code in connus else None
        if connu is None or recu.dossier is None:
            continue
        avant, apres = (f"{d.candidat}, {d.edition}, {d.voie}" for d in (connu, recu.dossier))
        gele = (connu.edition, connu.voie) == (recu.dossier.edition, recu.dossier.voie)
        if not gele or not (remplacer or connu.candidat == recu.dossier.candidat):
            autre = DOSSIER_D_UN_AUTRE(dossier=code, trouve=apres, connu=avant)
            yield Defaut(tableau.lieu(tableau.ligne_entete, "dossier"), autre)


def _fondre(avant: Observations | None, recues: Observations, guichet: Guichet | None) -> Observations:
    """Return what was observed with what is observed now: of a node, and of those around it, the latter counts."""
    if avant is None or guichet is None:
        return recues
    cumulent = {role.role for role in guichet.edition.evaluateurs if role.cumule}
    fondues: dict[str, dict[str, Valeur]] = {}
    for role in dict.fromkeys((*avant.par_role, *recues.par_role)):
        siennes = recues.par_role.get(role, {})
        gardees = avant.par_role.get(role, {})
        touches = {
            chemin
            for chemin in gardees
            if any(_se_touchent(chemin, autre, cumule=role in cumulent) for autre in siennes)
        }
        restent = {chemin: valeur for chemin, valeur in gardees.items() if chemin not in touches}
        fondues[role] = {**restent, **siennes}
    return Observations(fondues)


def _se_touchent(chemin: str, autre: str, *, cumule: bool) -> bool:
    """Tell whether one of two nodes is the other, or above it where a role may not observe both."""
    dans_l_ordre = sorted((chemin, autre), key=len)
    return chemin == autre or (not cumule and dans_l_ordre[1].startswith(f"{dans_l_ordre[0]}/"))
