"""What the files of a séance say is held, against what the register knows: what it knows otherwise is said.

Where the register delivers what is claimed and has no trace of it, the proclamation waits for a motif, an act.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from attrs import frozen
from sqlalchemy import Connection, func, select

from parchemin.dossier.doutes import designer
from parchemin.dossier.model import Acquis
from parchemin.errors import CodeInconnu, Suggestion
from parchemin.faits import Fait, FaitSimple, Tournure
from parchemin.registre.personnes.appellations import identites, rencontres
from parchemin.registre.personnes.reponses import Reponses, lire_reponses
from parchemin.registre.seance.decisions import trouver
from parchemin.registre.seance.doutes import Doutes, douter
from parchemin.registre.seance.etat import Etat
from parchemin.registre.seance.propositions import acquis_du_registre
from parchemin.registre.seance.retouches import Retouche, exiger_motif, inscrire_retouche
from parchemin.registre.seance.seances import DossierInscrit, SeanceInscrite, charger, juges
from parchemin.registre.service import Registre
from parchemin.registre.socle.tables import CORRECTIONS, DECISIONS, DOSSIERS, RETOUCHES, SEANCES, TITRES

_DIT = "dossier {dossier} : {bloc:«noeud»}, dit acquis le {le:jour}"
ACQUIS_REVOQUE = Tournure("acquis_revoque", f"{_DIT}, est révoqué depuis le {{depuis:jour}} (titre {{titre}})")
ACQUIS_EXPIRE = Tournure("acquis_expire", f"{_DIT}, est expiré depuis le {{depuis:jour}} (titre {{titre}})")
ACQUIS_AUTREMENT_DATE = Tournure("acquis_autrement_date", f"{_DIT}, l'est au registre du {{au_registre:jour}}")
ACQUIS_D_UN_AUTRE = Tournure(
    "acquis_d_un_autre", f"{_DIT}, l'est au registre d'une autre personne : {{personne}}, {{candidat}}"
)
ACQUIS_JAMAIS_DELIVRE = Tournure(
    "acquis_jamais_delivre", f"{_DIT}, n'est pas au registre, qui en délivre pourtant"
)
ACQUIS_D_AVANT = Tournure(
    "acquis_d_avant", f"{_DIT}, n'est pas au registre, qui n'en délivre que depuis le {{depuis:jour}}"
)
"""As `ACQUIS_JAMAIS_DELIVRE`, of a day before the register knew of any: it is said, and nothing waits for it."""

ACQUIS_ADMIS = Tournure("acquis_admis", "admis (acte {acte}) : {fait}")
ACQUIS_NON_DIT = Tournure("acquis_non_dit", "dossier {dossier} : il ne se dit pas titulaire de {bloc}{proche}")

ADMISSION = "admission"


@frozen
class _Contexte:
    """What one page of dossiers is compared with: what each holds, and each title that is worth nothing now."""

    fiche: SeanceInscrite
    tenus: Mapping[int, Sequence[Acquis]]
    perdus: Mapping[tuple[int, str], FaitSimple]
    delivre_depuis: Callable[[str], date | None]

    def depuis(self, lu: DossierInscrit, acquis: Acquis) -> date | None:
        """Return since when the register delivers what the same édition holds; ``None`` where it never did."""
        edition = acquis.bloc.partition("/")[0] if "@" in acquis.bloc else lu.dossier.edition
        return self.delivre_depuis(edition)


def consulter_acquis(registre: Registre, numero: int) -> Doutes:
    """Return what the register knows otherwise of what the files of a séance say is held."""
    with registre.lire() as cx:
        return contester(cx, charger(cx, numero, registre.catalogue))


def interroger(cx: Connection, fiche: SeanceInscrite) -> Doutes:
    """Return who may be somebody else, and what the register knows otherwise of what the files say."""
    qui, quoi = douter(cx, fiche.id), contester(cx, fiche)
    return Doutes((*qui.questions, *quoi.questions), (*qui.alertes, *quoi.alertes))


def contester(cx: Connection, fiche: SeanceInscrite) -> Doutes:
    """Return what the register knows otherwise of what the files say is held; what was admitted is an alert."""
    admis = _admis(cx, fiche.id)
    questions: list[Fait] = []
    alertes: list[Fait] = []
    for lu, acquis, fait in _contestes(cx, fiche):
        acte = admis.get((lu.id, _objet(acquis)))
        if acte is not None:
            alertes.append(ACQUIS_ADMIS(acte=acte, fait=fait))
        else:
            (alertes if fait.tournure is ACQUIS_D_AVANT else questions).append(fait)
    return Doutes(tuple(questions), tuple(alertes))


def admettre(registre: Registre, numero: int, code: str, bloc: str, motif: str) -> Retouche:
    """Admit what a file says is held although the register has no trace of it, or another one.

    :param bloc: by its code, or its key.
    :raises CodeInconnu: where the dossier does not say so.
    :raises ActeRefuse: once the séance is locked, or without motif.
    """
    with registre.ecrire() as ecriture:
        lu = trouver(ecriture.cx, charger(ecriture.cx, numero, registre.catalogue).exiger_ouverte(), code)
        exiger_motif(numero, motif)
        acquis = _acquis(lu, bloc)
        faite = Retouche(numero, ADMISSION, code, _objet(acquis), apres="admis", motif=motif)
        acte = _admis(ecriture.cx, numero).get((lu.id, _objet(acquis)))
        if acte is not None:
            return Retouche(numero, ADMISSION, code, _objet(acquis), motif=motif, acte=acte, deja=True)
        return inscrire_retouche(ecriture, faite, lu.designe)


def _acquis(lu: DossierInscrit, bloc: str) -> Acquis:
    for acquis in lu.dossier.acquis:
        if bloc in (acquis.bloc, _code(acquis.bloc)):
            return acquis
    codes = [_code(acquis.bloc) for acquis in lu.dossier.acquis]
    raise CodeInconnu(ACQUIS_NON_DIT(dossier=lu.dossier.code, bloc=bloc, proche=Suggestion.parmi(bloc, codes)))


def _objet(acquis: Acquis) -> str:
    return f"{acquis.bloc}={acquis.le.isoformat()}"


def _code(bloc: str) -> str:
    """Return the code of a bloc, or the path of a compétence, from its key."""
    edition, _, code = bloc.partition("/")
    return code if "@" in edition else bloc


def _admis(cx: Connection, seance: int) -> dict[tuple[int, str], int]:
    """Return what was admitted in a séance, by dossier, each with the act that did so."""
    faites = select(RETOUCHES.c.dossier, RETOUCHES.c.objet, RETOUCHES.c.acte)
    faites = faites.where(RETOUCHES.c.seance == seance, RETOUCHES.c.nature == ADMISSION)
    return {(dossier, objet): acte for dossier, objet, acte in cx.execute(faites)}


def _contestes(cx: Connection, fiche: SeanceInscrite) -> Iterator[tuple[DossierInscrit, Acquis, FaitSimple]]:
    reponses = lire_reponses(cx)

    @cache
    def delivre_depuis(edition: str) -> date | None:
        return _delivre_depuis(cx, fiche.id, edition)

    for page in juges(cx, fiche):
        declarants = [lu for lu in page if lu.dossier.acquis]
        if not declarants:
            continue
        personnes = [lu.personne.id for lu in declarants]
        tenus = acquis_du_registre(cx, fiche, personnes)
        perdus = _perdus(cx, fiche.seance.date, personnes, reponses)
        contexte = _Contexte(fiche, tenus, perdus, delivre_depuis)
        for lu in declarants:
            for acquis in lu.dossier.acquis:
                if fait := _contester(cx, lu, acquis, contexte):
                    yield lu, acquis, fait


def _contester(cx: Connection, lu: DossierInscrit, acquis: Acquis, contexte: _Contexte) -> FaitSimple | None:
    """Return what the register knows otherwise of one thing that a file says is held."""
    fiche, depuis = contexte.fiche, contexte.depuis(lu, acquis)
    if depuis is None:
        return None
    dit = {"dossier": lu.dossier.code, "bloc": _code(acquis.bloc), "le": acquis.le, "seance": fiche.id}
    if perdu := contexte.perdus.get((lu.personne.id, acquis.bloc)):
        return perdu.tournure(**{**perdu.champs, **dit})
    jours = [tenu.le for tenu in contexte.tenus.get(lu.personne.id, ()) if tenu.bloc == acquis.bloc]
    if jours:
        return None if acquis.le in jours else ACQUIS_AUTREMENT_DATE(**dit, au_registre=jours[-1])
    for autre in sorted(rencontres(cx, [lu.personne.id]) - {lu.personne.id}):
        if acquis in acquis_du_registre(cx, fiche, [autre]).get(autre, ()):
            (_, candidat), *_ = identites(cx, [autre])
            return ACQUIS_D_UN_AUTRE(**dit, personne=autre, candidat=designer(candidat))
    if acquis.le < depuis:
        return ACQUIS_D_AVANT(**dit, depuis=depuis)
    return ACQUIS_JAMAIS_DELIVRE(**dit)


def _perdus(
    cx: Connection, jour: date, personnes: Sequence[int], reponses: Reponses
) -> dict[tuple[int, str], FaitSimple]:
    """Return, of each person and bloc, the title that was revoked or has expired by a day, where none is valid."""
    revoque = select(func.min(CORRECTIONS.c.le)).where(CORRECTIONS.c.titre == TITRES.c.id)
    revoque = revoque.where(CORRECTIONS.c.nature == "revocation")
    siens = (
        select(TITRES, revoque.scalar_subquery().label("revoque_le"))
        .where(TITRES.c.personne.in_(reponses.ensemble(personnes)), TITRES.c.bloc_cle != "")
        .where(TITRES.c.delivre_le <= jour)
        .order_by(TITRES.c.id)
    )
    perdus: dict[tuple[int, str], FaitSimple] = {}
    for ligne in cx.execute(siens):
        titre = f"{ligne.annee}-{ligne.rang:06d}"
        fait = None
        if ligne.revoque_le is not None and ligne.revoque_le <= jour:
            fait = ACQUIS_REVOQUE(depuis=ligne.revoque_le, titre=titre)
        elif ligne.expire_le is not None and ligne.expire_le < jour:
            fait = ACQUIS_EXPIRE(depuis=ligne.expire_le, titre=titre)
        for personne in reponses.parmi(ligne.personne, personnes):
            perdus.pop((personne, ligne.bloc_cle), None)
            if fait:
                perdus[personne, ligne.bloc_cle] = fait
    return perdus


def _delivre_depuis(cx: Connection, seance: int, edition: str) -> date | None:
    """Return since when the register delivers what an édition holds; ``None`` where it never did."""
    premiere = (
        select(func.min(SEANCES.c.date))
        .join_from(DECISIONS, SEANCES, SEANCES.c.id == DECISIONS.c.seance)
        .join(DOSSIERS, DOSSIERS.c.id == DECISIONS.c.dossier)
        .where(DECISIONS.c.bloc_cle.startswith(f"{edition}/", autoescape=True))
        .where(SEANCES.c.etat == Etat.PROCLAMEE.value, SEANCES.c.id != seance)
    )
    depuis: date | None = cx.execute(premiere).scalar()
    return depuis
