"""The host: each plugin in isolation, every refusal with its cause, and an order that never matters."""

from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from parchemin.errors import BrancheInvalide, CodeInconnu, ContenuInconnu
from parchemin.plugin.host import EtatDeGreffon, Hote

IMPORTS = """
from parchemin.plugin import hookimpl
from parchemin.plugin.types import Branche, Exemple
from parchemin.deliberation import ModeleTitre
from parchemin.referentiel.model import Niveau, Source
from parchemin.regles import Politique
API_VERSION = 1
"""


def _sain(slug: str) -> str:
    return IMPORTS + (
        f"@hookimpl\ndef parchemin_branche(): return Branche('{slug}', '{slug}', 'CPNEFP')\n"
        f"@hookimpl\ndef parchemin_editions(): return [edition('{slug}')]\n"
    )


CASSES = {
    "module absent": (None, "ModuleNotFoundError : No module named 'nulle_part'"),
    "version de l'interface": ("API_VERSION = 99", "API_VERSION vaut 99, attendu 1"),
    "version absente": ("", "API_VERSION vaut None, attendu 1"),
    "hook mal orthographié": (
        IMPORTS + "@hookimpl\ndef parchemin_edition(): return []",
        "« parchemin_edition » n'est pas un hook ; peut-être « parchemin_editions »",
    ),
    "arguments": (
        IMPORTS + "@hookimpl\ndef parchemin_editions(code): return []",
        "parchemin_editions demande code",
    ),
    "mauvais type": (
        IMPORTS + "@hookimpl\ndef parchemin_editions(): return ['2024']",
        "parchemin_editions a rendu str, attendu Edition",
    ),
    "branche d'un autre type": (
        IMPORTS + "@hookimpl\ndef parchemin_branche(): return 'essai'",
        "parchemin_branche a rendu str, attendu Branche",
    ),
    "pas un itérable": (
        IMPORTS + "@hookimpl\ndef parchemin_editions(): return 3",
        "parchemin_editions a rendu int, attendu un itérable",
    ),
    "générateur qui échoue": (
        IMPORTS + "@hookimpl\ndef parchemin_editions():\n    yield edition('essai')\n    raise OSError('disque')",
        "OSError : disque",
    ),
    "autre slug": (
        IMPORTS + "@hookimpl\ndef parchemin_branche(): return Branche('autre', 'Autre', 'CPNEFP')",
        "la branche s'appelle « autre », son point d'entrée « essai »",
    ),
    "certification d'autrui": (
        IMPORTS + "@hookimpl\ndef parchemin_editions(): return [edition('autre')]",
        "autre.a@2024 : le code d'une certification commence par « essai. »",
    ),
    "édition en double": (
        IMPORTS + "@hookimpl\ndef parchemin_editions(): return [edition('essai')] * 2",
        "essai.a@2024 est déclarée 2 fois",
    ),
    "politique sans édition": (
        IMPORTS + "@hookimpl\ndef parchemin_politiques(): return [Politique('essai.z@2024', ('vae',), ())]",
        "politique de essai.z@2024, voie « vae » : cette édition n'a pas cette voie",
    ),
    "titre sans certification": (
        IMPORTS + "@hookimpl\ndef parchemin_titres():\n"
        "    yield ModeleTitre('essai.z', 'cqp', 'CQP', Niveau.EDITION, Source('r', '1'))",
        "titre cqp : certification inconnue « essai.z »",
    ),
}


@pytest.mark.parametrize("cas", CASSES)
def test_un_greffon_casse_est_nomme_et_les_autres_marchent(bac, cas: str) -> None:
    code, cause = CASSES[cas]
    casse = EntryPoint("essai", "nulle_part", "parchemin.branches") if code is None else bac.greffon("essai", code)
    hote = Hote.charger(points=[casse, bac.greffon("sain", _sain("sain"))])
    etats = {greffon.slug: greffon for greffon in hote.greffons}
    assert etats["essai"].etat is EtatDeGreffon.EN_ERREUR
    assert cause in etats["essai"].cause
    assert etats["sain"].etat is EtatDeGreffon.ACTIVE
    assert hote.catalogue.certifications == ("sain.a",)


def test_strict_refuse_un_greffon_casse(bac) -> None:
    with pytest.raises(BrancheInvalide, match="API_VERSION vaut 99"):
        Hote.charger(points=[bac.greffon("essai", "API_VERSION = 99")], strict=True)


def test_une_branche_desactivee_n_est_pas_importee() -> None:
    point = EntryPoint("essai", "nulle_part", "parchemin.branches")
    (greffon,) = Hote.charger({"essai"}, points=[point], strict=True).greffons
    assert (greffon.etat, greffon.cause) == (EtatDeGreffon.DESACTIVEE, "")


def test_deux_distributions_pour_un_slug_sont_refusees_toutes_deux(bac) -> None:
    hote = Hote.charger(points=[bac.greffon("essai", _sain("essai")), bac.greffon("essai", _sain("essai"))])
    assert [greffon.etat for greffon in hote.greffons] == [EtatDeGreffon.EN_ERREUR] * 2
    assert "le slug « essai » est fourni par" in hote.greffons[0].cause


def test_l_ordre_des_greffons_ne_change_rien(bac) -> None:
    points = [bac.greffon(slug, _sain(slug)) for slug in ("b", "a", "c")]
    dans_un_sens, dans_l_autre = Hote.charger(points=points), Hote.charger(points=points[::-1])
    assert dans_un_sens.greffons == dans_l_autre.greffons
    assert dans_un_sens.catalogue == dans_l_autre.catalogue


def test_une_edition_sans_politique_le_dit(bac) -> None:
    hote = Hote.charger(points=[bac.greffon("essai", _sain("essai"))])
    with pytest.raises(ContenuInconnu, match=r"aucune règle de délibération pour essai.a@2024, voie « vae »"):
        hote.politique("essai.a@2024", "vae")


def test_un_exemple_inconnu_est_nomme_avec_le_plus_proche() -> None:
    hote = Hote.charger(strict=True)
    with pytest.raises(CodeInconnu, match="exemple inconnu « ucanss/gc2013 » ; peut-être « ucanss/gc-2013 »"):
        hote.exemple("ucanss/gc2013")


def test_les_exemples_sont_des_dossiers_du_paquet() -> None:
    for exemple in Hote.charger(strict=True).exemples().values():
        assert (exemple.dossier / "seance.toml").is_file(), exemple.nom


def test_les_greffons_installes_viennent_des_roues_quand_on_les_teste() -> None:
    import os

    import parchemin

    if os.environ.get("PARCHEMIN_WHEELS"):
        assert "site-packages" in Path(parchemin.__file__).parts
    assert Hote.charger(strict=True).greffons
