"""Whatever the codes of a référentiel, digits, words of our sentences, prefixes of one another, names stand where
codes stood and nowhere else."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from attrs import frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from parchemin.deliberation import Deliberation, ModeleTitre
from parchemin.dossier.model import Acquis, Avis, Candidat, Dossier, Membre, Neutralise, Note, Observations
from parchemin.faits import CODES, Fait, ecrire, lire
from parchemin.jury import Assemblee, Composition, FormationSuivie, HorsEmployeur, Siege, examiner
from parchemin.referentiel.lexique import Lexique
from parchemin.referentiel.model import (
    Bareme,
    Bloc,
    Competence,
    Critere,
    Edition,
    Epreuve,
    NatureBloc,
    NatureCible,
    Niveau,
    RoleEvaluateur,
    Source,
    Voie,
)
from parchemin.regles import (
    AvisCoherent,
    AvisDe,
    Concordance,
    EvaluationFinale,
    Moyenne,
    Part,
    Politique,
    SansNoteEliminatoire,
    TousLesBlocs,
)
from parchemin.regles.part import PartExigee

ICI, LE = Source("règlement", "§1"), date(2022, 3, 16)
PIEGES = (
    *("4", "5", "1", "80", "acquis", "non", "sur", "jury", "absent", "soit", "avis", "de", "manque", "blocs"),
    *("B", "B1", "B11", "B1-1", "C", "C1", "candidat", "l'épreuve", "le", "Roy", "et", "sans note", "2022-03-16"),
)
COMBIEN = {"bloc": 2, "competence": 2, "critere": 2, "role": 2, "epreuve": 2, "siege": 1}
OPAQUES = {genre: tuple(f"⟪{genre}{rang}⟫" for rang in range(combien)) for genre, combien in COMBIEN.items()}

Codes = Mapping[str, tuple[str, ...]]
CRITERES = Part(Niveau.CRITERE, "80 %", ICI)


@st.composite
def codes_tires(tirer: st.DrawFn) -> Codes:
    return {
        genre: tuple(tirer(st.lists(st.sampled_from(PIEGES), min_size=combien, max_size=combien, unique=True)))
        for genre, combien in COMBIEN.items()
    }


@frozen
class Monde:
    """One référentiel under some codes; the names are the same whatever they are."""

    codes: Codes

    def edition(self) -> Edition:
        blocs = tuple(self._bloc(rang, code) for rang, code in enumerate(self.codes["bloc"]))
        epreuves = tuple(
            Epreuve(code, f"épreuve ⟦{rang}⟧", "oral", ICI, (), self.codes["bloc"][:1], Bareme(1, 20, Decimal(6)))
            for rang, code in enumerate(self.codes["epreuve"])
        )
        roles = tuple(
            RoleEvaluateur(code, f"rôle ⟦{rang}⟧", tuple(NatureCible), ICI, cumule=True)
            for rang, code in enumerate(self.codes["role"])
        )
        voie = Voie("formation", "Formation", self.codes["epreuve"], self.codes["role"], ICI)
        return Edition(
            *("x.y", "1", "Conseiller", date(2020, 1, 1), date(2021, 1, 1), ICI),
            evaluateurs=roles,
            blocs=blocs,
            epreuves=epreuves,
            voies=(voie,),
        )

    def _bloc(self, rang: int, code: str) -> Bloc:
        criteres = tuple(Critere(sien, f"critère ⟦{n}⟧") for n, sien in enumerate(self.codes["critere"]))
        competences = tuple(
            Competence(sien, f"compétence ⟦{rang}{n}⟧", criteres)
            for n, sien in enumerate(self.codes["competence"])
        )
        return Bloc(code, f"bloc ⟦{rang}⟧", NatureBloc.SPECIFIQUE, ICI, competences, cle=f"x.y@1/{code}")

    def lexique(self) -> Lexique:
        return Lexique.de(self.edition(), imprime=True, siege={self.codes["siege"][0]: "siège ⟦0⟧"})

    def dossier(self, dites: Mapping[tuple[int, int, int, int], object], vues: tuple[object, object]) -> Dossier:
        """Return a dossier by the ranks of what is observed: role, bloc, compétence, critère, from 0, or -1."""
        par_role: dict[str, dict[str, object]] = {}
        for (role, *rangs), valeur in dites.items():
            codes = zip(("bloc", "competence", "critere"), rangs, strict=True)
            chemin = "/".join(self.codes[genre][rang] for genre, rang in codes if rang >= 0)
            par_role.setdefault(self.codes["role"][role], {})[chemin] = valeur
        for epreuve, vue in zip(self.codes["epreuve"], vues, strict=True):
            if vue is not None:
                par_role.setdefault(self.codes["role"][0], {})[f"epreuve:{epreuve}"] = vue
        tenus = (Acquis(f"x.y@1/{self.codes['bloc'][1]}", date(2015, 1, 1)), Acquis("a@1/b", date(2023, 1, 1)))
        return Dossier(
            *("D1", Candidat("Roy", "Max"), "formation", date(2021, 1, 1), "x.y@1", "Employeur"),
            acquis=tenus,
            observations=Observations(par_role),
        )

    def traduire(self, phrase: str) -> str:
        """Return a sentence said under the opaque codes, with those of this référentiel in their place."""
        for genre, codes in OPAQUES.items():
            for opaque, code in zip(codes, self.codes[genre], strict=True):
                phrase = phrase.replace(opaque, code)
        return phrase


@frozen
class Regimes:
    """One policy for the référentiel, by the rule that judges its blocs."""

    codes: Codes
    rang: int

    def politique(self, edition: str, voie: str) -> Politique:
        premier, second = self.codes["role"]
        blocs = (
            AvisDe(premier, CRITERES),
            AvisDe(second, Part(Niveau.COMPETENCE, "80 %", ICI, chacune=CRITERES)),
            Concordance((premier, second), premier, CRITERES, ICI),
            AvisCoherent(premier, ICI),
        )
        finale = EvaluationFinale(second, CRITERES, ICI)
        tout = (TousLesBlocs(ICI), Moyenne("10", ICI), SansNoteEliminatoire(ICI), finale)
        return Politique("x.y@1", ("formation",), tout, blocs[self.rang])

    def titres(self, edition: Edition) -> tuple[ModeleTitre, ...]:
        return (ModeleTitre("x.y", "ccp", "CCP", Niveau.BLOC, ICI, annees=5),)

    def compositions(self, edition: Edition, instance: str) -> tuple[Composition, ...]:
        return ()


def faits(monde: Monde, dossier: Dossier, rang: int) -> Iterator[Fait]:
    """Yield all that is said of a dossier, and of a jury before it."""
    proposition = Deliberation.preparer(monde.edition(), "formation", Regimes(monde.codes, rang), LE).proposer(
        dossier
    )
    for motif in (*(motif for bloc in proposition.blocs for motif in bloc.motifs), *proposition.motifs):
        yield from (motif.constat, motif.exige)
    yield from (alerte.fait for alerte in proposition.alertes)
    (siege,) = monde.codes["siege"]
    regles = (HorsEmployeur((siege,), ICI), FormationSuivie((siege,), ICI))
    jury = Composition(("x.y",), "jury", (Siege(siege, "Siège", 2),), ICI, regles=regles)
    assemblee = Assemblee((Membre("Roy", siege, "Employeur"),), (dossier,), LE)
    yield from (constat.fait for constat in examiner((jury,), assemblee).constats)


_RANG = st.integers(0, 1)
_PLACE = st.one_of(
    st.tuples(_RANG, _RANG, st.just(-1), st.just(-1)),
    st.tuples(_RANG, _RANG, _RANG, st.just(-1)),
    st.tuples(_RANG, _RANG, _RANG, _RANG),
)
_DITES = st.dictionaries(_PLACE, st.sampled_from((*Avis, Neutralise("x"))), max_size=12)
_VUE = st.one_of(st.none(), st.just(Avis.ABSENT), st.builds(Note, st.integers(0, 2000)))
_OPAQUE = Monde(OPAQUES)


@settings(max_examples=60, deadline=None)
@given(codes=codes_tires(), dites=_DITES, vues=st.tuples(_VUE, _VUE), rang=st.integers(0, 3))
def test_un_nom_prend_la_place_d_un_code_et_rien_d_autre(
    codes: Codes, dites: dict, vues: tuple, rang: int
) -> None:
    tire = Monde(codes)
    opaques = faits(_OPAQUE, _OPAQUE.dossier(dites, vues), rang)
    noms, sans_nom = (tire.lexique(), _OPAQUE.lexique()), ("⟪bloc", "⟪role", "⟪epreuve", "⟪siege", "⟪critere")
    for opaque, sien in zip(opaques, faits(tire, tire.dossier(dites, vues), rang), strict=True):
        assert sien.dire(CODES) == tire.traduire(opaque.dire(CODES))
        assert sien.dire(noms[0]) == tire.traduire(opaque.dire(noms[1]))
        assert not any(code in opaque.dire(noms[1]) for code in sans_nom), opaque.dire(noms[1])
        assert lire(json.loads(json.dumps(ecrire(sien)))) == sien


def test_une_part_de_cinq_n_est_pas_le_bloc_cinq() -> None:
    monde = Monde({**OPAQUES, "bloc": ("4", "5"), "epreuve": ("80", "3")})
    exige = PartExigee(Fraction(4, 5), 5)
    assert exige.dire(monde.lexique()) == exige.dire(CODES) == "≥ 80 %, soit 4 sur 5"
