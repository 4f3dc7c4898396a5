"""``parchemin seance``: the life of a séance in the register, from its files to its titles."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click
from attrs import asdict, evolve

from parchemin.deliberation import Issue
from parchemin.deliberation.decision import DecisionDemandee, Votes
from parchemin.documents.contenus import donnees
from parchemin.documents.contenus.consequences import dire
from parchemin.documents.contenus.dossiers import nommer_objet
from parchemin.documents.contenus.seances import ETATS, dire_examen, lister, resumer
from parchemin.documents.mots import accorder, compter, en_mots, objets_des_titres
from parchemin.dossier.decodage import Encodage
from parchemin.dossier.readers.complement import lire_complement
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.errors import ActeRefuse
from parchemin.registre.apres import rectification
from parchemin.registre.apres.cause import Cause
from parchemin.registre.seance import decisions, modification, proclamation, propositions, retouches, seances
from parchemin.registre.seance.acquis_declares import consulter_acquis
from parchemin.registre.seance.doutes import consulter_doutes
from parchemin.registre.seance.modification import ValeurRemplacee
from parchemin.registre.seance.proclamation import OUVERTES
from parchemin.registre.service import Registre
from parchemin.registre.socle.base import Base
from parchemin.registre.titres.titres import TitreDu
from parchemin_cli.hote import Chargeur, option_jour
from parchemin_cli.registre import (
    NUMERO,
    Acces,
    acceder,
    lire_verdict,
    option_verdicts,
    options_ecriture,
    options_registre,
)
from parchemin_cli.rendu import remedes
from parchemin_cli.rendu.remarques import avertir, signaler
from parchemin_cli.rendu.reponse import (
    confirmer,
    derouler,
    option_oui,
    orienter,
    repondre,
    sur_un_terminal,
    tabler,
)
from parchemin_cli.saisie.groupe import Groupe, borner
from parchemin_cli.saisie.lecture import lecteur, option_encodage
from parchemin_cli.saisie.retouches import COMMANDES, dire_retouche, exiger_de_quoi_repondre, retouche_en_json

Entree = seances.Entree


@click.group("seance", cls=Groupe, options_metavar="[OPTIONS]", subcommand_metavar="COMMANDE …")
def commande() -> None:
    """Tient une séance au registre : ce que le jury décide y est gardé, et ne s'efface plus.

    \b
    Exemples, dans l'ordre :
      parchemin seance ouvrir ma-seance    lui donne un numéro, ici 1
      parchemin seance deliberer 1         garde ce qui est proposé
      parchemin seance montrer 1           dit ce qui est proposé, et décidé
      parchemin seance decider 1 --dossier D7 incomplet
      parchemin seance proclamer 1         la verrouille et délivre les titres
    """


@commande.command("ouvrir")
@click.argument("repertoires", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="SEANCE…")
@click.option("--suite-de", type=NUMERO, metavar="ID", help="La séance qui a proposé, quand celle-ci proclame.")
@click.option("--de-nouveau", is_flag=True, help="Même si elle ressemble à une autre, ouverte ou proclamée.")
@option_encodage
@options_ecriture
def ouvrir(
    repertoires: tuple[Path, ...],
    suite_de: int | None,
    de_nouveau: bool,
    encodage: Encodage | None,
    en_json: bool,
    acces: Acces,
) -> None:
    """Inscrit chaque SEANCE au registre (un dossier, ou un classeur .xlsx) ; la même n'y entre qu'une fois.

    Une séance de même certification, même jour et même instance qu'une autre, ouverte ou proclamée, ou qui en a
    les dossiers, est refusée avec son numéro, sauf --de-nouveau.

    Avec --suite-de, SEANCE proclame ce que la séance ID a proposé : sans dossiers à elle, elle en prend les
    dossiers, et ce que le premier jury a décidé lui est proposé.

    \b
    Exemples :
      parchemin seance ouvrir ma-seance
      parchemin seance ouvrir jury-national --suite-de 3
    """
    registre = acces()
    lecteurs = [lecteur(un, registre.catalogue, encodage, suite=suite_de is not None) for un in repertoires]
    plusieurs, entrees = len(lecteurs) > 1, []
    for un in lecteurs:
        entrees.append(_ouvrir(registre, un, suite_de, de_nouveau=de_nouveau))
        if not (en_json and plusieurs):
            _dire_entree(entrees[-1], en_json, "Séance {} ouverte", "Séance {} déjà ouverte")
    if en_json and plusieurs:
        repondre({"seances": list(map(_compter, entrees))}, (), en_json=True)
    numeros = " ".join(str(entree.seance) for entree in entrees)
    orienter(f"Pour la délibérer : parchemin seance deliberer {numeros}", en_json=en_json)


def _ouvrir(registre: Registre, fichiers: LecteurDeSeance, suite_de: int | None, *, de_nouveau: bool) -> Entree:
    entree = seances.ouvrir_fichiers(registre, fichiers, suite_de, de_nouveau=de_nouveau)
    avertir(entree.avertissements)
    _signaler_doutes(registre, entree.seance)
    return entree


@commande.command("importer")
@click.argument("numero", type=NUMERO, metavar="ID")
@click.argument("fichiers", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="F…")
@click.option(
    "--remplacer", is_flag=True, help="Ce qui diffère prend la place de ce qui y était ; demande --motif."
)
@click.option("--motif", default="", metavar="TEXTE", help="Pourquoi, avec --remplacer.")
@option_encodage
@options_ecriture
def importer(
    numero: int,
    fichiers: tuple[Path, ...],
    remplacer: bool,
    motif: str,
    encodage: Encodage | None,
    en_json: bool,
    acces: Acces,
) -> None:
    """Ajoute à la séance ID, tant qu'elle est ouverte, des dossiers et des observations.

    Avec --remplacer, ce qui diffère (identité, notes, avis) remplace ce qui y était : chaque dossier changé est
    un acte, qui dit l'avant et l'après ; ce qui en était décidé est à confirmer.

    \b
    Exemples :
      parchemin seance importer 1 observations.csv
      parchemin seance importer 1 grille.xlsx
      parchemin seance importer 1 dossiers.csv --remplacer --motif "Nom corrigé"
    """
    if motif and not remplacer:
        raise click.UsageError("--motif va avec --remplacer")
    registre = acces()
    seance = seances.a_completer(registre, numero)
    complement = lire_complement(fichiers, seance, registre.catalogue, encodage, remplacer=remplacer)
    avertir(complement.avertissements)
    changements = modification.remplacer(registre, numero, complement, motif) if remplacer else ()
    entree = seances.importer(registre, numero, complement)
    _signaler_doutes(registre, numero)
    if changements:
        entree = evolve(entree, remplaces=len({un.dossier for un in changements}))
    _dire_import(entree, changements, en_json)
    if not entree.deja:
        orienter(f"Pour la délibérer de nouveau : parchemin seance deliberer {numero}", en_json=en_json)


def _signaler_doutes(registre: Registre, numero: int) -> None:
    """Say who may be somebody else of the séance or the register, and what that knows otherwise."""
    tous = (consulter_doutes(registre, numero), consulter_acquis(registre, numero))
    faits = [fait for doutes in tous for fait in (*doutes.questions, *doutes.alertes)]
    phrases = [(fait.code, remedes.dire(fait)) for fait in faits]
    signaler(phrases, f"séance {numero}", f"parchemin seance examiner {numero}")


def _dire_import(entree: Entree, changements: tuple[ValeurRemplacee, ...], en_json: bool) -> None:
    if en_json:
        repondre(
            {**_compter(entree), "remplaces": entree.remplaces, "changements": list(map(asdict, changements))},
            (),
            en_json=True,
        )
        return
    for un in changements:
        click.echo(f"{un.dossier}, {un.champ} : {un.avant or 'rien'} → {un.apres or 'rien'}")
    _dire_entree(entree, en_json, "Séance {} complétée", "Séance {} inchangée : ces fichiers n'ajoutent rien")


def _dire_entree(entree: Entree, en_json: bool, fait: str, deja: str) -> None:
    comptes = f"{entree.ajoutes} {accorder('dossier ajouté', entree.ajoutes)}"
    if entree.completes:
        comptes += f", {entree.completes} {accorder('complété', entree.completes)}"
    if entree.remplaces:
        comptes += f", {entree.remplaces} {accorder('remplacé', entree.remplaces)}"
    phrase = deja.format(entree.seance) if entree.deja else f"{fait.format(entree.seance)} : {comptes}"
    repondre(_compter(entree), [f"{phrase}."], en_json=en_json)


def _compter(entree: Entree) -> dict[str, Any]:
    comptee = asdict(entree, filter=lambda champ, _: champ.name not in ("avertissements", "remplaces"))
    return {**comptee, "deja": entree.deja}


@commande.command("liste")
@options_registre
def liste(base: Base, en_json: bool, charger: Chargeur) -> None:
    """Donne les séances du registre, la dernière d'abord.

    \b
    Exemples :
      parchemin seance liste
      parchemin seance liste --json
    """
    trouvees = seances.lister(base)
    if en_json:
        lignes = [{**asdict(resumee), "etat": resumee.etat.value} for resumee in trouvees]
        repondre({"seances": lignes}, (), en_json=True)
    else:
        entetes = ("Séance", "Certification", "Date", "Instance", "Lieu", "État", "Dossiers", "Décisions")
        tabler(entetes, lister(trouvees, charger()), "Aucune séance.")


@commande.command("montrer")
@click.argument("numero", type=NUMERO, metavar="ID")
@options_registre
def montrer(numero: int, base: Base, en_json: bool, charger: Chargeur) -> None:
    """Montre la séance ID : chaque dossier, ce qui est proposé, ce qui est décidé.

    \b
    Exemple :
      parchemin seance montrer 1
    """
    hote = charger()
    registre = acceder(base, charger=lambda: hote)
    fiche, dossiers = seances.consulter(registre, numero), decisions.montrer(registre, numero)
    retouchees = retouches.lire_retouches(registre, numero)
    if en_json:
        entete = {"seance": _entete(fiche), "retouches": list(map(retouche_en_json, retouchees))}
        derouler(entete, "dossiers", map(donnees.dossier, dossiers))
    else:
        seance = fiche.seance
        certification = objets_des_titres(hote.catalogue).get(seance.certification, seance.certification)
        click.echo(f"Séance {numero} du {seance.date}, {certification} : {ETATS[fiche.etat]}")
        tabler(("Dossier", "Candidat", "Proposé", "Décidé"), map(resumer, dossiers))
        for faite in retouchees:
            click.echo(dire_retouche(faite))


def _entete(fiche: seances.SeanceInscrite) -> dict[str, object]:
    return {
        "id": fiche.id,
        "etat": fiche.etat.value,
        "suite_de": fiche.precedente,
        "certification": fiche.seance.certification,
        "date": fiche.seance.date.isoformat(),
        "instance": fiche.seance.instance,
    }


@commande.command("deliberer")
@click.argument("numeros", type=NUMERO, nargs=-1, required=True, metavar="ID…")
@options_ecriture
def deliberer(numeros: tuple[int, ...], en_json: bool, acces: Acces) -> None:
    """Calcule et garde la proposition de chaque dossier des séances ID, avec l'empreinte de ses entrées.

    \b
    Exemples :
      parchemin seance deliberer 1
      parchemin seance deliberer 1 2 3
    """
    registre = acces()
    bilans = {numero: propositions.deliberer(registre, numero) for numero in dict.fromkeys(numeros)}
    if en_json and len(bilans) > 1:
        repondre({"seances": [{"seance": n, **asdict(bilan)} for n, bilan in bilans.items()]}, (), en_json=True)
        return
    for numero, bilan in bilans.items():
        if len(bilans) > 1:
            click.echo(f"Séance {numero}")
        _dire_bilan(numero, bilan, en_json)


def _dire_bilan(numero: int, bilan: propositions.BilanDeDeliberation, en_json: bool) -> None:
    issues = {Issue(code): combien for code, combien in bilan.issues.items()}
    dossiers = f"{bilan.dossiers} {accorder('dossier', bilan.dossiers)}"
    nouvelles = f"{bilan.nouvelles} {accorder('proposition nouvelle', bilan.nouvelles)}"
    phrase = f"{dossiers}, {nouvelles} : {', '.join(compter(issues))}."
    repondre({"seance": numero, **asdict(bilan)}, [phrase], en_json=en_json)
    ouverts = compter({issue: combien for issue, combien in issues.items() if issue in OUVERTES})
    if ouverts:
        orienter(
            f"Au jury de trancher : {', '.join(ouverts)} ; les voir : parchemin seance montrer {numero}",
            en_json=en_json,
        )
        orienter(f"Pour décider : parchemin seance decider {numero} --dossier DOSSIER VERDICT", en_json=en_json)
    orienter(f"Quand tout est décidé : parchemin seance proclamer {numero}", en_json=en_json)


@commande.command("decider")
@click.argument("numero", type=NUMERO, metavar="ID")
@click.argument("verdict", metavar="VERDICT", callback=lambda _contexte, _argument, dit: lire_verdict(dit))
@click.option("--dossier", required=True, metavar="D", help="Le dossier, par son code.")
@click.option(
    "--bloc",
    default="",
    metavar="B|B/C",
    help="Le bloc, ou la compétence où elle se valide à part ; sans lui, le jury décide de l'ensemble.",
)
@click.option("--pour", type=int, callback=borner(0), metavar="N", help="Voix pour.")
@click.option("--contre", type=int, callback=borner(0), metavar="N", help="Voix contre.")
@click.option("--abstention", type=int, callback=borner(0), metavar="N", help="Abstentions.")
@click.option("--preponderante", is_flag=True, help="Partage : la voix prépondérante a tranché.")
@click.option(
    "--motif", default="", metavar="TEXTE", help="Pourquoi ; obligatoire où le jury s'écarte de la proposition."
)
@click.option("--remplace", type=NUMERO, metavar="ACTE", help="L'acte dont celui-ci prend la place.")
@click.option(
    "--preconisation",
    "preconisations",
    multiple=True,
    metavar="TEXTE",
    help="Ce que le jury recommande au candidat : travaux, formation, réorientation ; se répète.",
)
@options_ecriture
def decider(
    numero: int,
    verdict: str,
    dossier: str,
    bloc: str,
    pour: int | None,
    contre: int | None,
    abstention: int | None,
    preponderante: bool,
    motif: str,
    remplace: int | None,
    preconisations: tuple[str, ...],
    en_json: bool,
    acces: Acces,
) -> None:
    """Enregistre ce que le jury de la séance ID décide : VERDICT.

    D'un bloc : acquis, non_acquis, non_evalue. D'une compétence : acquis, non_acquis. D'un dossier : certifie,
    partiel, non_certifie, incomplet. Ce que le jury laisse est décidé comme proposé. Les voix « pour » sont pour
    le candidat : elles portent le verdict à la majorité du jury, ou rien n'est enregistré. Les codes des
    dossiers : « parchemin seance montrer ».

    \b
    Exemples :
      parchemin seance decider 1 --dossier D1 --bloc BC3 acquis --pour 5 --contre 2
      parchemin seance decider 1 --dossier D4 --bloc GCAR/C29 acquis --motif "Montrée à l'oral"
      parchemin seance decider 1 --dossier D3 partiel --preconisation "Reprendre le module de maîtrise des risques"
      parchemin seance decider 1 --dossier D2 non_certifie --motif "Fraude à l'écrit"
      parchemin seance decider 1 --dossier D2 partiel --remplace 12 --motif "Erreur de saisie"
    """
    votes = Votes(pour, contre, abstention, preponderante)
    demande = DecisionDemandee(dossier, verdict, bloc, votes, motif, remplace, preconisations)
    registre = acces()
    rendu = decisions.decider(registre, numero, demande)
    quand = "déjà enregistré" if rendu.deja else "enregistré"
    quoi = nommer_objet(rendu.decision.objet) if bloc else "dossier entier"
    decide, propose = en_mots(verdict), en_mots(rendu.decision.propose.value)
    phrase = f"{dossier}, {quoi} : {decide} (proposé : {propose}), {quand}, acte {rendu.decision.acte}."
    repondre(donnees.rendue(rendu.decision, dossier, deja=rendu.deja), [phrase], en_json=en_json)
    if not (rendu.deja and seances.consulter(registre, numero).cloture()):
        orienter(f"Quand tout est décidé : parchemin seance proclamer {numero}", en_json=en_json)


@commande.command("examiner")
@click.argument("numero", type=NUMERO, metavar="ID")
@options_registre
@click.pass_context
def examiner(ctx: click.Context, numero: int, base: Base, en_json: bool, charger: Chargeur) -> None:
    """Dit ce qui empêche de proclamer la séance ID, et ce que proclamer délivrerait ; rien n'est écrit.

    Les mêmes contrôles que « proclamer ». Finit par 0 si rien n'empêche, par 1 sinon. Une ligne qui commence par
    « ! » n'empêche rien.

    \b
    Exemple :
      parchemin seance examiner 1
    """
    registre = acceder(base, charger=charger)
    examen = proclamation.examiner(registre, numero)
    repondre(_examen_en_json(examen), dire_examen(examen, remedes.dire), en_json=en_json)
    if examen.empechements:
        ctx.exit(1)


def _examen_en_json(examen: proclamation.ExamenAvantProclamation) -> dict[str, Any]:
    return {
        "seance": examen.seance,
        "empechements": list(map(remedes.en_json, examen.empechements)),
        "avertissements": list(map(remedes.en_json, examen.avertissements)),
        "titres": [
            {"dossier": dossier, "nature": titre.nature, "objet": titre.objet}
            for dossier, titres in examen.titres.items()
            for titre in titres
        ],
    }


@commande.command("proclamer")
@click.argument("numero", type=NUMERO, metavar="ID")
@option_oui
@options_ecriture
def proclamer(numero: int, oui: bool, en_json: bool, acces: Acces) -> None:
    """Proclame la séance ID : la verrouille et délivre les titres.

    Montre ce que dit « examiner » et demande confirmation : ce qui est proclamé ne se rouvre pas ; sans terminal
    pour répondre, il faut --oui. Refuse (statut 1, avec chaque raison) tant qu'un débat est ouvert, avant le jour
    de la séance, ou si le jury est irrégulier.

    \b
    Exemples :
      parchemin seance proclamer 1
      parchemin seance proclamer 1 --oui
    """
    question = f"Proclamer la séance {numero} : la verrouiller pour toujours et délivrer ses titres."
    exiger_de_quoi_repondre(question, oui=oui)
    registre = acces()
    annonces = None if oui else _faire_relire(registre, numero, question)
    resultat = proclamation.proclamer(registre, numero, annonces)
    quand = "déjà proclamée" if resultat.deja else "proclamée"
    comptes = f"{resultat.dossiers} {accorder('dossier', resultat.dossiers)}"
    comptes += f", {resultat.titres} {accorder('titre', resultat.titres)}"
    phrase = f"Séance {numero} {quand} : {comptes}."
    repondre(asdict(resultat), [phrase], en_json=en_json)
    pieces = ", ".join(f"parchemin {piece} {numero}" for piece in ("pv", "parchemins", "notifications"))
    orienter(f"Pour imprimer : {pieces}", en_json=en_json)


def _faire_relire(registre: Registre, numero: int, question: str) -> Mapping[str, tuple[TitreDu, ...]] | None:
    """Show what would be proclaimed and ask; return the titles that were agreed to, none of what is locked."""
    if seances.consulter(registre, numero).cloture():
        return None
    examen = proclamation.examiner(registre, numero)
    if examen.empechements:
        raise ActeRefuse(examen.empechements)
    confirmer(*dire_examen(examen, remedes.dire), question)
    return examen.titres


@commande.command("rectifier")
@click.argument("numero", type=NUMERO, metavar="ID")
@click.option("--dossier", required=True, metavar="D", help="Le dossier.")
@option_verdicts("Ce que le jury avait décidé en vérité (répétable) ; sans bloc : l'ensemble.", obligatoire=True)
@option_jour("Le jour de l'erratum (aujourd'hui sinon) : les titres qui en suivent sont de ce jour.")
@click.option("--motif", required=True, metavar="TEXTE", help="L'erreur, et ce qui la montre.")
@option_oui
@options_ecriture
def rectifier(
    numero: int,
    dossier: str,
    verdicts: dict[str, str],
    le: date,
    motif: str,
    oui: bool,
    en_json: bool,
    acces: Acces,
) -> None:
    """Corrige une décision de la séance ID, proclamée, qui fut mal enregistrée.

    Ce n'est pas un recours : le jury n'en décide pas autrement, le registre dit ce qu'il a décidé. La décision mal
    enregistrée demeure ; un nouvel acte la désigne, et les titres suivent : celui qui ne tient plus est révoqué.
    Demande confirmation sur un terminal.

    \b
    Exemple :
      parchemin seance rectifier 1 --dossier D1 --verdict GRU=non_acquis --motif "PV du 16 mars : 2 voix sur 4"
    """
    if not oui and sur_un_terminal():
        confirmer(f"Rectifier la décision de la séance {numero} sur {dossier} : des titres peuvent être révoqués.")
    reprise = rectification.Reprise(verdicts, Cause(le, motif))
    suites = rectification.rectifier(acces(), numero, dossier, reprise)
    quand = "déjà rectifié" if suites.deja else "rectifié"
    phrases = [f"Séance {numero}, {dossier} : {quand} le {le}.", *dire(suites)]
    repondre({"seance": numero, "dossier": dossier, **donnees.consequences(suites)}, phrases, en_json=en_json)


@commande.command("rejouer")
@click.argument("numero", type=NUMERO, metavar="ID")
@options_registre
@click.pass_context
def rejouer(ctx: click.Context, numero: int, base: Base, en_json: bool, charger: Chargeur) -> None:
    """Recalcule les propositions de la séance ID de ce qui est gardé, et les compare.

    Finit par 0 si rien ne diffère, par 1 sinon ; une version qui a changé est dite, et n'est pas une différence.

    \b
    Exemple :
      parchemin seance rejouer 1
    """
    rejeu = propositions.rejouer(acceder(base, charger=charger), numero)
    phrases = [f"{d.chemin} a changé : {d.avant} → {d.apres}" for d in rejeu.versions]
    phrases += [f"{d.dossier} {d.chemin} : {d.avant} → {d.apres}" for d in rejeu.differences]
    combien = len(rejeu.differences)
    conclusion = f"{combien} {accorder('différence', combien)}" if combien else "identiques"
    phrases.append(f"{rejeu.dossiers} {accorder('proposition recalculée', rejeu.dossiers)} : {conclusion}.")
    if rejeu.anonymises:
        anonymises = f"{rejeu.anonymises} {accorder('dossier anonymisé', rejeu.anonymises)}"
        phrases.append(f"{anonymises} : rien n'en reste à recalculer.")
    repondre({"seance": numero, "identique": not combien, **asdict(rejeu)}, phrases, en_json=en_json)
    if combien:
        ctx.exit(1)


for retouche in COMMANDES:
    commande.add_command(retouche)
