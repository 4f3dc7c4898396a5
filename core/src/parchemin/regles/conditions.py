"""Conditions beside the blocs: something that is held and still counts, a number that the dossier records."""

from datetime import date
from fractions import Fraction
from typing import ClassVar

from attrs import field, frozen

from parchemin.faits import Fait, Mots, Tournure, inscrire
from parchemin.referentiel.arbre import Noeud
from parchemin.referentiel.model import Niveau, Source
from parchemin.referentiel.nombres import decimal, en_francais
from parchemin.regles.base import Choix, Enonce, Jugement, Verdict
from parchemin.regles.exacts import Exact, entier_ou_rien, exiger_connus, refuser_flottant
from parchemin.regles.formule import Formule, Lu, selon, trouver
from parchemin.regles.lecture import MOIS, Lecture, en_jour
from parchemin.regles.part import pourcent
from parchemin.regles.termes import Terme, et, si


class Sinon(Choix):
    """What a condition that is not met comes to: a refusal, a suspension, a debate, or a mere warning."""

    REFUSE = "refuse"
    SUSPEND = "suspend"
    DEBAT = "debat"
    AVERTIT = "avertit"


_VERDICTS = {
    Sinon.REFUSE: Verdict.NON_ACQUIS,
    Sinon.SUSPEND: Verdict.NON_EVALUE,
    Sinon.DEBAT: Verdict.EN_DEBAT,
    Sinon.AVERTIT: Verdict.ACQUIS,
}
_SUITES = {
    Sinon.REFUSE: "sans quoi la certification est refusée",
    Sinon.SUSPEND: "sans quoi la certification est suspendue",
    Sinon.DEBAT: "sans quoi le jury en débat",
    Sinon.AVERTIT: "sans quoi le jury en est averti",
}


@inscrire
@frozen
class PieceTenue:
    """Something that is to be held, by its name: since when, until when, and whether that is over."""

    intitule: str
    le: date | None = None
    jusqu_au: date | None = None
    valable: bool = True

    code: ClassVar[str] = "piece_tenue"

    def dire(self, mots: Mots) -> str:
        """Say since when and until when."""
        if self.le is None:
            return f"{self.intitule} : non détenu"
        fin = f", valable jusqu'au {mots.jour(self.jusqu_au)}" if self.jusqu_au else ""
        perime = "" if self.valable else " : expiré" if self.jusqu_au else " : après la séance"
        return f"{self.intitule} : détenu depuis le {mots.jour(self.le)}{fin}{perime}"


PIECE_EXIGEE = Tournure("piece_exigee", "{intitule}, en cours de validité le jour de la séance")


@frozen
class Exigence:
    """Something is held on the day of the séance: an attestation, a prerequisite, another certification.

    ``de`` is the code of a ``[[prerequis]]`` of the édition; dossiers date it in their ``parcours``. From that day
    it counts ``mois`` months, the last day included, or for ever. ``sinon`` says what becomes of who does not hold
    it: a refusal, a suspension (the dossier is incomplete), a debate, or a warning in the motif.
    """

    de: str
    source: Source
    mois: int | None = field(default=None, converter=entier_ou_rien)
    sinon: Sinon = Sinon.REFUSE
    code: str = "exigence"

    def formuler(self, noeud: Noeud, lecture: Lecture) -> Formule:
        """Compare the day with that of the séance."""
        exiger_connus("prérequis", (self.de,), (etape.code for etape in lecture.edition.prerequis))
        le = lecture.suivi_le(self.de)
        deja = et(le >= 1, lecture.session >= le)
        tenu = deja if self.mois is None else et(deja, lecture.valable(le, self.mois))
        verdict = selon((tenu, Verdict.ACQUIS), sinon=_VERDICTS[self.sinon])
        noms = (etape.intitule for etape in lecture.edition.prerequis if etape.code == self.de)
        constat = trouver(
            PieceTenue,
            intitule=next(noms, self.de),
            le=Lu(_jour, le),
            jusqu_au=Lu(_jour, si(le >= 1, le + (self.mois or 0) * MOIS, le)) if self.mois is not None else None,
            valable=Lu(bool, tenu),
        )
        return Formule(self, noeud, verdict, constat)

    def exige(self, jugement: Jugement) -> Fait:
        """Ask for it, in its validity."""
        constat = jugement.constat
        return PIECE_EXIGEE(intitule=constat.intitule if isinstance(constat, PieceTenue) else self.de)

    def enoncer(self, niveau: Niveau) -> Enonce:
        """State the condition, by the code of what is asked."""
        validite = f", valable {self.mois} mois" if self.mois is not None else ""
        return (ENONCE_EXIGENCE(de=self.de, validite=validite, suite=_SUITES[self.sinon]),)


