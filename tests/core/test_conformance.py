"""Each check of conformance, on a branch that is right but for one thing; and the two front ends."""

from collections.abc import Callable, Iterator
from datetime import date
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any, ClassVar

import pytest
from attrs import evolve, frozen

from parchemin.conformance import CONTROLES, Capacite, Ecart, GraviteEcart, Sujet, controle, verifier
from parchemin.deliberation import ModeleTitre
from parchemin.dossier.model import Dossier
from parchemin.errors import BrancheInvalide, CodeInconnu
from parchemin.faits import Fait, Mots, en_fait
from parchemin.jury import Composition, Siege
from parchemin.passerelle import Nature, Passerelle
from parchemin.plugin.host import EtatDeGreffon, Greffon, Hote
from parchemin.plugin.types import Branche, Exemple, Instance, Mission
from parchemin.plugin.validation import Apport
from parchemin.referentiel.arbre import Noeud
from parchemin.referentiel.model import Edition, Niveau, Source
from parchemin.referentiel.toml import lire_edition
from parchemin.regles import (
    Alerte,
    AvisDe,
    Formule,
    Jugement,
    Lecture,
    Moyenne,
    Part,
    Politique,
    TousLesBlocs,
    Verdict,
    acquis_si,
    rendre,
)
from parchemin.regles.termes import ACQUIS, ou, somme
from parchemin.testing import ConformiteBranche
from parchemin.vae.model import RegleRecevabilite

LE = date(2026, 1, 1)
SANS = {Capacite.PASSERELLES: "aucune", Capacite.EXEMPLES: "aucun"}
S = Source("règlement", "§1")
EDITION = """
certification = "essai.a"
edition = "2024"
intitule = "Essai"
valide_du = 2024-01-01
relu_jusqu_au = 2030-12-31
source = "règlement §1"
composition = { commun = 2 }
[[evaluateurs]]
role = "jury"
intitule = "Jury"
observe = ["critere", "competence"]
source = "règlement §2"
[[evaluateurs]]
role = "centre"
intitule = "Centre d'examen"
observe = ["epreuve"]
source = "règlement §2"
[[blocs]]
code = "B1"
intitule = "Bloc un"
nature = "commun"
source = "règlement §3"
competences = [{ code = "C1", intitule = "Ouverte" }, { code = "C2", intitule = "Fermée", criteres = 3 }]
[[epreuves]]
code = "ecrit"
intitule = "Écrit"
modalite = "copie"
source = "règlement §4"
evalue = ["B1"]
parties = [{ intitule = "Copie", minutes = 60 }]
bareme = { coefficient = 1, eliminatoire = 6 }
[[voies]]
code = "vae"
intitule = "VAE"
epreuves = ["ecrit"]
evaluateurs = ["jury", "centre"]
source = "règlement §2"
"""


def _edition(*remplacements: str) -> Edition:
    """Return the édition, each text of a pair replaced by the next."""
    texte = EDITION
    for avant, apres in zip(remplacements[::2], remplacements[1::2], strict=True):
        assert avant in texte
        texte = texte.replace(avant, apres)
    return lire_edition(texte.encode(), "2024.toml")


def _autrement(*remplacements: str) -> Apport:
    return evolve(SAIN, editions=(_edition(*remplacements),))


BLOC = AvisDe("jury", Part(Niveau.COMPETENCE, "50 %", S, chacune=Part(Niveau.CRITERE, "70 %", S)))
POLITIQUE = Politique("essai.a@2024", ("vae",), (TousLesBlocs(S), Moyenne("10", S)), BLOC)
JURY = Composition(("essai.a",), "jury", (Siege("membre", "Membre", 2, 4),), S, quorum=3)
SAIN = Apport(
    Branche("essai", "Essai", "CPNEFP", (Instance("jury", "Jury", (Mission.DECIDE,), S),)),
    (_edition(),),
    (POLITIQUE,),
    (JURY,),
    (RegleRecevabilite("essai.a", S, "secrétariat", jours_etp=365),),
    (),
    (ModeleTitre("essai.a", "cqp", "CQP", Niveau.EDITION, S),),
)


def _sujet(apport: Apport) -> Sujet:
    greffon = Greffon("essai", "parchemin-essai", "1.0", EtatDeGreffon.ACTIVE, apport=apport)
    return Sujet.de(Hote.de_apports((greffon,)), "essai", LE)


@frozen
class Perdu:
    """A fact that nobody made known."""

    code: ClassVar[str] = "perdu"

    def dire(self, mots: Mots) -> str:
        return "perdu"


