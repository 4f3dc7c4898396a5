"""A policy that could only be wrong is refused before anybody uses it: each law, with a policy that breaks it."""

from typing import ClassVar

import pytest
from attrs import evolve, frozen

from parchemin.conformance import Sujet, controle
from parchemin.deliberation import Deliberation, ModeleTitre
from parchemin.errors import BrancheInvalide
from parchemin.faits import CODES, Fait, en_fait
from parchemin.plugin.essai.politiques_en_faute import fautes_de_politique
from parchemin.plugin.host import EtatDeGreffon, Greffon, Hote
from parchemin.plugin.types import Branche, Instance, Mission
from parchemin.plugin.validation import Apport, fautes
from parchemin.referentiel.arbre import Noeud
from parchemin.referentiel.model import Edition, Niveau, Source
from parchemin.referentiel.toml import lire_edition
from parchemin.regles import (
    AvisDe,
    Formule,
    Jugement,
    Lecture,
    Moyenne,
    NoteMinimale,
    Part,
    Politique,
    TousLesBlocs,
    Verdict,
    acquis_si,
    rendre,
)
from parchemin.regles.termes import ACQUIS

S = Source("règlement", "§1")
TOML = """
certification = "essai.a"
edition = "2024"
intitule = "Essai"
valide_du = 2024-01-01
relu_jusqu_au = 2030-12-31
source = "règlement §1"
tient_les_competences = true
[[evaluateurs]]
role = "jury"
intitule = "Jury"
observe = ["competence"]
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
competences = [{ code = "C1", intitule = "Une" }, { code = "C2", intitule = "Deux" }]
[[blocs]]
code = "B2"
intitule = "Bloc deux"
nature = "commun"
source = "règlement §3"
competences = [{ code = "C1", intitule = "Trois" }]
[[epreuves]]
code = "ecrit"
intitule = "Écrit"
modalite = "copie"
source = "règlement §4"
evalue = ["B1"]
parties = [{ intitule = "Copie", minutes = 60 }]
bareme = { coefficient = 1 }
[[voies]]
code = "formation"
intitule = "Formation"
epreuves = ["ecrit"]
evaluateurs = ["jury", "centre"]
source = "règlement §2"
"""
EDITION = lire_edition(TOML.encode(), "2024.toml")
BLOC = AvisDe("jury", Part(Niveau.COMPETENCE, "50 %", S))


@frozen
class Faite:
    """A rule of a stranger's own, that gives a verdict written for the test."""

    loi: str
    code: str = "faite"
    source: Source = S
    lit_hors_du_noeud: bool = False

    def formuler(self, noeud: Noeud, lecture: Lecture) -> Formule:
        if self.loi == "échoue":
            raise KeyError("B9")
        vus = {chemin: lecture.de("jury").dit(chemin) for chemin in ("B1/C1", "B2/C1")}
        lois = {
            "ailleurs": acquis_si(vus["B1/C1"].est(ACQUIS)),
            "sans rien": acquis_si(~vus[f"{noeud.chemin or 'B1'}/C1"].est(-3)),
            "jamais sans": acquis_si(~vus["B1/C1"].est(ACQUIS)),
            "constante": rendre(Verdict.NON_ACQUIS),
        }
        return Formule(self, noeud, lois[self.loi], en_fait("constat"))

    def exige(self, jugement: Jugement) -> Fait:
        return en_fait("exige")

    def enoncer(self, niveau: Niveau) -> tuple[str, ...]:
        return ("Règle d'essai.",)


def politique(*certification, bloc=BLOC) -> Politique:
    return Politique("essai.a@2024", ("formation",), certification or (TousLesBlocs(S),), bloc)


def codes(politique: Politique, edition: Edition = EDITION) -> list[str]:
    return [faute.code for faute in fautes_de_politique(edition, "formation", politique, ())]