ENONCE_EXIGENCE = Tournure(
    "enonce_exigence", "Le candidat détient {de:prerequis} le jour de la séance{validite}, {suite}."
)


def _jour(nombre: int) -> date | None:
    return en_jour(nombre) if nombre else None


def _seuil(trouve: Exact | None) -> Fraction | None:
    """Read a share (``"5 %"``) or a number, exactly."""
    if trouve is None:
        return None
    refuser_flottant(trouve)
    texte = str(trouve).replace(",", ".").strip()
    try:
        lu = Fraction(texte.removesuffix("%").strip()) / (100 if texte.endswith("%") else 1)
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"trouvé « {trouve} » : attendu un nombre, ou une part comme « 5 % »") from None
    if lu < 0:
        raise ValueError(f"trouvé {trouve} : attendu 0 ou plus")
    return lu


@inscrire
@frozen
class NombreReleve:
    """A number that the dossier records by its name, beside the one of which it is a part; ``None``: none."""

    nom: str
    trouve: int | None
    part_de: str = ""
    total: int | None = None

    code: ClassVar[str] = "nombre_releve"

    def dire(self, mots: Mots) -> str:
        """Say both, or which one misses."""
        dit = f"{self.nom} : {'non renseigné' if self.trouve is None else self.trouve}"
        if not self.part_de:
            return dit
        return f"{dit} ; {self.part_de} : {'non renseigné' if self.total is None else self.total}"


NOMBRE_EXIGE = Tournure("nombre_exige", "{nom} : {bornes}")


@frozen
class Quantite:
    """A number that the dossier records by its name (the column ``heures``) is at least, or at most, so much.

    With ``part_de`` it is compared as a share of another one: ``Quantite("absences", SOURCE, au_plus="5 %",
    part_de="formation")``. A number that is not recorded leaves it not evaluated. ``sinon`` says what becomes of
    who is beyond.
    """

    nom: str
    source: Source
    au_moins: Fraction | None = field(default=None, converter=_seuil)
    au_plus: Fraction | None = field(default=None, converter=_seuil)
    part_de: str = ""
    sinon: Sinon = Sinon.REFUSE
    code: str = "quantite"

    def __attrs_post_init__(self) -> None:
        if self.au_moins is None and self.au_plus is None:
            raise ValueError(f"{self.nom} : ni au_moins ni au_plus, la règle ne demande rien")
        if self.au_moins is not None and self.au_plus is not None and self.au_moins > self.au_plus:
            raise ValueError(f"{self.nom} : au moins {self.au_moins} et au plus {self.au_plus} se contredisent")

    def formuler(self, noeud: Noeud, lecture: Lecture) -> Formule:
        """Compare, by cross-multiplication."""
        trouve = lecture.donnee(self.nom)
        total = lecture.donnee(self.part_de) if self.part_de else None
        connus = trouve >= 0 if total is None else et(trouve >= 0, total >= 1)
        bornes = [self._ecart(trouve, self.au_moins, total, 1), self._ecart(trouve, self.au_plus, total, -1)]
        tenu = et(*(ecart >= 0 for ecart in bornes if ecart is not None))
        verdict = selon((~connus, Verdict.NON_EVALUE), (tenu, Verdict.ACQUIS), sinon=_VERDICTS[self.sinon])
        constat = trouver(
            NombreReleve,
            nom=self.nom,
            trouve=Lu(_nombre, trouve),
            part_de=self.part_de,
            total=None if total is None else Lu(_nombre, total),
        )
        return Formule(self, noeud, verdict, constat)

    def _ecart(self, trouve: Terme, borne: Fraction | None, total: Terme | None, sens: int) -> Terme | None:
        """Return how far a number is on the right side of a bound, in whole numbers."""
        if borne is None:
            return None
        compare = trouve * (sens * borne.denominator)
        limite = -sens * borne.numerator
        return compare + limite if total is None else compare + total * limite

    def exige(self, jugement: Jugement) -> Fait:
        """Ask for what the bounds say."""
        return NOMBRE_EXIGE(nom=self.nom, bornes=self._bornes())

    def enoncer(self, niveau: Niveau) -> Enonce:
        """State the bounds."""
        return (f"{self.nom} : {self._bornes()}, {_SUITES[self.sinon]}.",)

    def _bornes(self) -> str:
        dites = [("au moins", self.au_moins), ("au plus", self.au_plus)]
        return " et ".join(f"{mot} {self._dire(borne)}" for mot, borne in dites if borne is not None)

    def _dire(self, borne: Fraction) -> str:
        return f"{pourcent(borne)} de {self.part_de}" if self.part_de else en_francais(decimal(borne))


def _nombre(nombre: int) -> int | None:
    return nombre if nombre >= 0 else None
