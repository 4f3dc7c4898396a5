"""Levels of a named scale: read by their names, from which one they count, and what they are worth in points."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parchemin.cohortes.calcul.colonnes import juger_prets
from parchemin.deliberation import Deliberation
from parchemin.dossier.model import Avis, Candidat, Dossier, Neutralise, Observations, Palier
from parchemin.dossier.readers.observations import Guichet, ObservationRefusee, Relation
from parchemin.errors import DonneesInvalides
from parchemin.faits import CODES
from parchemin.plugin.essai.politiques_en_faute import fautes_de_politique
from parchemin.referentiel.model import Niveau, Source
from parchemin.referentiel.toml import lire_edition
from parchemin.registre.socle.canonique import ecrire_dossier, lire_dossier
from parchemin.regles import AvisDe, AvisPropre, NiveauAtteint, Part, PointsDesNiveaux, Politique, TousLesBlocs

SOURCE = Source("règlement", "§2")
JOUR = date(2025, 6, 30)
NIVEAUX = ("non acquis", "en cours", "acquis", "maîtrisé")
ECHELLE = """
[[echelles]]
niveaux = ["non acquis", "en cours", "acquis", "maîtrisé"]
compte_des = "acquis"
natures = ["competence"]
source = "r §2"
"""
TOML = """
certification = "essai.a"
edition = "1"
intitule = "Essai"
valide_du = 2024-01-01
relu_jusqu_au = 2030-12-31
source = "r §1"
evaluateurs = [{ role = "jury", intitule = "Jury", observe = ["competence"], source = "r §1" }]
blocs = [{ code = "B1", intitule = "Bloc", nature = "commun", source = "r §1", competences = [
    { code = "C1", intitule = "Un" }, { code = "C2", intitule = "Deux" },
] }]
voies = [{ code = "f", intitule = "F", epreuves = [], evaluateurs = ["jury"], source = "r §1" }]
"""


def edition(echelle=ECHELLE):
    return lire_edition((TOML + echelle).encode(), "e.toml")


def propre(regle):
    return AvisDe("jury", Part(Niveau.COMPETENCE, "100 %", SOURCE, chacune=regle))


class Regimes:
    def __init__(self, bloc):
        self.bloc = bloc

    def politique(self, edition, voie):
        return Politique(edition, (voie,), (TousLesBlocs(SOURCE),), self.bloc)

    def titres(self, edition):
        return ()

    def compositions(self, edition, instance):
        return ()


def dossier(*niveaux):
    dites = {
        f"B1/C{rang}": Palier(NIVEAUX[dit], dit) if isinstance(dit, int) else dit
        for rang, dit in enumerate(niveaux, 1)
        if dit is not None
    }
    observations = Observations({"jury": dites})
    return Dossier("D1", Candidat("N", "P"), "f", JOUR, "essai.a@1", observations=observations)


def verdict(regle, *niveaux, lue=None):
    banc = Deliberation.preparer(lue or edition(), "f", Regimes(regle), JOUR)
    rendu = banc.proposer(dossier(*niveaux)).blocs[0]
    assert juger_prets(banc, [dossier(*niveaux)])["bloc:B1"].to_list() == [rendu.verdict.value]
    return rendu.verdict.value


@pytest.mark.parametrize(
    ("niveau", "attendu"),
    [(0, "non_acquis"), (1, "non_acquis"), (2, "acquis"), (3, "acquis"), (Avis.ABSENT, "non_evalue")],
)
def test_une_competence_compte_a_partir_d_un_niveau(niveau, attendu):
    assert verdict(propre(AvisPropre(SOURCE)), 3, niveau) == attendu


@pytest.mark.parametrize(("niveau", "attendu"), [(2, "non_acquis"), (3, "acquis"), (None, "non_evalue")])
def test_une_regle_demande_un_autre_niveau(niveau, attendu):
    assert verdict(propre(NiveauAtteint("maîtrisé", SOURCE)), 3, niveau) == attendu


@pytest.mark.parametrize(
    ("niveaux", "attendu"),
    [
        ((2, 2), "acquis"),
        ((1, 3), "acquis"),
        ((1, 2), "non_acquis"),
        ((3,), "non_evalue"),
        ((3, Avis.ABSENT), "non_evalue"),
    ],
)
def test_les_niveaux_valent_des_points(niveaux, attendu):
    assert verdict(PointsDesNiveaux(4, SOURCE), *niveaux) == attendu


@pytest.mark.parametrize(("niveaux", "attendu"), [((2, 3), "acquis"), ((2, 2), "non_acquis")])
def test_ou_ceux_que_l_echelle_dit(niveaux, attendu):
    lue = edition(ECHELLE + "points = [0, 1, 5, 10]\n")
    assert verdict(PointsDesNiveaux(15, SOURCE), *niveaux, lue=lue) == attendu


def test_un_niveau_neutralise_ne_compte_pas():
    assert verdict(PointsDesNiveaux(3, SOURCE), 3, Neutralise("sans objet")) == "acquis"
    assert verdict(propre(NiveauAtteint("maîtrisé", SOURCE)), 3, Neutralise("sans objet")) == "acquis"


def test_un_niveau_inconnu_est_une_erreur():
    with pytest.raises(ValueError, match="niveau « expert » inconnu"):
        verdict(propre(NiveauAtteint("expert", SOURCE)), 3, 3)


@pytest.mark.parametrize(
    "regle",
    [propre(AvisPropre(SOURCE)), propre(NiveauAtteint("maîtrisé", SOURCE)), PointsDesNiveaux(6, SOURCE)],
)
def test_une_politique_sur_des_niveaux_se_charge(regle):
    politique = Politique("essai.a@1", ("f",), (TousLesBlocs(SOURCE),), regle)
    assert fautes_de_politique(edition(), "f", politique, ()) == ()


@pytest.mark.parametrize("regle", [propre(NiveauAtteint("expert", SOURCE)), PointsDesNiveaux(7, SOURCE)])
def test_un_niveau_inconnu_ou_des_points_hors_d_atteinte_sont_refuses_au_chargement(regle):
    politique = Politique("essai.a@1", ("f",), (TousLesBlocs(SOURCE),), regle)
    assert len(fautes_de_politique(edition(), "f", politique, ())) == 1


def lire(ecrit):
    return Guichet.ouvrir(edition(), "f").lire(Relation(2, "D1", "jury", "B1/C1", ecrit)).valeur


@pytest.mark.parametrize(("ecrit", "lu"), [("maîtrisé", 3), ("Maitrise", 3), ("EN COURS", 1), ("non acquis", 0)])
def test_une_observation_prend_le_nom_du_niveau(ecrit, lu):
    assert lire(ecrit) == Palier(NIVEAUX[lu], lu)


@pytest.mark.parametrize("ecrit", ["oui", "3", "expert"])
def test_ce_qui_n_est_pas_un_niveau_est_refuse(ecrit):
    with pytest.raises(ObservationRefusee) as refus:
        lire(ecrit)
    dit = refus.value.faits[0].dire(CODES)
    assert dit.startswith(f"trouvé « {ecrit} » : attendu non acquis ou en cours ou acquis ou maîtrisé")


def test_le_registre_garde_les_niveaux():
    une = dossier(2, Neutralise("sans objet"))
    assert lire_dossier("D1", une.candidat, ecrire_dossier(une)) == une


@pytest.mark.parametrize(
    ("change", "dit"),
    [
        (('compte_des = "acquis"', 'compte_des = "expert"'), "« expert » n'est pas déclaré"),
        (('natures = ["competence"]', 'natures = ["epreuve"]'), "a déjà une échelle, ou n'en prend pas"),
        (('"en cours"', '"Acquis"'), "est déclaré 2 fois"),
        (('source = "r §2"', 'source = "r §2"\npoints = [0, 1]'), "attendu 4 nombres de points"),
    ],
)
def test_une_echelle_impossible_est_refusee_au_chargement(change, dit):
    with pytest.raises(DonneesInvalides) as refus:
        edition(ECHELLE.replace(*change))
    assert dit in str(refus.value)


RANGS = {"non_acquis": 0, "non_evalue": 1, "acquis": 2}
REGLES = st.sampled_from(
    [propre(AvisPropre(SOURCE)), propre(NiveauAtteint("maîtrisé", SOURCE)), PointsDesNiveaux(4, SOURCE)]
)


@given(regle=REGLES, un=st.integers(0, 3), deux=st.integers(0, 2), mieux=st.integers(1, 3))
def test_un_meilleur_niveau_n_empire_rien(regle, un, deux, mieux):
    avant, apres = (verdict(regle, un, niveau) for niveau in (deux, min(3, deux + mieux)))
    assert RANGS[avant] <= RANGS[apres]
