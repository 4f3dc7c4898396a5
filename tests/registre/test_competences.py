"""Document 001, §7.3: the compétences that a jury validated in VAE are kept, carried, and held without limit."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from sqlalchemy import select

from parchemin.deliberation import Issue
from parchemin.deliberation.decision import DecisionDemandee as Demande
from parchemin.deliberation.decision import SurBloc, SurCompetence
from parchemin.dossier.model import Membre
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.errors import ActeRefuse, CodeInconnu
from parchemin.plugin.host import Hote
from parchemin.registre.apres import rectification
from parchemin.registre.apres.cause import Cause
from parchemin.registre.apres.rectification import Reprise
from parchemin.registre.seance import decisions, seances
from parchemin.registre.seance.proclamation import examiner, proclamer
from parchemin.registre.seance.propositions import deliberer, rejouer
from parchemin.registre.seance.retouches import Raison, retirer
from parchemin.registre.service import Registre
from parchemin.registre.socle.tables import DECISIONS

LOCAL = (
    Membre("Anne Bertrand", "representant_caisse_nationale", "Caisse nationale"),
    Membre("Luc Caron", "representant_branche", "Organisme de Lille"),
    Membre("Zoé Denis", "expert_metier", "Organisme de Nice"),
)
NUMEROS = (1, 2, 6, 9, 10, 11, 12, 13, 15, 19, 20, 23, 26, 27, 29)
EVALUEES = tuple(f"GCAR/C{numero}" for numero in NUMEROS)
VALIDEES, RESTENT = EVALUEES[:12], EVALUEES[12:]
TETE = "dossier;nom;prenom;naissance;voie;entree;acquis\n"
MARTIN = "V2;Martin;Zoé;1980-01-01;vae;2018-01-22;\n"
LACROIX = "V1;Lacroix;Bruno;1969-04-25;vae;2018-01-22;{}\n"


@pytest.fixture
def ecrire(exemple: Callable) -> Callable[..., Path]:
    """Return a function that writes a séance of a day, where a person was observed, or two."""

    def ecrire(jour: str, vues: dict[str, str], acquis: str = "", *, a_deux: bool = False) -> Path:
        dossier: Path = exemple("ucanss/gcar-2017", ("date = 2018-06-21", f"date = {jour}"), ou=f"s{jour}")
        lignes = "".join(f"V1;jury;{chemin};{dit}\n" for chemin, dit in vues.items())
        autre, refuse = (MARTIN, "V2;jury;GCAR;non\n") if a_deux else ("", "")
        (dossier / "dossiers.csv").write_text(TETE + LACROIX.format(acquis) + autre, encoding="utf-8")
        observations = f"dossier;evaluateur;cible;valeur\n{lignes}{refuse}"
        (dossier / "observations.csv").write_text(observations, encoding="utf-8")
        return dossier

    return ecrire


@pytest.fixture
def tenir(ouvrir: Callable, ecrire: Callable) -> Callable[..., int]:
    """Return a function that opens and deliberates such a séance."""

    def tenir(jour: str, vues: dict[str, str], *, acquis: str = "", a_deux: bool = False) -> int:
        numero: int = ouvrir(ecrire(jour, vues, acquis, a_deux=a_deux))
        return numero

    return tenir


def copie(*oui: str) -> dict[str, str]:
    return {chemin: "oui" if chemin in oui else "non" for chemin in EVALUEES}


def decider(registre: Registre, seance: int, objet: str, verdict: str, motif: str = "") -> decisions.Decision:
    return decisions.decider(registre, seance, Demande("V1", verdict, objet, motif=motif)).decision


def montrer(registre: Registre, seance: int) -> decisions.DossierMontre:
    [montre] = decisions.montrer(registre, seance)
    return montre


def issue(registre: Registre, seance: int) -> Issue:
    propose = montrer(registre, seance).propose
    assert propose
    return propose.issue


@pytest.mark.parametrize("annee", [2019, 2024])
def test_douze_competences_de_2018_et_trois_d_une_autre_seance_donnent_le_cqp(
    registre: Registre, tenir: Callable, lus: Callable, tient: Callable, annee: int
) -> None:
    proclamer(registre, tenir("2018-06-21", copie(*VALIDEES)))
    seconde = tenir(f"{annee}-06-20", dict.fromkeys(RESTENT, "oui"))
    assert issue(registre, seconde) is Issue.CERTIFIE
    proclamer(registre, seconde)
    assert [titre.nature for titre in lus("Lacroix", date(2040, 1, 1))] == ["cqp"]
    assert rejouer(registre, seconde).differences == ()
    assert tient()


def test_il_en_manque_encore_une_a_la_seconde_seance(registre: Registre, tenir: Callable) -> None:
    proclamer(registre, tenir("2018-06-21", copie(*VALIDEES)))
    assert issue(registre, tenir("2019-06-20", dict.fromkeys(RESTENT[:2], "oui"))) is Issue.PARTIEL


def test_ce_qui_n_est_pas_proclame_ne_se_tient_pas(registre: Registre, tenir: Callable) -> None:
    tenir("2018-06-21", copie(*VALIDEES))
    assert issue(registre, tenir("2019-06-20", dict.fromkeys(RESTENT, "oui"))) is Issue.PARTIEL


def test_qui_s_est_retire_ne_tient_rien_de_ce_qui_fut_decide_avant(registre: Registre, tenir: Callable) -> None:
    premiere = tenir("2018-06-21", copie(*VALIDEES), a_deux=True)
    decider(registre, premiere, "GCAR/C1", "acquis")
    retirer(registre, premiere, "V1", Raison.DESISTEMENT)
    proclamer(registre, premiere)
    restent = dict.fromkeys(EVALUEES[1:], "oui")
    assert issue(registre, tenir("2019-06-20", restent)) is Issue.PARTIEL


def test_le_registre_et_la_colonne_acquis_se_completent(registre: Registre, tenir: Callable) -> None:
    proclamer(registre, tenir("2018-06-21", copie(*VALIDEES[:6])))
    acquis = '"' + ";".join(f"{chemin}=2018-03-15" for chemin in VALIDEES[6:]) + '"'
    assert issue(registre, tenir("2019-06-20", dict.fromkeys(RESTENT, "oui"), acquis=acquis)) is Issue.CERTIFIE


def test_chaque_competence_laissee_est_decidee_comme_proposee(registre: Registre, tenir: Callable) -> None:
    proclamer(registre, numero := tenir("2018-06-21", copie(*VALIDEES)))
    with registre.base.lire() as cx:
        lignes = cx.execute(select(DECISIONS).where(DECISIONS.c.seance == numero))
        prises = {ligne.bloc: (ligne.bloc_cle, ligne.verdict) for ligne in lignes}
    assert prises["GCAR/C1"] == ("ucanss.gcar@2017/GCAR/C1", "acquis")
    assert prises["GCAR/C29"] == ("ucanss.gcar@2017/GCAR/C29", "non_acquis")
    assert {*prises} == {"", "GCAR", *EVALUEES}


def test_le_jury_decide_d_une_competence_et_dit_pourquoi_il_s_ecarte(registre: Registre, tenir: Callable) -> None:
    numero = tenir("2018-06-21", copie(*EVALUEES[:14]))
    with pytest.raises(ActeRefuse, match="motif obligatoire"):
        decider(registre, numero, "GCAR/C29", "acquis")
    prise = decider(registre, numero, "GCAR/C29", "acquis", "montrée à l'oral")
    assert (prise.objet, prise.propose.value) == (SurCompetence("GCAR", "C29"), "non_acquis")
    assert decider(registre, numero, "GCAR/C29", "acquis", "montrée à l'oral").acte == prise.acte
    assert [du.nature for du in examiner(registre, numero).titres["V1"]] == ["cqp"]


def test_une_competence_retiree_par_le_jury_n_est_pas_tenue(registre: Registre, tenir: Callable) -> None:
    premiere = tenir("2018-06-21", copie(*VALIDEES))
    decider(registre, premiere, "GCAR/C1", "non_acquis", "fraude")
    proclamer(registre, premiere)
    seconde = tenir("2019-06-20", dict.fromkeys(RESTENT, "oui"))
    assert issue(registre, seconde) is Issue.PARTIEL


def test_une_competence_tenue_n_est_plus_a_decider(registre: Registre, tenir: Callable) -> None:
    proclamer(registre, tenir("2018-06-21", copie(*VALIDEES)))
    seconde = tenir("2019-06-20", dict.fromkeys(RESTENT, "oui"))
    with pytest.raises(ActeRefuse, match="compétence GCAR/C1 validée le 2018-06-21, elle le reste"):
        decider(registre, seconde, "GCAR/C1", "non_acquis", "à revoir")


@pytest.mark.parametrize(
    ("objet", "verdict", "dit"),
    [
        ("GCAR/C3", "acquis", "compétence « GCAR/C3 » : le jury n'en décide pas"),
        ("GCAR/C99", "acquis", "le jury n'en décide pas, elle n'est pas jugée à part"),
        ("GCAR/C29", "non_evalue", "inconnu pour décider d'une compétence : acquis, non_acquis"),
        ("GCAR/C29", "certifie", "inconnu pour décider d'une compétence"),
    ],
)
def test_une_competence_qui_ne_se_decide_pas_le_dit(
    registre: Registre, tenir: Callable, objet: str, verdict: str, dit: str
) -> None:
    numero = tenir("2018-06-21", copie(*VALIDEES))
    with pytest.raises(CodeInconnu, match=dit):
        decider(registre, numero, objet, verdict, "motif")


def test_ou_les_competences_ne_se_tiennent_pas_le_jury_n_en_decide_pas(
    registre: Registre, ouvrir: Callable, exemple: Callable
) -> None:
    numero = ouvrir(exemple("ucanss/gc-2021"))
    with pytest.raises(CodeInconnu, match="elle n'est pas jugée à part"):
        decisions.decider(registre, numero, Demande("GC-2203-01", "acquis", "GRU/C1"))


def test_une_competence_decidee_sur_d_anciennes_observations_se_decide_de_nouveau(
    registre: Registre, tenir: Callable
) -> None:
    numero = tenir("2018-06-21", copie(*EVALUEES))
    decider(registre, numero, "GCAR/C29", "acquis")
    deliberer(registre, numero)
    assert examiner(registre, numero).empechements == ()


def test_une_competence_mal_relevee_se_rectifie_et_le_bloc_suit(
    registre: Registre, tenir: Callable, lus: Callable, tient: Callable
) -> None:
    numero = tenir("2018-06-21", copie(*EVALUEES[:14]))
    proclamer(registre, numero)
    cause = Cause(date(2018, 9, 3), "case mal cochée")
    suite = rectification.rectifier(registre, numero, "V1", Reprise({"GCAR/C29": "acquis"}, cause))
    assert {d.objet.chemin: d.verdict.value for d in suite.decisions} == {
        "GCAR/C29": "acquis",
        "GCAR": "acquis",
        "": "certifie",
    }
    assert [titre.nature for titre in lus("Lacroix")] == ["cqp"]
    assert tient()


def test_un_bloc_decide_a_part_ne_suit_pas_d_une_competence(registre: Registre, tenir: Callable) -> None:
    numero = tenir("2018-06-21", copie(*EVALUEES[:14]))
    decider(registre, numero, "GCAR", "non_evalue", "jury interrompu")
    decider(registre, numero, "", "incomplet", "jury interrompu")
    proclamer(registre, numero)
    cause = Cause(date(2018, 9, 3), "case mal cochée")
    with pytest.raises(ActeRefuse, match="GCAR fut décidé à part"):
        rectification.rectifier(registre, numero, "V1", Reprise({"GCAR/C29": "acquis"}, cause))


def test_le_bloc_decide_non_acquis_laisse_ses_competences_validees(registre: Registre, tenir: Callable) -> None:
    premiere = tenir("2018-06-21", copie(*EVALUEES))
    decider(registre, premiere, "GCAR", "non_acquis", "à revoir")
    assert SurBloc("GCAR") in {d.objet for d in montrer(registre, premiere).decisions}
    assert [fait.code for fait in examiner(registre, premiere).empechements] == ["bloc_contredit"]
    decider(registre, premiere, "GCAR/C1", "non_acquis", "à revoir")
    proclamer(registre, premiere)
    assert issue(registre, tenir("2019-06-20", {"GCAR/C1": "oui"})) is Issue.CERTIFIE


def test_le_jury_national_trouve_ce_que_le_local_a_decide_d_une_competence_et_peut_en_revenir(
    registre: Registre, hote: Hote, ecrire: Callable
) -> None:
    lue = LecteurDeSeance(ecrire("2018-06-21", copie(*EVALUEES[:14])), hote.catalogue).entiere()
    avant = evolve(lue, date=date(2018, 6, 5), instance="jury_local", membres=LOCAL)
    locale = seances.ouvrir(registre, avant).seance
    deliberer(registre, locale)
    decider(registre, locale, "GCAR/C29", "acquis", "montrée à l'oral")
    nationale = seances.ouvrir(registre, lue, locale).seance
    deliberer(registre, nationale)
    assert issue(registre, nationale) is Issue.CERTIFIE
    decider(registre, nationale, "GCAR/C29", "non_acquis", "pièce retirée")
    assert examiner(registre, nationale).titres["V1"] == ()
    proclamer(registre, nationale)
    [montre] = decisions.montrer(registre, nationale)
    dites = {decision.objet.chemin: decision.verdict.value for decision in montre.decisions}
    assert (dites["GCAR/C29"], dites["GCAR"], dites[""]) == ("non_acquis", "non_acquis", "partiel")
