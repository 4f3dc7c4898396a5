"""The digest of the rules changes with what decides, and with nothing that is only shown."""

from collections.abc import Callable

import pytest
from attrs import evolve, frozen, make_class
from attrs import field as champ

from parchemin.documents.contenus import donnees
from parchemin.plugin.host import Hote
from parchemin.referentiel.model import Edition, Niveau, Source
from parchemin.registre.seance.propositions import deliberer, rejouer
from parchemin.registre.seance.regles_scellees import empreindre_regles
from parchemin.registre.service import Registre
from parchemin.regles import Part
from parchemin.regles.base import Politique

GC = ("ucanss.gc", "2021")


@frozen
class Regles:
    edition: Edition
    politique: Politique
    modeles: tuple

    def empreinte(self, **autres: object) -> str:
        ici = evolve(self, **autres)
        return empreindre_regles(ici.edition, ici.politique, ici.modeles)


@pytest.fixture
def regles(hote: Hote) -> Regles:
    edition = hote.catalogue.edition(*GC)
    return Regles(edition, hote.politique(edition.cle, "formation"), hote.titres(edition))


def _intituler(edition: Edition) -> Edition:
    bloc, *autres = edition.blocs
    competence, *restes = bloc.competences
    nommee = evolve(competence, intitule="autrement dit")
    blocs = (evolve(bloc, intitule="Autre nom", competences=(nommee, *restes)), *autres)
    return evolve(edition, intitule="Autre", blocs=blocs, source=Source("999", "relue"), rncp="RNCP1")


def test_un_nom_ou_une_source_ne_change_rien(regles: Regles) -> None:
    assert regles.empreinte(edition=_intituler(regles.edition)) == regles.empreinte()


def test_une_meilleure_phrase_ne_change_rien(regles: Regles, monkeypatch: pytest.MonkeyPatch) -> None:
    avant = regles.empreinte()
    monkeypatch.setattr(Politique, "enoncer", lambda _: ("Tout autrement dit.",))
    assert regles.empreinte() == avant


def test_une_colonne_de_plus_dans_une_table_ne_change_rien(
    registre: Registre, ouvrir: Callable, exemple: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    numero = ouvrir(exemple("ucanss/gc-2021"))
    vraie = donnees.referentiel
    monkeypatch.setattr(donnees, "referentiel", lambda *dits: {**vraie(*dits), "colonne": "de plus"})
    assert rejouer(registre, numero).versions == ()
    assert deliberer(registre, numero).nouvelles == 0


@pytest.mark.parametrize("valeur", [None, "autre"])
def test_un_parametre_de_plus_ne_change_rien_tant_qu_il_est_comme_avant(
    regles: Regles, valeur: str | None
) -> None:
    enrichie = make_class("Part", {"nouveau": champ(default=None)}, bases=(Part,), frozen=True)
    nue = Part(Niveau.CRITERE, "70 %", Source("x", "y"))
    avec = enrichie(Niveau.CRITERE, "70 %", Source("x", "y"), nouveau=valeur)
    empreintes = [regles.empreinte(politique=evolve(regles.politique, bloc=regle)) for regle in (nue, avec)]
    assert (empreintes[0] == empreintes[1]) is (valeur is None)


def test_un_seuil_un_critere_ou_une_validite_changent_tout(regles: Regles) -> None:
    seuil = evolve(regles.politique, bloc=Part(Niveau.CRITERE, "70 %", Source("x", "y")))
    autre = evolve(regles.politique, bloc=Part(Niveau.CRITERE, "71 %", Source("x", "y")))
    moins = evolve(regles.edition, blocs=regles.edition.blocs[1:])
    duree = tuple(evolve(modele, annees=9) for modele in regles.modeles)
    empreintes = {
        regles.empreinte(),
        regles.empreinte(politique=seuil),
        regles.empreinte(politique=autre),
        regles.empreinte(edition=moins),
        regles.empreinte(modeles=duree),
    }
    assert len(empreintes) == 5


def test_chaque_edition_et_chaque_voie_ont_une_empreinte_et_toujours_la_meme(hote: Hote) -> None:
    empreintes = {}
    for edition in hote.catalogue.editions:
        for voie in () if edition.sans_contenu else edition.voies:
            regles = Regles(edition, hote.politique(edition.cle, voie.code), hote.titres(edition))
            empreintes[edition.cle, voie.code] = regles.empreinte()
            assert regles.empreinte() == empreintes[edition.cle, voie.code]
    assert len(empreintes) > 5
