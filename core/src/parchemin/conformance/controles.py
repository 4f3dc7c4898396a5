"""The checks, by name, and how all of them are run."""

from collections.abc import Callable, Iterator, Mapping

from attrs import frozen

from parchemin.conformance import cohortes, experience, instances, politiques, structure, textes, titres
from parchemin.conformance.model import Capacite, Ecart, Sujet
from parchemin.errors import CodeInconnu, inconnu
from parchemin.faits import Tournure

CODE_ECHOUE = Tournure("code_echoue", "le code de la branche échoue ({type} : {texte})")
DITE_ABSENTE = Tournure("dite_absente", "« {capacite} » est dite absente, et ne l'est pas")
A_DIRE = Tournure(
    "capacite_a_dire", "« {capacite} » manque : le dire, avec sa raison, dans « sans » de la branche"
)


@frozen
class ControleBranche:
    """A check: its code, what it asks in French, and the function that yields what it finds."""

    code: str
    intitule: str
    verifier: Callable[[Sujet], Iterator[Ecart]]

    def ecarts(self, sujet: Sujet) -> Iterator[Ecart]:
        """Yield what the check finds; where the branch's own code fails under it, that too."""
        try:
            yield from self.verifier(sujet)
        except Exception as erreur:  # noqa: BLE001 - rules and statements are the branch's own code
            yield Ecart(sujet.slug, CODE_ECHOUE(type=type(erreur).__name__, texte=str(erreur)))


CONTROLES = (
    ControleBranche("branche", "la branche est déclarée, chaque voie a sa politique", structure.branche),
    ControleBranche(
        "dates", "les éditions se suivent sans trou ni chevauchement, et sont relues", structure.dates
    ),
    ControleBranche("sources", "chaque fait a sa source", structure.sources),
    ControleBranche("mesures", "chaque voie est observable, chaque note n'a qu'un auteur", structure.mesures),
    ControleBranche("epreuves", "durées, barèmes et notes éliminatoires ont un sens", structure.epreuves),
    ControleBranche("composition", "les blocs demandés sont décrits", structure.composition),
    ControleBranche("regles", "chaque règle lit ce qu'elle juge, et peut être acquise", politiques.regles),
    ControleBranche("politiques", "totales, monotones, motivées, sans égard à l'ordre", politiques.politiques),
    ControleBranche("colonnes", "en colonnes, les mêmes verdicts que dossier par dossier", cohortes.colonnes),
    ControleBranche("jurys", "chaque instance a une composition, un jury régulier existe", instances.jurys),
    ControleBranche(
        "recevabilites", "les règles de VAE se suivent et tranchent à leur seuil", experience.recevabilites
    ),
    ControleBranche("titres", "chaque certification a son titre", titres.titres),
    ControleBranche("passerelles", "chaque passerelle mène quelque part", titres.passerelles),
    ControleBranche("exemples", "chaque exemple se délibère", textes.exemples),
    ControleBranche("enonces", "chaque règle s'énonce en français", textes.enonces),
)


def controle(code: str) -> ControleBranche:
    """Return a check by its code; raise `CodeInconnu`."""
    connus = {connu.code: connu for connu in CONTROLES}
    if code not in connus:
        raise CodeInconnu(inconnu("contrôle inconnu", code, connus))
    return connus[code]


def verifier(sujet: Sujet, sans: Mapping[Capacite, str]) -> Iterator[tuple[str, Ecart]]:
    """Run every check on a branch; yield each finding with the code of its check."""
    for ecart in capacites(sujet, sans):
        yield "capacites", ecart
    for chacun in CONTROLES:
        for ecart in chacun.ecarts(sujet):
            yield chacun.code, ecart


def capacites(sujet: Sujet, sans: Mapping[Capacite, str]) -> Iterator[Ecart]:
    """Compare what a branch has with what it says that it does without, and why.

    :param sans: what is said beside the branch's own ``sans``.
    """
    connues = {capacite.value: capacite for capacite in Capacite}
    dites = sujet.apport.branche.sans if sujet.apport.branche else ()
    for nom in (nom for nom, _ in dites if nom not in connues):
        yield Ecart(sujet.slug, inconnu("capacité inconnue", nom, connues))
    sans = {connues[nom]: raison for nom, raison in dites if nom in connues} | {**sans}
    for capacite in Capacite:
        if capacite in sujet.capacites and capacite in sans:
            yield Ecart(sujet.slug, DITE_ABSENTE(capacite=capacite))
        elif capacite not in sujet.capacites and not sans.get(capacite, "").strip():
            yield Ecart(sujet.slug, A_DIRE(capacite=capacite))
