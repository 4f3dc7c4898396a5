"""A cohort in columns gives the verdicts of each dossier judged alone."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, product
from pathlib import Path
from random import Random

import pytest
from attrs import evolve, frozen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parchemin.cohortes.calcul import explique
from parchemin.cohortes.calcul.colonnes import conclure, juger_prets
from parchemin.cohortes.lecture.origines import en_fichiers
from parchemin.cohortes.model import Cohorte, Scenario
from parchemin.conformance import Sujet
from parchemin.conformance.cohortes import colonnes, comparer
from parchemin.conformance.engendrer import engendrer
from parchemin.deliberation import Deliberation
from parchemin.dossier.model import Acquis, Avis, Dossier, Neutralise, Note, Observations, Valeur
from parchemin.faits import Fait, en_fait
from parchemin.plugin.host import Hote
from parchemin.referentiel.arbre import Noeud, arbre
from parchemin.referentiel.fermeture import fermer
from parchemin.referentiel.model import Bareme, Bloc, Edition, Epreuve, NatureBloc, Niveau, Source
from parchemin.regles import (
    AvisCoherent,
    AvisDe,
    Concordance,
    Formule,
    Jugement,
    Lecture,
    Moyenne,
    Part,
    Politique,
    Regle,
    SansNoteEliminatoire,
    Tous,
    TousLesBlocs,
    Verdict,
    selon,
)
from parchemin.regles.termes import FAUX, RIEN, VRAI, colonne, entier, si

HOTE = Hote.charger(strict=True)
BRANCHES = sorted(greffon.slug for greffon in HOTE.greffons)


def _regimes() -> Iterator[tuple[Edition, str]]:
    for branche in BRANCHES:
        yield from Sujet.de(HOTE, branche, date(2024, 1, 1)).regimes()


@pytest.mark.parametrize(("edition", "voie"), list(_regimes()), ids=lambda cas: getattr(cas, "cle", cas))
@settings(max_examples=5, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(graine=st.integers(0), jours=st.integers(-1, 4000))
def test_les_deux_chemins_s_accordent_sur_tout_dossier(
    edition: Edition, voie: str, graine: int, jours: int
) -> None:
    edition, hasard = fermer(edition), Random(graine)
    le = edition.valide_du + timedelta(days=jours)
    banc = Deliberation.preparer(edition, voie, HOTE, le)
    dossiers = [_avec_un_passe(engendrer(edition, voie, hasard), edition, hasard, le) for _ in range(6)]
    assert [str(ecart) for ecart in comparer(banc, dossiers)] == []


def _avec_un_passe(dossier: Dossier, edition: Edition, hasard: Random, le: date) -> Dossier:
    """Give blocs and compétences acquired at any time: expired, held, held twice, or still to come."""
    tenables = [*(bloc.cle for bloc in edition.blocs), *edition.competences_tenues()]
    combien = hasard.randint(0, min(4, len(tenables)))
    tenus = (hasard.choice(tenables) for _ in range(combien))
    acquis = tuple(Acquis(cle, le + timedelta(days=hasard.randint(-3000, 30))) for cle in tenus)
    return evolve(dossier, acquis=(*dossier.acquis, *acquis))


@pytest.mark.parametrize("branche", BRANCHES)
def test_chaque_politique_installee_a_ses_colonnes(branche: str) -> None:
    assert list(colonnes(Sujet.de(HOTE, branche, date(2024, 1, 1)))) == []


GC = fermer(HOTE.catalogue.edition("ucanss.gc", "2021"))
SOURCE = Source("règlement", "§1")
QUATRE_CINQUIEMES = Part(Niveau.CRITERE, "80 %", SOURCE)
CRITERES = Part(Niveau.CRITERE, "100 %", SOURCE)
ENCHAINEE = Part(Niveau.COMPETENCE, "60 %", SOURCE, chacune=QUATRE_CINQUIEMES)


class _Regimes:
    """A policy of the test's own, on an édition that exists."""

    def __init__(self, politique: Politique) -> None:
        self.regle = politique

    def politique(self, edition: str, voie: str) -> Politique:
        return self.regle

    def titres(self, edition: Edition) -> tuple[()]:
        return ()

    def compositions(self, edition: Edition, instance: str) -> tuple[()]:
        return ()


