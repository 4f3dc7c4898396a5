"""The hooks: what a branch supplies, one function a kind. Each is called once, when the host loads.

A hook returns frozen values that carry the code of the certification they serve. A hook that yields may be a
generator; the host reads it to its end. What a hook returns is checked: a wrong type, a certification outside
the branch's own slug or a reference that leads nowhere refuses the plugin, and only that plugin.

The examples below are run by the tests. They supply a branch called ``essai``.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import pluggy

from parchemin.deliberation.model import ModeleTitre
from parchemin.jury.model import Composition
from parchemin.passerelle.model import Passerelle
from parchemin.plugin import PROJET
from parchemin.plugin.types import Branche, Exemple
from parchemin.referentiel.model import Edition
from parchemin.regles.base import Politique
from parchemin.vae.model import RegleRecevabilite

F = TypeVar("F", bound=Callable[..., Any])
hookspec: Callable[[F], F] = pluggy.HookspecMarker(PROJET)


@hookspec
def parchemin_branche() -> Branche:
    """Supply the branch itself: its slug, its name, who certifies, its instances, what its sources cite.

    A plugin that supplies only passerelles leaves this hook out::

        from parchemin.api import Branche, Instance, Mission, Source, hookimpl

        @hookimpl
        def parchemin_branche():
            jury = Instance("jury", "Jury de branche", (Mission.DECIDE,), Source("règlement", "§2"))
            return Branche("essai", "Branche d'essai", "CPNEFP de l'essai", (jury,))
    """
    raise NotImplementedError


@hookspec
def parchemin_editions() -> Iterable[Edition]:
    """Supply the éditions of the branch's certifications, as a rule from TOML files of the package.

    ::

        from importlib.resources import files
        from parchemin.api import charger_editions, hookimpl

        @hookimpl
        def parchemin_editions():
            return charger_editions(files("parchemin_essai") / "referentiels")
    """
    raise NotImplementedError


@hookspec
def parchemin_politiques() -> Iterable[Politique]:
    """Supply how each édition is deliberated, by voie.

    ::

        from parchemin.api import AvisDe, Niveau, Part, Politique, Source, TousLesBlocs, hookimpl

        @hookimpl
        def parchemin_politiques():
            source = Source("règlement", "§3")
            bloc = AvisDe("jury", Part(Niveau.CRITERE, "70 %", source))
            yield Politique("essai.a@2024", ("formation",), (TousLesBlocs(source),), bloc)
    """
    raise NotImplementedError


@hookspec
def parchemin_jurys() -> Iterable[Composition]:
    """Supply the composition of each instance: seats, colleges, quorum.

    ::

        from parchemin.api import Composition, Siege, Source, hookimpl

        @hookimpl
        def parchemin_jurys():
            sieges = (Siege("membre", "Membre du jury", minimum=2, maximum=4),)
            yield Composition(("essai.a",), "jury", sieges, Source("règlement", "§2"), quorum=2)
    """
    raise NotImplementedError


@hookspec
def parchemin_recevabilites() -> Iterable[RegleRecevabilite]:
    """Supply the conditions of the VAE, by certification and date of deposit.

    ::

        from parchemin.api import RegleRecevabilite, Source, hookimpl

        @hookimpl
        def parchemin_recevabilites():
            yield RegleRecevabilite("essai.a", Source("règlement", "§5"), "secrétariat", jours_etp=365)
    """
    raise NotImplementedError


@hookspec
def parchemin_passerelles() -> Iterable[Passerelle]:
    """Supply equivalences, between this branch's certifications or across others.

    ::

        from parchemin.api import Nature, Passerelle, Source, hookimpl

        @hookimpl
        def parchemin_passerelles():
            source = Source("accord", "art. 4")
            yield Passerelle("essai.a@2024/B1", "essai.b@2024/B1", Nature.DE_DROIT, source)
    """
    raise NotImplementedError


@hookspec
def parchemin_titres() -> Iterable[ModeleTitre]:
    """Supply what is delivered: for the certification, for a bloc; for how long, and who signs.

    ``gabarit`` gives the page of a title: a typst file of the package, printed in the place of the core's own
    (``gabarit=files("parchemin_essai") / "documents" / "titre.typ"``).

    ::

        from parchemin.api import ModeleTitre, Niveau, Source, hookimpl

        @hookimpl
        def parchemin_titres():
            source = Source("règlement", "§4")
            yield ModeleTitre("essai.a", "cqp", "CQP d'essai", Niveau.EDITION, source)
            yield ModeleTitre("essai.a", "ccp", "Certificat de bloc", Niveau.BLOC, source, annees=5)
    """
    raise NotImplementedError


@hookspec
def parchemin_exemples() -> Iterable[Exemple]:
    """Supply séances to copy, each a folder of the package.

    ::

        from importlib.resources import files
        from parchemin.api import Exemple, hookimpl

        @hookimpl
        def parchemin_exemples():
            dossier = files("parchemin_essai") / "exemples" / "a-2024"
            yield Exemple("a-2024", "Une séance de juin", "essai.a", dossier)
    """
    raise NotImplementedError