@frozen
class Bizarre:
    """A rule that breaks a law of its own choice."""

    loi: str
    code: str = "bizarre"
    source: Source = S

    def formuler(self, noeud: Noeud, lecture: Lecture) -> Formule:
        if self.loi == "échoue":
            raise ZeroDivisionError("règle")
        acquis = somme(*(lecture.de("jury").dit(chemin).est(ACQUIS) for chemin in noeud.descendance))
        note = lecture.valeur("epreuve:ecrit")
        verdicts = {
            "punit": acquis_si(ou(acquis.est(0), acquis.est(2))),
            "punit les notes": acquis_si(~(note >= 1000)),
            "déborde": acquis_si(note * (1 << 60) >= 1),
        }
        constats = {"muette": "", "objet": repr(object())}
        verdict = verdicts.get(self.loi, rendre(Verdict.ACQUIS))
        constat = Perdu() if self.loi == "perdue" else en_fait(constats.get(self.loi, "constat"))
        return Formule(self, noeud, verdict, constat)

    def exige(self, jugement: Jugement) -> Fait:
        return en_fait("rien")

    def enoncer(self, niveau: Niveau) -> tuple[str, ...]:
        if self.loi == "sans énoncé":
            raise NotImplementedError(self.loi)
        return ("Une règle.",)


def _bizarre(loi: str) -> Apport:
    return evolve(SAIN, politiques=(evolve(POLITIQUE, bloc=Bizarre(loi)),))


@frozen
class SelonLOrdre:
    """A check that looks at what was observed first."""

    def controler(self, dossier: Dossier, le: date) -> Iterator[Alerte]:
        premiere = next((dite.cible for dite in dossier.observations), "rien")
        yield Alerte("premiere", en_fait(f"d'abord {premiere}"))

    def enoncer(self) -> str:
        return "On regarde ce qui vint d'abord."


def _selon_l_ordre() -> Apport:
    return evolve(SAIN, politiques=(evolve(POLITIQUE, controles=(SelonLOrdre(),)),))


def _jury(**change: Any) -> Apport:
    return evolve(SAIN, jurys=(evolve(JURY, **change),))


def _vae(**change: Any) -> Apport:
    return evolve(SAIN, recevabilites=tuple(evolve(regle, **change) for regle in SAIN.recevabilites))


def _seconde(valide_du: str) -> Apport:
    premiere = _edition("relu_jusqu_au", "valide_au = 2024-12-31\nrelu_jusqu_au")
    seconde = _edition('edition = "2024"', 'edition = "2025"', "2024-01-01", valide_du)
    politiques = (POLITIQUE, evolve(POLITIQUE, edition="essai.a@2025"))
    return evolve(SAIN, editions=(premiere, seconde), politiques=politiques)


def _passerelle(de: str, vers: str, **change: Any) -> Apport:
    return evolve(SAIN, passerelles=(Passerelle(de, vers, Nature.A_APPRECIER, S, **change),))


def _exemple(dossier: Path) -> Apport:
    return evolve(SAIN, exemples=(Exemple("un", "Un exemple", "essai.a", dossier),))