def _preparer(regle: object, edition: Edition = GC) -> Deliberation:
    politique = Politique(edition.cle, ("formation",), (TousLesBlocs(SOURCE),), regle)
    return Deliberation.preparer(edition, "formation", _Regimes(politique), date(2022, 3, 16))


def _dossier(observations: dict[str, Valeur]) -> Dossier:
    dossier = engendrer(GC, "formation", Random(1))
    return evolve(dossier, blocs=(), acquis=(), observations=Observations({"jury": observations}))


def _competence(bloc: Bloc) -> str:
    return f"{bloc.code}/{bloc.competences[0].code}"


@pytest.mark.parametrize(("valides", "verdict"), [(4, "acquis"), (3, "non_acquis")])
def test_quatre_criteres_sur_cinq_suffisent_et_trois_non(valides: int, verdict: str) -> None:
    bloc = evolve(GC.blocs[0], competences=GC.blocs[0].competences[:1])
    edition = evolve(GC, blocs=(bloc,))
    chemins = [f"{_competence(bloc)}/{critere.code}" for critere in bloc.competences[0].criteres]
    dites = {chemin: Avis.ACQUIS if rang < valides else Avis.NON_ACQUIS for rang, chemin in enumerate(chemins)}
    table = juger_prets(_preparer(AvisDe("jury", QUATRE_CINQUIEMES), edition), [_dossier(dites)])
    assert table["bloc:" + bloc.code].to_list() == [verdict]


PARTS = st.fractions(Fraction(1, 50), 1, max_denominator=97)


@settings(max_examples=20, deadline=None, derandomize=True)
@given(graine=st.integers(0), seuil=PARTS, second=PARTS)
def test_tout_seuil_est_exact(graine: int, seuil: Fraction, second: Fraction) -> None:
    """A share of anything, avis given at any level: both engines count alike."""
    hasard = Random(graine)
    critere = Part(Niveau.CRITERE, seuil, SOURCE)
    enchainee = Part(Niveau.COMPETENCE, second, SOURCE, chacune=critere)
    banc = _preparer(AvisDe("jury", Tous((Part(Niveau.CRITERE, second, SOURCE), enchainee))))
    dossiers = [_dossier(_au_hasard(hasard)) for _ in range(6)]
    assert [str(ecart) for ecart in comparer(banc, dossiers)] == []


def _au_hasard(hasard: Random) -> dict[str, Valeur]:
    valeurs = (*(Avis.ACQUIS,) * 4, Avis.NON_ACQUIS, Avis.ABSENT, Neutralise("sans objet"))
    chemins = (noeud.chemin for bloc in arbre(GC, "formation").enfants for noeud in bloc.parcourir())
    bavard = hasard.random()
    return {chemin: hasard.choice(valeurs) for chemin in chemins if hasard.random() < bavard}


@pytest.mark.parametrize("demandes", [1, 2, 3])
def test_les_blocs_choisis_se_comptent_comme_dossier_par_dossier(demandes: int) -> None:
    """Every choice of three optional blocs, each of them acquired or not."""
    blocs = tuple(evolve(bloc, nature=NatureBloc.OPTIONNEL) for bloc in GC.blocs[:3])
    edition = evolve(GC, blocs=blocs, composition={NatureBloc.OPTIONNEL: demandes})
    codes = [bloc.code for bloc in blocs]
    parties = [partie for combien in range(4) for partie in combinations(codes, combien)]
    dossiers = [
        evolve(
            _dossier({code: Avis.ACQUIS if code in acquis else Avis.NON_ACQUIS for code in codes}), blocs=choisis
        )
        for acquis in parties
        for choisis in parties
    ]
    banc = _preparer(AvisDe("jury", QUATRE_CINQUIEMES), edition)
    assert [str(ecart) for ecart in comparer(banc, dossiers)] == []


class _Convoques(Concordance):
    """Those who saw something of a bloc concur; the first of them is awaited in any case."""

    def formuler(self, noeud: Noeud, lecture: Lecture, attendus: object = None) -> Formule:
        venus = {role: lecture.a_observe(role, noeud) for role in self.roles}
        return Concordance.formuler(self, noeud, lecture, venus | {self.roles[0]: VRAI})


ROLES = ("jury", "tuteur", "expert")


