"""What the register keeps of a proposition: facts, in its own form; what it compares is never a sentence."""

import json
from collections.abc import Callable

import pytest
from attrs import evolve, frozen

from parchemin.deliberation import deliberer as proposer
from parchemin.deliberation.decision import ENSEMBLE, SurBloc
from parchemin.deliberation.inscrite import MoyenneInscrite, PropositionInscrite
from parchemin.deliberation.model import Issue
from parchemin.documents.contenus import donnees
from parchemin.dossier.model import Avis, Note
from parchemin.dossier.readers.seance import LecteurDeSeance
from parchemin.faits import FaitSimple, Tournure
from parchemin.plugin.host import Hote
from parchemin.referentiel.model import Edition, Source
from parchemin.registre.seance.proposition_canonique import Ecrivain, ecarts, lire
from parchemin.registre.seance.propositions import deliberer, rejouer
from parchemin.registre.service import Registre
from parchemin.registre.socle.canonique import canonique
from parchemin.regles.base import Politique, Verdict

MARQUEE = PropositionInscrite("D1", "x@1", "formation", Issue.NON_CERTIFIE)


def _propositions(hote: Hote) -> list[PropositionInscrite]:
    seances = [LecteurDeSeance(exemple.dossier, hote.catalogue).entiere() for exemple in hote.exemples().values()]
    return [PropositionInscrite.de(dite) for seance in seances for dite in proposer(seance, hote)]


def test_ce_qui_est_garde_se_relit_en_entier_dans_toutes_les_branches(hote: Hote) -> None:
    ecrivain, propositions = Ecrivain(), _propositions(hote)
    assert len(propositions) > 70
    for proposition in propositions:
        texte = ecrivain.ecrire(proposition)
        relue = lire(texte)
        assert relue is not None
        assert texte == canonique(json.loads(texte)) == Ecrivain().ecrire(relue)
        assert donnees.proposition(relue) == donnees.proposition(proposition)
        assert [*ecarts(texte, proposition)] == []


def test_des_notes_sans_moyenne_un_avis_et_ceux_d_un_premier_jury_se_relisent() -> None:
    notes = (("ecrit", Note(1250)), ("oral", Avis.ABSENT), ("apt", None), ("nulle", Note(0)))
    avis = {SurBloc("B1"): Verdict.ACQUIS, ENSEMBLE: Issue.PARTIEL}
    dite = evolve(MARQUEE, notes=notes, avis_precedents=avis)
    assert lire(Ecrivain().ecrire(dite)) == dite
    assert donnees.proposition(dite)["notes"] == {"ecrit": "12.5", "oral": "absent", "apt": None, "nulle": "0"}


def test_une_moyenne_de_zero_est_un_zero_et_non_une_absence() -> None:
    dite = evolve(MARQUEE, moyenne=MoyenneInscrite(200, 0, 0, ("ecrit",)))
    sans = evolve(MARQUEE, moyenne=MoyenneInscrite(200))
    assert donnees.proposition(dite)["notes"] == {
        "total": "0",
        "sur": "200",
        "moyenne": "0",
        "eliminatoires": ["ecrit"],
    }
    assert donnees.proposition(sans)["notes"]["moyenne"] is None


def test_un_motif_partage_ne_prend_jamais_le_texte_d_un_autre(hote: Hote) -> None:
    """Motifs are known by which object they are: one that went away leaves its place to another."""
    ecrivain, propositions = Ecrivain(), _propositions(hote)
    bloc = next(bloc for dite in propositions for bloc in dite.blocs if bloc.motifs)
    for rang in range(5_000):
        motif = evolve(bloc.motifs[0], cible=str(rang))
        dite = evolve(MARQUEE, blocs=(evolve(bloc, motifs=(motif,)),))
        assert f'"cible":"{rang}"' in ecrivain.ecrire(dite)


@pytest.fixture
def deliberee(registre: Registre, ouvrir: Callable, exemple: Callable) -> int:
    numero: int = ouvrir(exemple("ucanss/gc-2021"))
    return numero


def test_une_meilleure_phrase_ne_dit_pas_que_les_regles_ont_change(
    registre: Registre, deliberee: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Tournure, "remplir", lambda *_: "mieux dit")
    monkeypatch.setattr(FaitSimple, "dire", lambda *_: "mieux dit")
    monkeypatch.setattr("parchemin.regles.part.PartComptee.dire", lambda *_: "mieux dit")
    monkeypatch.setattr("parchemin.regles.part.PartExigee.dire", lambda *_: "mieux dit")
    rejeu = rejouer(registre, deliberee)
    assert (rejeu.differences, rejeu.versions) == ((), ())
    assert deliberer(registre, deliberee).nouvelles == 0


@frozen
class AutresRegles:
    """A host that answers otherwise of some policies; of all else it answers what it always did."""

    hote: Hote
    changer: Callable[[Politique], Politique]

    def __getattr__(self, nom: str) -> object:
        return getattr(self.hote, nom)

    def politique(self, edition: str, voie: str) -> Politique:
        return self.changer(self.hote.politique(edition, voie))

    def titres(self, edition: Edition) -> tuple:
        return tuple(evolve(modele, intitule="Mieux intitulé") for modele in self.hote.titres(edition))


def _avec(registre: Registre, **autres: object) -> Registre:
    def changer(politique: Politique) -> Politique:
        return evolve(politique, bloc=evolve(politique.bloc, regle=evolve(politique.bloc.regle, **autres)))

    return evolve(registre, branches=AutresRegles(registre.branches, changer))


def test_une_source_relue_ou_un_titre_mieux_nomme_ne_change_rien(registre: Registre, deliberee: int) -> None:
    rejeu = rejouer(_avec(registre, source=Source("002", "§3.A, relu")), deliberee)
    assert (rejeu.differences, rejeu.versions) == ((), ())


def test_un_autre_seuil_se_voit_meme_ou_le_verdict_reste(registre: Registre, deliberee: int) -> None:
    rejeu = rejouer(_avec(registre, au_moins="79 %"), deliberee)
    assert [version.chemin for version in rejeu.versions] == ["regles"]
    (autre, *_) = rejeu.differences
    assert (autre.chemin, autre.avant, autre.apres) == (
        "$.blocs[0].motifs[0].exige.champs.au_moins",
        '"4/5"',
        '"79/100"',
    )
