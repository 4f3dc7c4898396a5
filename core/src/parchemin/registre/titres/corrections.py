"""What happens to a title after it was delivered: a revocation, an erratum, each a new act that points to it."""

from collections.abc import Iterator, Mapping
from datetime import date
from re import fullmatch
from typing import Any

from attrs import asdict, frozen
from sqlalchemy import Connection, Row, select

from parchemin.dossier.model import Candidat
from parchemin.errors import ActeRefuse, CodeInconnu
from parchemin.faits import Fait, Tournure
from parchemin.registre.apres.cause import AVANT_LA_DELIVRANCE, Cause
from parchemin.registre.personnes.personnes import Personne, identifier
from parchemin.registre.seance.decisions import lire_motif
from parchemin.registre.service import Registre
from parchemin.registre.socle.base import Ecriture, Lisible
from parchemin.registre.socle.tables import CORRECTIONS, ERRATA, TITRES
from parchemin.registre.titres.titres import IDENTITE, TitreInscrit, inscrit, lectures, numeroter, valides_de

TITRE_REVOQUE = Tournure("titre_revoque", "titre {titre} : déjà révoqué au {le:jour} (acte {acte})")
TITRE_INCONNU = Tournure("titre_inconnu", "titre inconnu « {titre} »")
CHAMP_VIDE = Tournure("champ_vide", "{champ} : trouvé vide, attendu ce que le titre doit porter")
CHAMP_ILLISIBLE = Tournure(
    "champ_illisible",
    "{champ} : trouvé un caractère qui ne s'imprime pas, attendu ce que le titre doit porter",
)


@frozen
class Rectification:
    """What a title ought to read; ``None`` leaves it. A name is that of the holder, on all of their titles."""

    nom: str | None = None
    prenom: str | None = None
    naissance: date | None = None
    intitule: str | None = None


@frozen
class Corrige:
    """An act on a title: its number, what it read before and reads now; ``deja`` when nothing was left to do.

    ``concernes`` are the titles to look at after it: those that read otherwise too, or that may rest on this one.
    """

    titre: str
    acte: int | None
    le: str
    avant: Mapping[str, str]
    apres: Mapping[str, str]
    concernes: tuple[str, ...] = ()
    deja: bool = False


def revoquer(registre: Registre, numero: str, cause: Cause) -> Corrige:
    """Take a title back from a day on; it stays in the register, and its number is not given again.

    One that was revoked may be so from an earlier day, never from a later one.

    :raises ActeRefuse: when it was revoked otherwise by that day, or was not delivered yet.
    """
    with registre.ecrire() as ecriture:
        cx, le = ecriture.cx, cause.le.isoformat()
        titre = trouver(cx, numero, cause.le)
        avant = cx.execute(select(CORRECTIONS).where(CORRECTIONS.c.titre == titre.id).order_by(CORRECTIONS.c.le))
        raisons = [*cause.raisons(ecriture.jour, titre.delivre_le, AVANT_LA_DELIVRANCE)]
        for deja in avant.all():
            if Cause(deja.le, lire_motif(cx, deja.motif)) == cause:
                return Corrige(numero, deja.acte, le, {}, {}, deja=True)
            if deja.le <= cause.le:
                raisons.append(TITRE_REVOQUE(titre=numero, le=deja.le, acte=deja.acte))
        if raisons:
            raise ActeRefuse(raisons)
        acte = inscrire_revocation(ecriture, titre, cause)
        autres = valides_de(cx, titre.personne, cause.le) if titre.bloc_cle else ()
        appuyes = tuple(numeroter(autre.annee, autre.rang) for autre in autres if autre.bloc_cle == "")
        return Corrige(numero, acte, le, {}, {}, appuyes)


def rectifier(registre: Registre, numero: str, cause: Cause, voulue: Rectification) -> Corrige:
    """Correct what a title reads from a day on; what it read before stays, and is read at any earlier day.

    :raises ActeRefuse: when a value is empty, or the title was not delivered yet.
    """
    with registre.ecrire() as ecriture:
        titre = trouver(ecriture.cx, numero, cause.le)
        lu = {"intitule": titre.intitule_lu, **{nom: titre._mapping[nom] for nom in IDENTITE}}
        change = {nom: mot for nom, mot in asdict(voulue).items() if mot is not None and mot != lu[nom]}
        avant, apres = _en_clair({nom: lu[nom] for nom in change}), _en_clair(change)
        if not change:
            return Corrige(numero, None, cause.le.isoformat(), avant, apres, deja=True)
        if raisons := [*cause.raisons(ecriture.jour, titre.delivre_le, AVANT_LA_DELIVRANCE), *_illisibles(apres)]:
            raise ActeRefuse(raisons)
        acte = _inscrire_erratum(ecriture, titre, cause, {**lu, **change}, change)
        autres = () if apres.keys() == {"intitule"} else valides_de(ecriture.cx, titre.personne, cause.le)
        concernes = tuple(numeroter(autre.annee, autre.rang) for autre in autres if autre.id != titre.id)
        return Corrige(numero, acte, cause.le.isoformat(), avant, apres, concernes)


def consulter(source: Lisible, numero: str, le: date) -> TitreInscrit:
    """Return a title as it reads on a day; raise `CodeInconnu`."""
    with source.lire() as cx:
        return inscrit(trouver(cx, numero, le), le)


def trouver(cx: Connection, numero: str, le: date) -> Row[Any]:
    """Return a title as it reads on a day; raise `CodeInconnu`."""
    if lu := fullmatch(r"(\d{4})-(\d{1,9})", numero):
        annee, rang = map(int, lu.groups())
        voulu = lectures(le).where(TITRES.c.annee == annee, TITRES.c.rang == rang)
        if titre := cx.execute(voulu).one_or_none():
            return titre
    raise CodeInconnu(TITRE_INCONNU(titre=numero))


def inscrire_revocation(ecriture: Ecriture, titre: Row[Any], cause: Cause) -> int:
    """Inscribe that a title is revoked; return the number of the act."""
    ligne = {"id": ecriture.suivant(CORRECTIONS), "titre": titre.id, "nature": "revocation"}
    contenu = {"titre": numeroter(titre.annee, titre.rang), "nature": "revocation"}
    return cause.inscrire(ecriture, CORRECTIONS, _titulaire(titre), ligne, contenu)


def _inscrire_erratum(
    ecriture: Ecriture, titre: Row[Any], cause: Cause, lu: Mapping[str, Any], change: Mapping[str, Any]
) -> int:
    ligne = {"id": ecriture.suivant(ERRATA), "titre": titre.id, "intitule": change.get("intitule")}
    contenu = {"titre": numeroter(titre.annee, titre.rang), "champs": ", ".join(sorted(change))}
    ligne["identite"] = None
    if not change.keys().isdisjoint(IDENTITE):
        candidat = Candidat(*(lu[nom] for nom in IDENTITE))
        ligne["identite"], contenu["candidat"] = identifier(ecriture, _titulaire(titre), candidat)
    return cause.inscrire(ecriture, ERRATA, _titulaire(titre), ligne, contenu)


def _titulaire(titre: Row[Any]) -> Personne:
    return Personne(titre.personne, titre.sel)


def _illisibles(apres: Mapping[str, str]) -> Iterator[Fait]:
    for nom, mot in apres.items():
        if not mot.strip():
            yield CHAMP_VIDE(champ=nom)
        elif not mot.isprintable():
            yield CHAMP_ILLISIBLE(champ=nom)


def _en_clair(valeurs: Mapping[str, Any]) -> dict[str, str]:
    return {nom: "" if mot is None else str(mot) for nom, mot in valeurs.items()}
