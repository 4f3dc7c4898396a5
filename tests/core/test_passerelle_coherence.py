"""What ``--verifier`` finds in the passerelles of all plugins, and a plugin that supplies passerelles alone."""

from datetime import date, timedelta
from importlib.metadata import EntryPoint

import pytest
from attrs import evolve

from parchemin.documents.contenus.donnees import phrases
from parchemin.faits import CODES
from parchemin.passerelle import Nature, Passerelle, Reseau, chercher, verifier
from parchemin.passerelle.model import Detention
from parchemin.plugin.host import EtatDeGreffon, Hote
from parchemin.referentiel.catalogue import Catalogue
from parchemin.referentiel.model import Bloc, Competence, Edition, NatureBloc, Source

S = Source("accord", "§1")
LE = date(2024, 6, 1)
ORIGINES = {"un.a": "paquet-un 1.0", "deux.b": "paquet-deux 2.0"}


def _edition(certification: str, intitule: str = "Même chose", **champs: object) -> Edition:
    bloc = Bloc("B1", "Bloc", NatureBloc.COMMUN, S, (Competence("C1", intitule),), cle=f"{certification}@2020/B1")
    base = Edition(certification, "2020", certification, date(2020, 1, 1), date(2030, 1, 1), S, blocs=(bloc,))
    return evolve(base, **champs)


A, B = _edition("un.a"), _edition("deux.b")
ALLER = Passerelle("un.a@2020/B1", "deux.b@2020/B1", Nature.DE_DROIT, S)
RETOUR = Passerelle("deux.b@2020/B1", "un.a@2020/B1", Nature.DE_DROIT, S)


def _fautes(
    *passerelles: Passerelle, editions: tuple[Edition, ...] = (A, B), validites: dict[str, int] | None = None
) -> list[str]:
    reseau = Reseau(Catalogue(editions), passerelles, validites or {})
    return phrases(verifier(reseau, ORIGINES, dict.fromkeys(passerelles, "paquet-ponts 3.0"), LE).fautes)


def test_un_droit_dans_les_deux_sens_est_coherent() -> None:
    assert _fautes(ALLER, RETOUR) == []


def test_un_droit_a_sens_unique_nomme_les_deux_distributions() -> None:
    (faute,) = _fautes(ALLER)
    assert "de droit dans un seul sens" in faute
    assert all(nom in faute for nom in ("paquet-un 1.0", "paquet-deux 2.0", "paquet-ponts 3.0"))


def test_un_droit_qui_revient_ailleurs_reste_a_sens_unique() -> None:
    (faute,) = _fautes(ALLER, Passerelle("deux.b@2020/B1", "un.a@2020", Nature.DE_DROIT, S))
    assert "un.a@2020/B1" in faute
    assert "de droit dans un seul sens" in faute


@pytest.mark.parametrize("vers", ["un.a@2020/B9", "un.a@1999", "un.a@2020#epreuve:x", "trois.c@2020/B1"])
def test_une_passerelle_vers_ce_qui_n_existe_pas(vers: str) -> None:
    (faute,) = _fautes(Passerelle("deux.b@2020", vers, Nature.A_APPRECIER, S))
    assert f"« {vers} » n'existe pas" in faute
    assert "paquet-ponts 3.0" in faute
    assert ("paquet-un 1.0" if vers.startswith("un.") else "aucune distribution") in faute


@pytest.mark.parametrize("vers", ["ab.c@2020/B1", "zz.c@2020/B1"])
def test_ce_qui_n_existe_pas_n_est_pas_pour_autant_une_attestation(vers: str) -> None:
    (faute,) = _fautes(Passerelle("deux.b@2020", vers, Nature.A_APPRECIER, S))
    assert f"« {vers} » n'existe pas" in faute
    (faute,) = _fautes(Passerelle(vers, "deux.b@2020/B1", Nature.A_APPRECIER, S))
    assert f"« {vers} » n'existe pas" in faute
    (faute,) = _fautes(Passerelle("deux.b@2020", "attestation:x", Nature.A_APPRECIER, S))
    assert faute.endswith("une attestation ne se donne plus")