FAUTIFS: dict[str, tuple[str, Callable[[], Apport], str]] = {
    "sans branche": ("branche", lambda: evolve(SAIN, branche=None), "parchemin_branche manque"),
    "voie sans politique": (
        "branche",
        lambda: evolve(SAIN, politiques=()),
        "aucune politique pour la voie « vae »",
    ),
    "éditions qui se chevauchent": ("dates", lambda: _seconde("2024-12-31"), "chevauche essai.a@2025"),
    "trou entre éditions": ("dates", lambda: _seconde("2025-01-02"), "rien n'est en vigueur entre le 2024-12-31"),
    "relue avant d'exister": ("dates", lambda: _autrement("2030-12-31", "2023-12-31"), "précède valide_du"),
    "source vide": (
        "sources",
        lambda: _jury(source=Source("", "§2")),
        "jury : source sans document (jurys.source)",
    ),
    "personne n'observe": (
        "mesures",
        lambda: _autrement(
            '"critere", "competence"', '"continu"', "bareme = { coefficient = 1, eliminatoire = 6 }", ""
        ),
        "n'y est observé par personne",
    ),
    "note à deux auteurs": (
        "mesures",
        lambda: _autrement('observe = ["critere", "competence"]', 'observe = ["critere", "epreuve"]'),
        "jury et centre notent tous deux (epreuve)",
    ),
    "zéro minute": ("epreuves", lambda: _autrement("minutes = 60", "minutes = 0"), "0 minute"),
    "toute note élimine": (
        "epreuves",
        lambda: _autrement("eliminatoire = 6", "eliminatoire = 20"),
        "toute note est éliminatoire (20/20)",
    ),
    "composition nulle": ("composition", lambda: _autrement("commun = 2", "commun = 0"), "0 bloc commun demandé"),
    "règle qui échoue": (
        "politiques",
        lambda: _bizarre("échoue"),
        "la règle échoue (ZeroDivisionError : règle) sur [",
    ),
    "règle dont le fait se perd": (
        "politiques",
        lambda: _bizarre("perdue"),
        "motif « bizarre » : le fait « perdu » ne revient pas de JSON tel quel",
    ),
    "contrôle qui suit l'ordre": ("politiques", _selon_l_ordre, "l'ordre des observations change"),
    "règle qui punit": ("politiques", lambda: _bizarre("punit"), "de acquis à non_acquis"),
    "règle qui punit une note": (
        "politiques",
        lambda: _bizarre("punit les notes"),
        "centre:epreuve:ecrit meilleur",
    ),
    "règle muette": ("politiques", lambda: _bizarre("muette"), "motif « bizarre » sans constat"),
    "règle qui montre un objet": ("politiques", lambda: _bizarre("objet"), "motif « bizarre » sans constat"),
    "quorum hors d'atteinte": ("jurys", lambda: _jury(quorum=5), "aucun jury régulier n'a pu être formé (quorum"),
    "siège en double": ("jurys", lambda: _jury(sieges=JURY.sieges * 2), "« membre » est déclaré 2 fois"),
    "siège à l'envers": ("jurys", lambda: _jury(sieges=(Siege("m", "M", 3, 2),)), "3 au moins, 2 au plus"),
    "instance d'ailleurs": ("jurys", lambda: _jury(instance="autre"), "cette instance n'est pas de la branche"),
    "qui décide": ("recevabilites", lambda: _vae(decide_par=" "), "qui décide n'est pas dit"),
    "fenêtre trop courte": ("recevabilites", lambda: _vae(jours_etp=800, fenetre_annees=2), "ne suffisent pas"),
    "hors de toute édition": (
        "recevabilites",
        lambda: _vae(depose_au=date(2020, 1, 1)),
        "aucune édition n'est en vigueur pendant ces dépôts",
    ),
    "trou entre dépôts": (
        "recevabilites",
        lambda: evolve(
            SAIN,
            recevabilites=(
                evolve(SAIN.recevabilites[0], depose_au=date(2024, 6, 30)),
                evolve(SAIN.recevabilites[0], depose_du=date(2024, 7, 2)),
            ),
        ),
        "aucune règle pour un dépôt entre le 2024-06-30 et le 2024-07-02",
    ),
    "VAE sans règle": (
        "recevabilites",
        lambda: evolve(SAIN, editions=(*SAIN.editions, _edition('"essai.a"', '"essai.b"'))),
        "essai.b@2024 : elle a une voie « vae », et aucune règle",
    ),
    "titre d'une édition inconnue": (
        "titres",
        lambda: evolve(SAIN, titres=(evolve(SAIN.titres[0], editions=("2031",)),)),
        "inconnue « 2031 »",
    ),
    "titre de zéro an": (
        "titres",
        lambda: evolve(SAIN, titres=(evolve(SAIN.titres[0], annees=0),)),
        "valable 0 an",
    ),
    "titre dont la page manque": (
        "titres",
        lambda: evolve(SAIN, titres=(evolve(SAIN.titres[0], gabarit=Path("nulle_part") / "titre.typ"),)),
        "gabarit absent de la distribution : titre.typ",
    ),
    "passerelle vers nulle part": (
        "passerelles",
        lambda: _passerelle("essai.a@2024/B1", "essai.z@2024/B1"),
        "« essai.z@2024/B1 » n'existe pas",
    ),
    "passerelle à l'envers": (
        "passerelles",
        lambda: _passerelle(
            "attestation:x", "essai.a@2024/B1", obtenu_du=date(2025, 1, 1), obtenu_au=date(2024, 1, 1)
        ),
        "obtenu_au (2024-01-01) précède obtenu_du",
    ),
    "passerelle d'une voie inconnue": (
        "passerelles",
        lambda: _passerelle("attestation:x", "essai.a@2024/B1", voies=("jour",)),
        "voie inconnue « jour »",
    ),
    "exemple absent": ("exemples", lambda: _exemple(Path("nulle_part")), "exemple essai/un : "),
    "exemple en double": (
        "exemples",
        lambda: evolve(_exemple(Path("x")), exemples=_exemple(Path("x")).exemples * 2),
        "2 exemples de ce nom",
    ),
    "règle qui déborde": ("colonnes", lambda: _bizarre("déborde"), " en colonnes, "),
    "énoncé qui n'est pas une phrase": (
        "enonces",
        lambda: _jury(reserve="Siege object at 0x7f"),
        "contient «  object at 0x »",
    ),
    "énoncé qui échoue": (
        "enonces",
        lambda: _bizarre("sans énoncé"),
        "le code de la branche échoue (NotImplementedError : sans énoncé)",
    ),
    "règle sans évaluateur": (
        "regles",
        lambda: evolve(SAIN, politiques=(evolve(POLITIQUE, bloc=AvisDe("jurry", BLOC.regle)),)),
        "la règle « avis » lit « jurry », attendu l'un des évaluateurs jury, centre",
    ),
    "aucune règle": (
        "enonces",
        lambda: evolve(SAIN, politiques=(Politique("essai.a@2024", ("vae",), ()),)),
        "aucune règle ne s'énonce",
    ),
}