@pytest.mark.parametrize(
    "regle",
    [
        Concordance(ROLES, "jury", QUATRE_CINQUIEMES, SOURCE),
        Concordance(ROLES, "expert", QUATRE_CINQUIEMES, SOURCE),
        Concordance(ROLES, "commission", QUATRE_CINQUIEMES, SOURCE),
        _Convoques(ROLES, "jury", QUATRE_CINQUIEMES, SOURCE),
        _Convoques(ROLES, "expert", QUATRE_CINQUIEMES, SOURCE),
        _Convoques(ROLES, "commission", QUATRE_CINQUIEMES, SOURCE),
    ],
)
def test_chacun_dit_ce_qu_il_veut_et_les_colonnes_aussi(regle: Concordance) -> None:
    """Every combination of what three evaluators may say of a bloc."""
    edition = evolve(GC, blocs=GC.blocs[:1])
    (code,) = (bloc.code for bloc in edition.blocs)
    dossiers = [
        evolve(
            _dossier({}),
            observations=Observations(
                {role: {code: avis} for role, avis in zip(ROLES, dits, strict=True) if avis is not None}
            ),
        )
        for dits in product((None, Avis.ACQUIS, Avis.NON_ACQUIS, Avis.ABSENT), repeat=3)
    ]
    assert [str(ecart) for ecart in comparer(_preparer(regle, edition), dossiers)] == []


@pytest.mark.parametrize("combien", [1, 2])
def test_un_avis_et_ses_competences_se_contredisent_en_colonnes_aussi(combien: int) -> None:
    """Every avis on a bloc beside every avis on its one or two compétences."""
    bloc = evolve(GC.blocs[0], competences=GC.blocs[0].competences[:combien])
    edition = evolve(GC, blocs=(bloc,))
    cibles = [bloc.code, *(f"{bloc.code}/{competence.code}" for competence in bloc.competences)]
    valeurs = (None, Avis.ACQUIS, Avis.NON_ACQUIS, Avis.ABSENT, Neutralise("sans objet"))
    dossiers = [
        _dossier({cible: dite for cible, dite in zip(cibles, dites, strict=True) if dite is not None})
        for dites in product(valeurs, repeat=len(cibles))
    ]
    banc = _preparer(AvisCoherent("jury", SOURCE), edition)
    assert [str(ecart) for ecart in comparer(banc, dossiers)] == []


def test_une_competence_neutralisee_ne_compte_pas_meme_jugee_par_un_seul_evaluateur() -> None:
    bloc = evolve(GC.blocs[0], competences=GC.blocs[0].competences[:2])
    edition = evolve(GC, blocs=(bloc,))
    cibles = [f"{bloc.code}/{competence.code}" for competence in bloc.competences]
    valeurs = (None, Avis.ACQUIS, Avis.NON_ACQUIS, Avis.ABSENT, Neutralise("sans objet"))
    dossiers = [
        _dossier({cible: dite for cible, dite in zip(cibles, dites, strict=True) if dite is not None})
        for dites in product(valeurs, repeat=2)
    ]
    regle = Part(Niveau.COMPETENCE, "60 %", SOURCE, chacune=AvisDe("jury", QUATRE_CINQUIEMES))
    assert [str(ecart) for ecart in comparer(_preparer(regle, edition), dossiers)] == []


@pytest.mark.parametrize("de", [Niveau.COMPETENCE, Niveau.CRITERE])
@pytest.mark.parametrize("connus", [0, 2])
def test_un_avis_donne_plus_haut_vaut_en_colonnes_pour_ce_qui_est_dessous(de: Niveau, connus: int) -> None:
    """A compétence beside one whose critères are not known, or are two, or are not what is counted."""
    une, autre = GC.blocs[0].competences[:2]
    deux = (evolve(une, criteres=une.criteres[:1]), evolve(autre, criteres=autre.criteres[:connus]))
    bloc = evolve(GC.blocs[0], competences=deux)
    cibles = [f"{bloc.code}/{c.code}" for c in deux]
    cibles += [f"{bloc.code}/{c.code}/{critere.code}" for c in deux for critere in c.criteres]
    valeurs = (None, Avis.ACQUIS, Avis.NON_ACQUIS, Neutralise("sans objet"))
    dossiers = [
        _dossier({cible: dite for cible, dite in zip(cibles, dites, strict=True) if dite is not None})
        for dites in product(valeurs, repeat=len(cibles))
    ]
    banc = _preparer(AvisDe("jury", Part(de, "60 %", SOURCE)), evolve(GC, blocs=(bloc,)))
    assert [str(ecart) for ecart in comparer(banc, dossiers)] == []


