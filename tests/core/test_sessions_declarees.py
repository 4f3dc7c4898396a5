"""What an édition may not say of its sessions, its authors and what it lets hold: refused when it loads."""

import pytest

from parchemin.errors import DonneesInvalides
from parchemin.plugin.essai.politiques_en_faute import fautes_de_politique
from parchemin.referentiel.model import Niveau, Source
from parchemin.referentiel.toml import lire_edition
from parchemin.regles import AvisDe, AvisPropre, Exigence, Part, Politique, TousLesBlocs, Validite

SOURCE = Source("règlement", "§1")
TOML = """
certification = "essai.a"
edition = "1"
intitule = "Essai"
valide_du = 2024-01-01
relu_jusqu_au = 2030-12-31
source = "r §1"
evaluateurs = [{{ role = "jury", intitule = "Jury", observe = ["competence", "epreuve"], source = "r §1" }}]
prerequis = [{{ code = "SST", intitule = "SST", source = "r §1" }}]
blocs = [{{ code = "B1", intitule = "Bloc", nature = "commun", source = "r §1", competences = [
    {{ code = "C1", intitule = "Un" }},
] }}]
voies = [{{ code = "f", intitule = "F", epreuves = {epreuves}, evaluateurs = ["jury"], source = "r §1" }}]
[[epreuves]]
code = "e1"
intitule = "Écrit"
modalite = "écrit"
source = "r §1"
evalue = ["B1"]
bareme = {{ coefficient = 1 }}
[[epreuves]]
code = "e2"
intitule = "Écrit, session 2"
modalite = "écrit"
source = "r §1"
bareme = {{ coefficient = {coefficient} }}
rattrape = "{rattrape}"
notee_par = {{ {role} = {poids} }}
"""
JUSTE = {"epreuves": '["e1", "e2"]', "coefficient": 1, "rattrape": "e1", "role": "jury", "poids": 1}


def edition(**change):
    return lire_edition(TOML.format(**{**JUSTE, **change}).encode(), "e.toml")


@pytest.mark.parametrize(
    ("change", "dit"),
    [
        ({"epreuves": '["e2"]'}, "« e1 », dont c'est une autre session, n'est pas de cette voie"),
        ({"coefficient": 2}, "attendu le même barème que « e1 »"),
        ({"rattrape": "e2"}, "« e2 » n'est pas une première session"),
        ({"rattrape": "e3"}, "« e3 » n'est pas déclaré"),
        ({"role": "tuteur"}, "« tuteur » n'est pas déclaré"),
        ({"poids": 0}, "trouvé 0, attendu 1 ou plus"),
    ],
)
def test_une_session_impossible_est_refusee_au_chargement(change, dit):
    assert edition().epreuves[1].rattrape == "e1"
    with pytest.raises(DonneesInvalides) as refus:
        edition(**change)
    assert dit in str(refus.value)


BLOC = AvisDe("jury", Part(Niveau.COMPETENCE, "100 %", SOURCE, chacune=AvisPropre(SOURCE)))


@pytest.mark.parametrize(
    ("certification", "validites", "dit"),
    [
        ((TousLesBlocs(SOURCE), Exigence("AFGSU", SOURCE)), (), "prérequis inconnu « AFGSU »"),
        ((TousLesBlocs(SOURCE),), (Validite(Niveau.COMPETENCE, 24, SOURCE),), "tient_les_competences"),
    ],
)
def test_une_politique_qui_lit_ce_que_l_edition_n_a_pas_est_refusee(certification, validites, dit):
    juste = Politique("essai.a@1", ("f",), (TousLesBlocs(SOURCE), Exigence("SST", SOURCE)), BLOC)
    assert fautes_de_politique(edition(), "f", juste, ()) == ()
    fausse = Politique("essai.a@1", ("f",), certification, BLOC, validites=validites)
    (faute,) = fautes_de_politique(edition(), "f", fausse, ())
    assert dit in str(faute)
