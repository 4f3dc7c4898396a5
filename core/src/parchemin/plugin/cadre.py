"""The bodies behind a séance, in the words of the branch, for the documents that they sign."""

from parchemin.deliberation.pieces import Cadre
from parchemin.dossier.model import Seance
from parchemin.plugin.host import Hote
from parchemin.plugin.types import Mission


def cadre(hote: Hote, seance: Seance) -> Cadre:
    """Return who stands behind a séance; what no document of the branch says is left out."""
    branche = hote.branche(seance.certification)
    instances = {instance.code: instance for instance in branche.instances} if branche else {}
    editions = seance.editions.values()
    compositions = [trouvee for edition in editions for trouvee in hote.compositions(edition, seance.instance)]
    sieges = [siege for composition in compositions for siege in composition.sieges]
    ici = instances.get(seance.instance)
    return Cadre(
        branche.autorite if branche else "",
        ici.intitule if ici else seance.instance,
        {siege.role: siege.intitule for siege in sieges},
        frozenset(siege.role for siege in sieges if not siege.voix),
        next((composition.quorum for composition in compositions if composition.quorum), None),
        next((sienne.intitule for sienne in instances.values() if Mission.RECOURS in sienne.missions), ""),
        branche.documents if branche else (),
        tuple(f"{sienne.intitule} : {sienne.contact}" for sienne in instances.values() if sienne.contact),
    )