@pytest.mark.parametrize("combien", [(1, 1), (1, 2), (2, 2)])
def test_une_competence_dont_tous_les_criteres_sont_neutralises_ne_compte_pas(combien: tuple[int, int]) -> None:
    competences = tuple(
        evolve(competence, criteres=competence.criteres[:n])
        for competence, n in zip(GC.blocs[0].competences[:2], combien, strict=True)
    )
    bloc = evolve(GC.blocs[0], competences=competences)
    cibles = [f"{bloc.code}/{c.code}/{critere.code}" for c in competences for critere in c.criteres]
    valeurs = (None, Avis.ACQUIS, Avis.NON_ACQUIS, Neutralise("sans objet"))
    dossiers = [
        _dossier({cible: dite for cible, dite in zip(cibles, dites, strict=True) if dite is not None})
        for dites in product(valeurs, repeat=len(cibles))
    ]
    banc = _preparer(AvisDe("jury", ENCHAINEE), evolve(GC, blocs=(bloc,)))
    assert [str(ecart) for ecart in comparer(banc, dossiers)] == []


@pytest.mark.parametrize("se_tiennent", [True, False])
@pytest.mark.parametrize("regle", [ENCHAINEE, AvisCoherent("jury", SOURCE)])
def test_une_competence_ne_compte_tenue_que_la_ou_elles_se_tiennent(regle: Regle, se_tiennent: bool) -> None:
    """Two compétences, each of them held, to be held tomorrow, or not, whatever the jury says of it."""
    bloc = evolve(GC.blocs[0], competences=GC.blocs[0].competences[:2])
    edition = evolve(GC, blocs=(bloc,), tient_les_competences=se_tiennent)
    cibles = [f"{bloc.code}/{competence.code}" for competence in bloc.competences]
    valeurs = (None, Avis.ACQUIS, Avis.NON_ACQUIS, Neutralise("sans objet"))
    dossiers = [
        evolve(
            _dossier({cible: dite for cible, dite in zip((bloc.code, *cibles), dites, strict=True) if dite}),
            acquis=tuple(Acquis(cible, le) for cible, le in zip(cibles, tenues, strict=True) if le),
        )
        for dites in product((None, Avis.NON_ACQUIS), valeurs, valeurs)
        for tenues in product((None, date(2022, 3, 16), date(2022, 3, 17)), repeat=2)
    ]
    banc = _preparer(AvisDe("jury", regle), edition)
    assert [str(ecart) for ecart in comparer(banc, dossiers)] == []


@pytest.mark.parametrize("de", [Niveau.BLOC, Niveau.CRITERE])
def test_un_avis_sur_un_bloc_aux_criteres_inconnus_vaut_pour_un_seul_dans_la_certification(de: Niveau) -> None:
    competences = tuple(evolve(competence, criteres=()) for competence in GC.blocs[0].competences[:2])
    blocs = (evolve(GC.blocs[0], competences=competences), evolve(GC.blocs[1], competences=competences[:1]))
    edition = evolve(GC, blocs=blocs)
    regle = AvisDe("jury", Part(de, "60 %", SOURCE))
    politique = Politique(edition.cle, ("formation",), (regle,))
    banc = Deliberation.preparer(edition, "formation", _Regimes(politique), date(2022, 3, 16))
    cibles = [bloc.code for bloc in blocs]
    cibles += [f"{bloc.code}/{competence.code}" for bloc in blocs for competence in bloc.competences]
    dossiers = [
        _dossier({cible: dite for cible, dite in zip(cibles, dites, strict=True) if dite is not None})
        for dites in product((None, Avis.ACQUIS, Avis.NON_ACQUIS), repeat=len(cibles))
    ]
    assert [str(ecart) for ecart in comparer(banc, dossiers)] == []