@pytest.mark.parametrize(
    ("certification", "bloc", "attendus"),
    [
        ((TousLesBlocs(S),), BLOC, []),
        ((TousLesBlocs(S), Moyenne("20", S)), BLOC, []),
        ((TousLesBlocs(S), Moyenne("20", S, stricte=True)), BLOC, ["regle_jamais_acquise"]),
        ((TousLesBlocs(S), Moyenne("10", S, echelle=10)), BLOC, []),
        (
            (TousLesBlocs(S), NoteMinimale("8", S, epreuves=("oral",))),
            BLOC,
            ["regle_sans_epreuve", "regle_ne_lit_rien"],
        ),
        ((TousLesBlocs(S),), AvisDe("jurry", BLOC.regle), ["regle_sans_evaluateur", *["regle_ne_lit_rien"] * 2]),
        ((TousLesBlocs(S),), AvisDe("jury", Part(Niveau.CRITERE, "50 %", S)), []),
        ((TousLesBlocs(S),), Moyenne("10", S), ["regle_ne_lit_rien"]),
        ((TousLesBlocs(S),), Faite("échoue"), ["regle_en_panne"]),
        ((TousLesBlocs(S),), Faite("ailleurs"), ["regle_lit_ailleurs"]),
        ((TousLesBlocs(S),), Faite("ailleurs", lit_hors_du_noeud=True), []),
        ((TousLesBlocs(S),), Faite("sans rien"), ["acquis_sans_rien"] * 3),
        ((TousLesBlocs(S), Faite("constante")), BLOC, ["regle_ne_lit_rien"]),
        ((TousLesBlocs(S), Faite("jamais sans")), BLOC, ["regles_contradictoires"]),
    ],
)
def test_une_politique_ne_peut_pas_n_etre_que_fausse(certification, bloc, attendus):
    trouves = codes(politique(*certification, bloc=bloc))
    assert trouves == attendus, trouves


APPORT = Apport(
    Branche("essai", "Essai", "CPNEFP", (Instance("jury", "Jury", (Mission.DECIDE,), S),)),
    (EDITION,),
    (politique(TousLesBlocs(S), Moyenne("20", S, stricte=True)),),
)


def hote(apport: Apport = APPORT) -> Hote:
    return Hote.de_apports((Greffon("essai", "parchemin-essai", "1.0", EtatDeGreffon.ACTIVE, apport=apport),))


def test_une_politique_fausse_ne_delibere_personne():
    with pytest.raises(BrancheInvalide, match="« moyenne » n'est acquise"):
        Deliberation.preparer(EDITION, "formation", hote(), EDITION.relu_jusqu_au)


def test_branches_et_conformite_disent_la_meme_chose():
    (greffon,) = hote().eprouvees()
    sujet = Sujet.de(hote(), "essai", EDITION.valide_du)
    assert greffon.etat is EtatDeGreffon.EN_ERREUR
    assert [faute.dire(CODES) for faute in greffon.causes] == [e.message for e in controle("regles").ecarts(sujet)]


def test_nos_branches_passent():
    assert [greffon.etat for greffon in Hote.charger().eprouvees() if greffon.causes] == []


class TestTitres:
    modele: ClassVar = ModeleTitre("essai.a", "cqp", "CQP", Niveau.EDITION, S)

    @pytest.mark.parametrize(
        ("pour", "bloc", "attendus"),
        [
            (Niveau.EDITION, None, []),
            (Niveau.BLOC, BLOC, []),
            (Niveau.BLOC, None, ["titre_sans_jugement"]),
            (Niveau.COMPETENCE, BLOC, ["titre_d_un_autre_niveau"]),
            (Niveau.CRITERE, BLOC, ["titre_d_un_autre_niveau"]),
        ],
    )
    def test_un_titre_couronne_ce_qu_une_politique_juge(self, pour, bloc, attendus):
        apport = evolve(
            APPORT, politiques=(politique(Moyenne("10", S), bloc=bloc),), titres=(evolve(self.modele, pour=pour),)
        )
        assert [faute.code for faute in fautes("essai", apport)] == attendus
