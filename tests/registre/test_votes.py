"""Votes and days in the register: who votes, what votes carry, and that nothing is proclaimed ahead of its day."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from attrs import evolve

from parchemin.deliberation.decision import DecisionDemandee as Demande
from parchemin.deliberation.decision import SurBloc, Votes
from parchemin.dossier.model import Membre
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.errors import ActeRefuse, RegistreIndisponible
from parchemin.jury import Composition, RegleDeVote, Siege
from parchemin.referentiel.model import Source
from parchemin.registre.seance import decisions, proclamation, propositions, seances
from parchemin.registre.service import Registre
from parchemin.registre.socle.base import Base
from parchemin.registre.socle.tables import SEANCES

GC, CDC = "ucanss/gc-2021", "courtage/cdc-2017"
INCOMPLET = Demande("GC-2203-07", "incomplet")
SOURCE = Source("règlement", "§5")


@pytest.fixture
def gc(ouvrir: Callable, exemple: Callable) -> int:
    numero: int = ouvrir(exemple(GC))
    return numero


@pytest.mark.parametrize(
    ("verdict", "votes", "code"),
    [
        ("acquis", Votes(0, 2), "vote_refuse"),
        ("acquis", Votes(1, 3), "vote_refuse"),
        ("acquis", Votes(1, 1, 1), "vote_refuse"),
        ("acquis", Votes(0, 0, 4), "vote_refuse"),
        ("acquis", Votes(2, 2), "vote_refuse"),
        ("acquis", Votes(2, 2, 0, preponderante=True), "vote_refuse"),
        ("acquis", Votes(3, 2), "vote_refuse"),
        ("acquis", Votes(2, 1, 0, preponderante=True), "vote_refuse"),
        ("non_acquis", Votes(3, 0), "vote_refuse"),
        ("acquis", Votes(2, 1), None),
        ("acquis", Votes(1, 0, 3), None),
        ("acquis", Votes(), None),
        ("non_acquis", Votes(1, 3), None),
    ],
)
def test_les_votes_portent_le_verdict_ou_il_n_est_pas_enregistre(
    registre: Registre, gc: int, verdict: str, votes: Votes, code: str | None
) -> None:
    """Four members have a voice each, and nobody has the casting one."""
    demande = Demande("GC-2203-01", verdict, "GRU", votes, "vu en séance")
    if code is None:
        assert decisions.decider(registre, gc, demande).decision.votes == votes
        return
    with pytest.raises(ActeRefuse) as refus:
        decisions.decider(registre, gc, demande)
    assert [fait.code for fait in refus.value.raisons] == [code]


def test_une_personne_a_deux_sieges_n_a_qu_une_voix(registre: Registre, exemple: Callable) -> None:
    lue = LecteurDeSeance(exemple(GC), registre.catalogue).entiere()
    seul = lue.membres[0]
    doubles = tuple(evolve(seul, nom=nom) for nom in ("Arnaud Villeneuve", "ARNAUD VILLENEUVE", "Jo Bé"))
    numero = seances.ouvrir(registre, evolve(lue, membres=doubles)).seance
    propositions.deliberer(registre, numero)
    with pytest.raises(ActeRefuse, match="trouvé 3 voix, attendu 2 au plus"):
        decisions.decider(registre, numero, Demande("GC-2203-01", "acquis", "GRU", Votes(3)))
    decisions.decider(registre, numero, Demande("GC-2203-01", "acquis", "GRU", Votes(2)))


@pytest.mark.parametrize("nom", ["Amélie Lefèvre", "LEFEVRE Amelie"])
def test_un_candidat_au_jury_ne_vote_pas_pour_lui_meme(registre: Registre, exemple: Callable, nom: str) -> None:
    lue = LecteurDeSeance(exemple(GC), registre.catalogue).entiere()
    membres = (evolve(lue.membres[0], nom=nom), *lue.membres[1:])
    numero = seances.ouvrir(registre, evolve(lue, membres=membres)).seance
    propositions.deliberer(registre, numero)
    with pytest.raises(ActeRefuse, match="trouvé 4 voix, attendu 3 au plus"):
        decisions.decider(registre, numero, Demande("GC-2203-01", "acquis", "GRU", Votes(4)))
    decisions.decider(registre, numero, Demande("GC-2203-02", "acquis", "GRU", Votes(4), "vu"))
    dits = [str(fait) for fait in proclamation.examiner(registre, numero).empechements]
    assert [dit for dit in dits if f"{nom} (membre) porte le nom du candidat de GC-2203-01" in dit]


def test_un_absent_ne_vote_pas(registre: Registre, exemple: Callable) -> None:
    lue = LecteurDeSeance(exemple(GC), registre.catalogue).entiere()
    membres = (evolve(lue.membres[0], present=False), *lue.membres[1:])
    numero = seances.ouvrir(registre, evolve(lue, membres=membres)).seance
    propositions.deliberer(registre, numero)
    with pytest.raises(ActeRefuse, match="trouvé 4 voix, attendu 3 au plus"):
        decisions.decider(registre, numero, Demande("GC-2203-01", "acquis", "GRU", Votes(4)))


class _Presidee:
    """The branches, whose jury has a chair with the casting voice, and an observer without voice."""

    def __init__(self, branches: object) -> None:
        self._branches = branches

    def compositions(self, edition: object, instance: str) -> tuple[Composition, ...]:
        sieges = (
            Siege("membre", "membre", preside=True),
            Siege("assesseur", "assesseur"),
            Siege("muet", "muet", voix=0),
        )
        vote = RegleDeVote(SOURCE, preponderante=("membre",))
        return (Composition(("ucanss.gc",), instance, sieges, SOURCE, vote=vote),)

    def __getattr__(self, nom: str) -> object:
        return getattr(self._branches, nom)


def test_un_partage_dit_qui_l_a_tranche(registre: Registre, exemple: Callable) -> None:
    presidee = evolve(registre, branches=_Presidee(registre.branches))
    lue = LecteurDeSeance(exemple(GC), registre.catalogue).entiere()
    membres = (Membre("Mme Roy", "membre"), Membre("M. Bo", "assesseur"), Membre("M. Coi", "muet"))
    numero = seances.ouvrir(presidee, evolve(lue, membres=membres)).seance
    propositions.deliberer(presidee, numero)
    partage = Demande("GC-2203-01", "acquis", "GRU", Votes(1, 1), "vu")
    with pytest.raises(ActeRefuse, match=r"dire si la voix prépondérante \(Mme Roy\) a tranché"):
        decisions.decider(presidee, numero, partage)
    with pytest.raises(ActeRefuse, match="trouvé 3 voix, attendu 2 au plus"):
        decisions.decider(presidee, numero, evolve(partage, votes=Votes(3)))
    tranche = evolve(partage, votes=Votes(1, 1, preponderante=True))
    assert decisions.decider(presidee, numero, tranche).decision.votes.tranche_par == "Mme Roy"
    assert decisions.decider(presidee, numero, tranche).deja
    (dossier,) = decisions.montrer(presidee, numero, "GC-2203-01")
    assert [(d.objet, d.votes.tranche_par) for d in dossier.decisions] == [(SurBloc("GRU"), "Mme Roy")]


def _a(registre: Registre, *quand: int) -> Registre:
    return evolve(registre, horloge=lambda: datetime(*quand, tzinfo=UTC))


@pytest.mark.parametrize(
    ("quand", "proclame"),
    [
        ((2022, 3, 15, 22, 30), False),
        ((2022, 3, 15, 23, 30), True),
        ((2022, 3, 16, 12, 0), True),
    ],
)
def test_une_seance_ne_se_proclame_pas_avant_son_jour_a_paris(
    registre: Registre, gc: int, quand: tuple[int, ...], proclame: bool
) -> None:
    """16 March begins in Paris at 23:00 UTC of the 15th."""
    decisions.decider(registre, gc, INCOMPLET)
    alors = _a(registre, *quand)
    assert (proclamation.examiner(alors, gc).empechements == ()) is proclame
    if proclame:
        assert proclamation.proclamer(alors, gc).titres
        return
    with pytest.raises(ActeRefuse, match="séance 1 du 2022-03-16 : à venir, nous sommes le 2022-03-15"):
        proclamation.proclamer(alors, gc)


def test_un_registre_garde_le_fuseau_de_ses_gens(
    registre: Registre, nouvelle: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARCHEMIN_FUSEAU", "Pacific/Noumea")
    base = Base(nouvelle())
    base.migrer()
    monkeypatch.delenv("PARCHEMIN_FUSEAU")
    tot = _a(evolve(registre, base=base), 2022, 3, 15, 14, 0)
    assert (base.fuseau.key, tot.aujourd_hui) == ("Pacific/Noumea", date(2022, 3, 16))
    with tot.ecrire() as ecriture:
        assert ecriture.jour == date(2022, 3, 16)
    assert registre.base.fuseau.key == "Europe/Paris"
    base.fermer()


@pytest.mark.parametrize("fuseau", ["Paris", "../etc", "Europe/Nulle"])
def test_un_fuseau_inconnu_est_refuse(nouvelle: Callable, monkeypatch: pytest.MonkeyPatch, fuseau: str) -> None:
    monkeypatch.setenv("PARCHEMIN_FUSEAU", fuseau)
    base = Base(nouvelle())
    with pytest.raises(RegistreIndisponible, match=f"trouvé « {fuseau} », attendu un fuseau"):
        base.migrer()
    base.fermer()


def test_des_voix_qui_ne_portent_plus_refusent_la_proclamation(registre: Registre, gc: int) -> None:
    """A member who is absent after all leaves three voters where four voted."""
    decisions.decider(registre, gc, INCOMPLET)
    decisions.decider(registre, gc, Demande("GC-2203-01", "acquis", "GRU", Votes(4)))
    with registre.ecrire() as ecriture:
        seance = seances.charger(ecriture.cx, gc, registre.catalogue).seance
        membres = (evolve(seance.membres[0], present=False), *seance.membres[1:])
        ligne = seances._ligne(evolve(seance, membres=membres))
        ecriture.cx.execute(SEANCES.update().where(SEANCES.c.id == gc).values(membres=ligne["membres"]))
    with pytest.raises(ActeRefuse, match="GC-2203-01, le bloc GRU, « acquis » : votes : trouvé 4 voix"):
        proclamation.proclamer(registre, gc)