@pytest.mark.parametrize(
    "regle",
    [
        Tous((CRITERES, ENCHAINEE)),
        Tous((ENCHAINEE, CRITERES)),
        Tous((ENCHAINEE, AvisCoherent("jury", SOURCE))),
        Tous((AvisCoherent("jury", SOURCE), ENCHAINEE)),
        Tous((Part(Niveau.CRITERE, "1 %", SOURCE), ENCHAINEE)),
        Part(Niveau.COMPETENCE, "60 %", SOURCE, chacune=Tous((QUATRE_CINQUIEMES, CRITERES))),
        Part(Niveau.COMPETENCE, "60 %", SOURCE, chacune=Tous((CRITERES, QUATRE_CINQUIEMES))),
    ],
)
def test_plusieurs_regles_gardent_ce_que_la_decisive_a_trouve(regle: Regle) -> None:
    """Where compétences are held on their own, one that is acquired makes the certification partial."""
    bloc = evolve(GC.blocs[0], competences=GC.blocs[0].competences[:2])
    edition = evolve(GC, blocs=(bloc,), tient_les_competences=True)
    competences = [f"{bloc.code}/{competence.code}" for competence in bloc.competences]
    premier = f"{competences[0]}/{bloc.competences[0].criteres[0].code}"
    valeurs = (None, Avis.ACQUIS, Avis.NON_ACQUIS, Avis.ABSENT, Neutralise("sans objet"))
    dossiers = [
        _dossier({cible: dite for cible, dite in zip((premier, *competences), dites, strict=True) if dite})
        for dites in product(valeurs, repeat=3)
    ]
    for juge in (regle, AvisDe("jury", regle)):
        assert [str(ecart) for ecart in comparer(_preparer(juge, edition), dossiers)] == []


@pytest.mark.parametrize(
    "regle",
    [
        Moyenne("10.01", SOURCE),
        Moyenne("3.5", SOURCE, echelle=7),
        Moyenne("3.5", SOURCE, echelle=7),
        SansNoteEliminatoire(SOURCE),
    ],
)
def test_une_note_se_compare_au_centieme_en_colonnes_aussi(regle: Regle) -> None:
    """Every hundredth around the floor of two épreuves that are marked out of 7 and out of 3."""
    voie = evolve(GC.voie("formation"), epreuves=("ecrit", "oral"))
    epreuves = tuple(
        Epreuve(code, code, "", SOURCE, bareme=Bareme(coefficient, sur, eliminatoire))
        for code, coefficient, sur, eliminatoire in (("ecrit", 1, 7, Decimal("1.51")), ("oral", 2, 3, None))
    )
    edition = evolve(GC, epreuves=epreuves, voies=(voie,))
    politique = Politique(edition.cle, ("formation",), (regle,))
    banc = Deliberation.preparer(edition, "formation", _Regimes(politique), date(2022, 3, 16))
    autour = (*range(148, 154), *range(340, 366), *range(640, 701))
    ecrits: list[Valeur | None] = [*map(Note, autour), Avis.ABSENT, None]
    orals: list[Valeur | None] = [*map(Note, (0, 150, 300)), Avis.ABSENT, None]
    dossiers = [
        _dossier({c: dite for c, dite in (("epreuve:ecrit", ecrit), ("epreuve:oral", oral)) if dite is not None})
        for ecrit in ecrits
        for oral in orals
    ]
    assert [str(ecart) for ecart in comparer(banc, dossiers)] == []


@pytest.mark.parametrize("chacun", [ENCHAINEE, AvisCoherent("jury", SOURCE)])
@pytest.mark.parametrize("combien", [(2, 2), (2, 1), (1, 0)])
def test_une_part_de_blocs_se_compte_comme_dossier_par_dossier(combien: tuple[int, int], chacun: Regle) -> None:
    """Blocs of two compétences, of one, of none: whole blocs are neutralised, not seen, or debated."""
    blocs = tuple(
        evolve(bloc, competences=bloc.competences[:n]) for bloc, n in zip(GC.blocs[:2], combien, strict=True)
    )
    edition = evolve(GC, blocs=blocs)
    regle = AvisDe("jury", Part(Niveau.BLOC, "60 %", SOURCE, chacune=chacun))
    banc = Deliberation.preparer(
        edition,
        "formation",
        _Regimes(Politique(edition.cle, ("formation",), (regle,))),
        date(2022, 3, 16),
    )
    competences = [f"{bloc.code}/{competence.code}" for bloc in blocs for competence in bloc.competences]
    hauts = [bloc.code for bloc in blocs] if isinstance(chacun, AvisCoherent) else []
    valeurs = (Avis.ACQUIS, Avis.NON_ACQUIS, Avis.ABSENT, Neutralise("sans objet"))
    dites = product(*(valeurs for _ in competences), *(valeurs[:2] for _ in hauts))
    dossiers = [_dossier(dict(zip((*competences, *hauts), une, strict=True))) for une in dites]
    assert [str(ecart) for ecart in comparer(banc, dossiers)] == []