def test_un_droit_entre_un_tout_et_un_bloc_n_a_pas_de_retour() -> None:
    assert _fautes(Passerelle("deux.b@2020", "un.a@2020/B1", Nature.DE_DROIT, S)) == []
    assert _fautes(Passerelle("un.a@2020/B1", "deux.b@2020", Nature.DE_DROIT, S)) == []


def test_deux_blocs_sont_du_meme_genre_quel_que_soit_leur_code() -> None:
    autre = evolve(B.blocs[0], code="X1", cle="deux.b@2020/X1")
    droit = Passerelle("un.a@2020/B1", "deux.b@2020/X1", Nature.DE_DROIT, S)
    (faute,) = _fautes(droit, editions=(A, evolve(B, blocs=(autre,))))
    assert "de droit dans un seul sens" in faute


def test_un_droit_revient_au_bloc_dont_il_est_parti() -> None:
    autre = evolve(A.blocs[0], code="B2", cle="un.a@2020/B2")
    ailleurs = Passerelle("deux.b@2020/B1", "un.a@2020/B2", Nature.DE_DROIT, S)
    fautes = _fautes(ALLER, ailleurs, editions=(evolve(A, blocs=(*A.blocs, autre)), B))
    assert ["de droit dans un seul sens" in faute for faute in fautes] == [True, True]


@pytest.mark.parametrize("intitule", ["Autre chose", "Zèle"])
def test_un_meme_bloc_a_partout_les_memes_competences(intitule: str) -> None:
    autre = _edition("deux.b", intitule)
    assert len(_fautes(editions=(A, evolve(autre, blocs=(evolve(autre.blocs[0], cle=A.blocs[0].cle),))))) == 1


@pytest.mark.parametrize(
    ("combien", "dit"), [(1, "une passerelle mène à un.a@2020"), (2, "2 passerelles mènent à un.a@2020")]
)
def test_les_passerelles_vers_une_cible_close_se_comptent(combien: int, dit: str) -> None:
    close = evolve(A, valide_au=date(2024, 5, 31))
    passerelles = [
        Passerelle(f"attestation:{rang}", "un.a@2020", Nature.A_APPRECIER, S) for rang in range(combien)
    ]
    (remarque,) = verifier(Reseau(Catalogue((close, B)), tuple(passerelles)), ORIGINES, {}, LE).remarques
    assert remarque.dire(CODES).startswith(dit)


def test_un_droit_entre_blocs_aux_competences_differentes() -> None:
    fautes = _fautes(ALLER, RETOUR, editions=(A, _edition("deux.b", "Autre chose")))
    assert len(fautes) == 2
    assert all("pas les mêmes compétences" in faute and "paquet-deux 2.0" in faute for faute in fautes)


def test_un_bloc_declare_deux_fois_avec_d_autres_competences() -> None:
    autre = _edition("deux.b", "Autre chose")
    double = evolve(autre, blocs=(evolve(autre.blocs[0], cle=A.blocs[0].cle),))
    (faute,) = _fautes(editions=(A, double))
    assert faute.startswith("un.a@2020/B1 : un même bloc, d'autres compétences")
    assert "paquet-un 1.0" in faute
    assert "paquet-deux 2.0" in faute


def test_une_dispense_ne_donne_pas_un_bloc() -> None:
    (faute,) = _fautes(Passerelle("attestation:x", "un.a@2020/B1", Nature.DISPENSE, S))
    assert "une dispense porte sur une épreuve" in faute


FERMEE = evolve(A, valide_au=date(2022, 12, 31))
PESER = Passerelle("un.a@2020/B1", "deux.b@2020/B1", Nature.A_APPRECIER, S)