@pytest.mark.parametrize("cas", FAUTIFS)
def test_chaque_controle_trouve_sa_faute(cas: str) -> None:
    code, fabriquer, message = FAUTIFS[cas]
    refus = [str(e) for e in controle(code).ecarts(_sujet(fabriquer())) if e.gravite is GraviteEcart.REFUS]
    assert any(message in trouve for trouve in refus), refus


def test_une_branche_saine_passe_tous_les_controles() -> None:
    trouves = list(verifier(_sujet(SAIN), SANS))
    assert [(code, ecart.message) for code, ecart in trouves] == [
        ("composition", "2 blocs « commun » demandés, 1 décrits : la grille complète")
    ]


def test_chaque_controle_est_eprouve() -> None:
    assert {code for code, _, _ in FAUTIFS.values()} == {chacun.code for chacun in CONTROLES}


def test_une_capacite_absente_se_declare_et_une_presente_non() -> None:
    ecarts = dict.fromkeys(
        ecart.message for code, ecart in verifier(_sujet(SAIN), {Capacite.VAE: "x"}) if code == "capacites"
    )
    assert "« vae » est dite absente, et ne l'est pas" in ecarts
    assert "« exemples » manque : le dire, avec sa raison, dans « sans » de la branche" in ecarts


def test_une_branche_inconnue_ou_en_erreur_le_dit() -> None:
    hote = Hote.charger(points=[EntryPoint("essai", "nulle_part", "parchemin.branches")])
    with pytest.raises(CodeInconnu, match="branche inconnue « essay » ; peut-être « essai »"):
        Sujet.de(hote, "essay", LE)
    with pytest.raises(BrancheInvalide, match="No module named 'nulle_part' ; remède"):
        Sujet.de(hote, "essai", LE)
    with pytest.raises(CodeInconnu, match="contrôle inconnu « politique » ; peut-être « politiques »"):
        controle("politique")


class _Kit(ConformiteBranche):
    branche = "essai"
    __test__ = False


@pytest.fixture
def kit(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., ConformiteBranche]]:
    """Return a function that makes the kit of an apport, with its declarations."""

    def fabriquer(apport: Apport, **declare: Any) -> ConformiteBranche:
        monkeypatch.setattr("parchemin.testing.conformite._sujet", lambda slug: _sujet(apport))
        return type("_Declare", (_Kit,), declare)()

    yield fabriquer


def test_le_kit_refuse_une_politique_fautive(kit: Callable[..., ConformiteBranche]) -> None:
    with pytest.raises(pytest.fail.Exception, match="de acquis à non_acquis"):
        kit(_bizarre("punit"), essais=500).test_politiques()


def test_une_derogation_a_une_raison_et_prend_fin(kit: Callable[..., ConformiteBranche]) -> None:
    fautive = _autrement("minutes = 60", "minutes = 0")
    raison = {"epreuves": "la durée n'est pas connue"}
    with pytest.raises(pytest.xfail.Exception, match="la durée n'est pas connue"):
        kit(fautive, derogations=raison).test_controle(controle("epreuves"))
    with pytest.raises(pytest.fail.Exception, match="« epreuves » passe : ôter cette dérogation"):
        kit(SAIN, derogations=raison).test_controle(controle("epreuves"))
    with pytest.raises(AssertionError):
        kit(SAIN, derogations={"epreuves": " "}, sans=SANS).test_ce_qui_manque_est_dit_avec_sa_raison()


def test_le_kit_exige_que_ce_qui_manque_soit_dit(kit: Callable[..., ConformiteBranche]) -> None:
    with pytest.raises(pytest.fail.Exception, match="« passerelles » manque"):
        kit(SAIN).test_ce_qui_manque_est_dit_avec_sa_raison()
    kit(SAIN, sans=SANS).test_ce_qui_manque_est_dit_avec_sa_raison()


def test_un_ecart_dit_son_objet() -> None:
    assert str(Ecart("essai.a@2024", "rien")) == "essai.a@2024 : rien"
