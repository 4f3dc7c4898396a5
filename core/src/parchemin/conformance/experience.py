"""The VAE: dates of deposit without a gap, and a request that just meets a rule is receivable."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import ceil

from parchemin.conformance.model import Capacite, Ecart, Sujet
from parchemin.errors import CodeInconnu
from parchemin.faits import CODES, Fait, Tournure
from parchemin.referentiel.duree import Duree
from parchemin.vae.demande import Certification, DemandeVae, EnTeteDeDemande, Experience, Quotite
from parchemin.vae.model import Decompte, RegleRecevabilite
from parchemin.vae.recevabilite import Recevabilite, etudier

VOIE_SANS_REGLE = Tournure("vae_sans_regle", "elle a une voie « vae », et aucune règle de recevabilité")
QUI_DECIDE = Tournure("qui_decide", "qui décide n'est pas dit")
TROU = Tournure("depots_sans_regle", "aucune règle pour un dépôt entre le {du:jour} et le {au:jour}")
SANS_EDITION = Tournure("depots_sans_edition", "aucune édition n'est en vigueur pendant ces dépôts")
MOINS_SUFFIT = Tournure("moins_suffit", "{jours} jours à temps plein suffisent, {requis} sont requis")
REQUIS_INSUFFISANT = Tournure(
    "requis_insuffisant", "{jours} jours à temps plein ne suffisent pas ({raison}), {requis} sont requis"
)
MOTIF_VIDE = Tournure("motif_vide", "un motif n'a pas de constat ou pas d'exigence")

_JOUR = timedelta(days=1)


def recevabilites(sujet: Sujet) -> Iterator[Ecart]:
    """Look at the rules of each certification, then try each on requests at its edge."""
    if Capacite.VAE not in sujet.capacites:
        return
    reglees = {regle.certification for regle in sujet.apport.recevabilites}
    for edition in sujet.editions:
        if "vae" in {voie.code for voie in edition.voies} and edition.certification not in reglees:
            yield Ecart(edition.cle, VOIE_SANS_REGLE())
    for certification in sorted(reglees):
        yield from _trous(certification, sujet)
    for regle in sujet.apport.recevabilites:
        objet = f"recevabilité de {regle.certification}, {regle.depots}"
        if not regle.decide_par.strip():
            yield Ecart(objet, QUI_DECIDE())
        yield from (Ecart(objet, faute) for faute in _essais(regle, sujet))


def _trous(certification: str, sujet: Sujet) -> Iterator[Ecart]:
    siennes = [regle for regle in sujet.apport.recevabilites if regle.certification == certification]
    for avant, apres in pairwise(sorted(siennes, key=lambda regle: regle.depose_du or date.min)):
        if avant.depose_au and apres.depose_du and avant.depose_au + _JOUR < apres.depose_du:
            trou = TROU(du=avant.depose_au, au=apres.depose_du)
            yield Ecart(f"recevabilité de {certification}", trou)


def _essais(regle: RegleRecevabilite, sujet: Sujet) -> Iterator[Fait]:
    depot = _depot(regle, sujet)
    if depot is None:
        yield SANS_EDITION()
        return
    try:
        yield from _bords(regle, depot, sujet)
    except CodeInconnu as erreur:
        yield erreur.fait


def _depot(regle: RegleRecevabilite, sujet: Sujet) -> date | None:
    """Return a day of deposit that falls under the rule, once open, and in an édition of the certification."""
    ouverture = regle.ouverture.le if regle.ouverture else date.min
    for edition in sujet.apport.editions:
        if edition.certification == regle.certification and not edition.sans_contenu:
            for jour in (edition.valide_du, regle.depose_du, ouverture, regle.depose_au, edition.relu_jusqu_au):
                if jour and jour >= ouverture and regle.vaut_le(jour) and edition.en_vigueur(jour):
                    return jour
    return None


def _bords(regle: RegleRecevabilite, depot: date, sujet: Sujet) -> Iterator[Fait]:
    requis = _requis(regle, depot)
    juste, de_trop = (_etudier(regle, depot, requis + plus, sujet) for plus in (0, 30))
    if requis and _etudier(regle, depot, requis - 1, sujet).recevable:
        yield MOINS_SUFFIT(jours=requis - 1, requis=requis)
    for etudiee in (juste, de_trop):
        if not etudiee.recevable:
            raison = next(motif.constat for motif in etudiee.motifs if not motif.remplie)
            yield REQUIS_INSUFFISANT(jours=etudiee.jours, raison=raison, requis=requis)
    if not all(motif.constat.dire(CODES).strip() and motif.exige.dire(CODES).strip() for motif in juste.motifs):
        yield MOTIF_VIDE()


def _requis(regle: RegleRecevabilite, depot: date) -> int:
    """Return the least whole number of days that a rule asks for: months of the calendar, up to the deposit."""
    if regle.mois and regle.decompte is Decompte.CALENDAIRE:
        return (depot - Duree(mois=regle.mois).avant(depot)).days
    return ceil(regle.requis)


def _etudier(regle: RegleRecevabilite, depot: date, jours: int, sujet: Sujet) -> Recevabilite:
    """Study a request that shows so many days at full time, up to the eve of its deposit; one at least."""
    debut = depot - max(jours, 1) * _JOUR
    experience = Experience(debut, depot - _JOUR, en_relation=True, quotite=Quotite(Fraction(1)))
    en_tete = EnTeteDeDemande(Certification(regle.certification), depot)
    return etudier(DemandeVae(en_tete, (experience,)), sujet.hote.reglement_vae())