def test_plusieurs_regles_ont_la_source_de_la_premiere() -> None:
    autre = Part(Niveau.CRITERE, "70 %", Source("règlement", "§2"))
    assert Tous((QUATRE_CINQUIEMES, autre)).source == SOURCE


def _lecture(*colonnes: str) -> Lecture:
    return Lecture(GC, "formation", frozenset(colonnes))


def test_qui_n_a_suivi_aucune_formation_n_en_a_suivi_aucune() -> None:
    assert (_lecture().suivi_le("PASS") >= 1) == FAUX
    assert (_lecture().tenu_depuis("B1") >= 1) == FAUX
    assert _lecture("parcours=PASS").suivi_le("PASS") == colonne("parcours=PASS")


def test_de_deux_evaluateurs_d_une_epreuve_le_premier_de_l_edition_compte() -> None:
    jury = _lecture("jury:epreuve:ecrit")
    assert jury.valeur("epreuve:ecrit") == colonne("jury:epreuve:ecrit")
    assert _lecture("acquis=epreuve:ecrit").valeur("epreuve:ecrit") == entier(RIEN)
    les_deux = _lecture("expert:epreuve:ecrit", "jury:epreuve:ecrit").valeur("epreuve:ecrit")
    assert les_deux == si(
        jury.valeur("epreuve:ecrit").est(RIEN), colonne("expert:epreuve:ecrit"), jury.valeur("epreuve:ecrit")
    )


@frozen
class _DixEnContinu:
    """The rule that the page on writing one gives as its example."""

    source: Source = SOURCE
    code: str = "maison"

    def formuler(self, noeud: Noeud, lecture: Lecture) -> Formule:
        note = lecture.valeur(f"continu:{noeud.chemin}")
        sue = (note.est(RIEN), Verdict.NON_EVALUE), (note >= 1000, Verdict.ACQUIS)
        return Formule(self, noeud, selon(*sue, sinon=Verdict.NON_ACQUIS), en_fait("une note"))

    def exige(self, jugement: Jugement) -> Fait:
        return en_fait("ce qu'il faut")

    def enoncer(self, niveau: Niveau) -> tuple[str, ...]:
        return ("Il faut ce qu'il faut.",)


def test_les_colonnes_de_la_page_disent_dix_de_moyenne() -> None:
    cible = f"continu:{GC.blocs[0].code}"
    dossiers = [_dossier({cible: dite} if dite else {}) for dite in (Note(1000), Note(999), Avis.ABSENT, None)]
    table = juger_prets(_preparer(_DixEnContinu()), dossiers)
    assert table[f"bloc:{GC.blocs[0].code}"].to_list() == ["acquis", "non_acquis", "non_acquis", "non_evalue"]


def exemples() -> Cohorte:
    """Every séance that the installed branches give to copy."""
    chemins = [Path(str(exemple.dossier)) for greffon in HOTE.greffons for exemple in greffon.apport.exemples]
    return en_fichiers(chemins, HOTE.catalogue)


def test_le_moteur_des_colonnes_rend_la_table_du_moteur_explique() -> None:
    scenario = Scenario("en vigueur", HOTE)
    [attendus] = explique.conclure(exemples(), [scenario])
    [rendus] = conclure(exemples(), [scenario])
    assert rendus.refus is None
    assert rendus.table.equals(attendus.table)
    assert attendus.table.height > 20


def test_une_autre_edition_se_relit_dossier_par_dossier() -> None:
    scenarios = [Scenario("en vigueur", HOTE), Scenario("2021", HOTE, GC)]
    en_vigueur, relus = conclure(exemples(), scenarios)
    attendus = explique.conclure(exemples(), scenarios)
    assert en_vigueur.refus is None
    assert str(relus.refus) == f"{GC.cle} : sous une autre édition, un dossier se relit seul"
    for rendus, siens in zip((en_vigueur, relus), attendus, strict=True):
        assert rendus.table.equals(siens.table)
    assert relus.reserves == attendus[1].reserves
    assert (len(en_vigueur.lues), relus.lues) == (6, ())
