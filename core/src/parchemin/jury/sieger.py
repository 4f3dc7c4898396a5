"""Who sits for one dossier: who is there, but its candidate, who left for it and whom a rule bars."""

from collections.abc import Iterator

from parchemin.dossier.model import Candidat, Dossier, Membre
from parchemin.dossier.texte import cle
from parchemin.faits import Tournure
from parchemin.jury.model import Assemblee, Composition, Constat, Gravite

MEMBRE_CANDIDAT = Tournure(
    "membre_candidat",
    "{membre} ({siege:siege}) porte le nom du candidat de {dossiers} : nul ne juge son propre dossier",
)


def siegent(composition: Composition, assemblee: Assemblee, dossier: Dossier) -> tuple[Membre, ...]:
    """Return the members who may vote on a dossier, or speak on it, by one composition.

    :param assemblee: the jury; only this dossier of it is looked at.
    """
    seul = Assemblee(assemblee.membres, (dossier,), assemblee.le, assemblee.deports)
    return tuple(m for m in seul.membres if seul.dossiers_de(m) and not _ecarte(composition, seul, m))


def _ecarte(composition: Composition, seul: Assemblee, membre: Membre) -> bool:
    """Tell whether a member is the candidate, or a rule that looks at both refuses it."""
    (dossier,) = seul.dossiers
    if porte_le_nom(membre, dossier.candidat):
        return True
    lui = Assemblee((membre,), seul.dossiers, seul.le)
    constats = (constat for regle in composition.regles for constat in regle.examiner(lui))
    return any(c.gravite is Gravite.IRREGULARITE and dossier.code in c.dossiers for c in constats)


def porte_le_nom(membre: Membre, candidat: Candidat) -> bool:
    """Tell whether a member bears the names of a candidate, in either order, by birth or in use."""
    noms = {nom for nom in (candidat.nom, candidat.nom_usage) if nom}
    return _mots(membre.nom) in [_mots(f"{nom} {candidat.prenom}") for nom in noms]


def _mots(nom: str) -> list[str]:
    return sorted(cle(nom).replace("-", " ").split())


def candidats_au_jury(composition: Composition, assemblee: Assemblee) -> Iterator[Constat]:
    """Refuse each member who bears the name of a candidate, unless that member leaves for the dossier."""
    for membre in assemblee.membres:
        siens = tuple(d.code for d in assemblee.dossiers_de(membre) if porte_le_nom(membre, d.candidat))
        if siens:
            fait = MEMBRE_CANDIDAT(membre=membre.nom, siege=membre.role, dossiers=siens)
            yield Constat(Gravite.IRREGULARITE, "membre_candidat", fait, composition.source, siens)