@pytest.mark.parametrize(
    ("passerelle", "validites", "expiree"),
    [
        (PESER, {}, False),
        (PESER, {"un.a@2020": 1}, True),
        (PESER, {"un.a@2020": 2}, False),
        (evolve(PESER, annees=1), {}, True),
        (evolve(PESER, obtenu_du=date(2023, 1, 1)), {}, True),
        (evolve(PESER, obtenu_du=date(2022, 12, 31)), {}, False),
        (evolve(PESER, obtenu_au=date(2019, 12, 31)), {}, True),
        (evolve(PESER, obtenu_au=date(2021, 1, 1)), {}, False),
        (evolve(PESER, obtenu_au=date(2021, 1, 1), annees=2), {}, True),
        (evolve(PESER, obtenu_au=date(2022, 6, 1), annees=2), {}, False),
        (evolve(PESER, obtenu_au=date(2022, 5, 31), annees=2), {}, True),
    ],
)
def test_une_source_expiree_est_celle_qui_ne_sert_plus_personne(
    passerelle: Passerelle, validites: dict[str, int], expiree: bool
) -> None:
    fautes = _fautes(passerelle, editions=(FERMEE, B), validites=validites)
    assert bool(fautes) is expiree
    assert all("expirée" in faute and "paquet-ponts 3.0" in faute for faute in fautes)


def test_une_cible_close_n_est_qu_une_remarque() -> None:
    vers = evolve(PESER, de="deux.b@2020", vers="un.a@2020/B1")
    trouve = verifier(Reseau(Catalogue((FERMEE, B)), (vers,)), ORIGINES, {vers: "x"}, LE)
    assert trouve.fautes == ()
    assert (
        trouve.remarques[0].dire(CODES).startswith("une passerelle mène à un.a@2020, close depuis le 2022-12-31")
    )


@pytest.mark.parametrize(
    ("fin", "close"), [(LE - timedelta(days=1), True), (LE, False), (LE + timedelta(days=1), False)], ids=str
)
def test_une_cible_est_close_le_lendemain_de_son_dernier_jour(fin: date, close: bool) -> None:
    vers = evolve(PESER, de="deux.b@2020", vers="un.a@2020/B1")
    trouve = verifier(Reseau(Catalogue((evolve(A, valide_au=fin), B)), (vers,)), ORIGINES, {vers: "x"}, LE)
    assert bool(trouve.remarques) is close


@pytest.fixture
def points(bac) -> list[EntryPoint]:
    """Return two branches, and a plugin that only ties them."""
    accord = Passerelle("un.a@2024", "deux.a@2024/B1", Nature.A_APPRECIER, Source("accord", "§9"))
    branches = [
        bac.greffon(slug, parchemin_editions=lambda slug=slug: [bac.edition(slug)]) for slug in ("un", "deux")
    ]
    return [*branches, bac.greffon("ponts", parchemin_passerelles=lambda: [accord])]


def test_un_greffon_qui_ne_fournit_que_des_passerelles_marche(points: list[EntryPoint]) -> None:
    hote = Hote.charger(points=points, strict=True)
    assert all(greffon.etat is EtatDeGreffon.ACTIVE for greffon in hote.greffons)
    vers = hote.catalogue.edition("deux.a", "2024")
    (vise,) = chercher(hote.reseau(), [Detention("un.a@2024", LE)], vers, LE).blocs
    assert (vise.statut.value, str(vise.sources[0])) == ("a_apprecier", "accord §9")


def test_sans_sa_branche_une_passerelle_se_signale_et_ne_casse_rien(points: list[EntryPoint]) -> None:
    hote = Hote.charger(["un"], points=points, strict=True)
    reseau = hote.reseau()
    vers = hote.catalogue.edition("deux.a", "2024")
    assert chercher(reseau, [], vers, LE).blocs[0].par is None
    (faute,) = verifier(reseau, hote.origines(), {}, LE).fautes
    assert "« un.a@2024 » n'existe pas" in faute.dire(CODES)
