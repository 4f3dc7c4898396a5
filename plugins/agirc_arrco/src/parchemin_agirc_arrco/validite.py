"""For how long a bloc is held, and the one doubt about it that the jury should hear of."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from parchemin.api import Alerte, Dossier, Duree, Source, Tournure

VALIDITE = Duree(annees=5)
CINQ_ANS = Source(
    "000",
    "blocs de compétences",
    "cinq ans depuis la décision du jury, bloc par bloc, jour anniversaire compris ; "
    "le document ne distingue pas les voies : la VAE comprise",
)
DEFINITIF = Source(
    "000",
    "blocs de compétences",
    "pour une certification enregistrée au RNCP, R.335-10 du code de l'éducation (rédaction de 2019) disait "
    "définitives les parties obtenues par la VAE ; aucun enregistrement de ce CQP n'est connu : cinq ans, "
    "et le jury en est averti. La voie du dossier tient lieu de celle par laquelle le bloc fut obtenu",
)

EXPIRE_EN_VAE = Tournure(
    "vae_definitive",
    "bloc {bloc:«noeud»} acquis le {le:jour} : s'il l'a été par la VAE, il peut rester acquis définitivement",
)


@frozen
class ExpireEnVae:
    """A bloc whose time is over may be held for good, where it was obtained by VAE: the jury looks into it."""

    certification: str
    validite: Duree
    source: Source
    code: str = "vae_definitive"

    def controler(self, dossier: Dossier, le: date) -> Iterator[Alerte]:
        """Yield an alert for each bloc held no more, by its latest date."""
        for bloc, depuis in sorted(self._derniers(dossier, le).items()):
            if self.validite.apres(depuis) < le:
                yield Alerte(self.code, EXPIRE_EN_VAE(bloc=bloc, le=depuis), self.source)

    def enoncer(self) -> str:
        """State the doubt."""
        return f"un bloc acquis par la VAE il y a plus de {self.validite} est signalé au jury."

    def _derniers(self, dossier: Dossier, le: date) -> dict[str, date]:
        derniers: dict[str, date] = {}
        for acquis in dossier.acquis:
            edition, _, bloc = acquis.bloc.rpartition("/")
            if edition.startswith(f"{self.certification}@") and acquis.le <= le:
                derniers[bloc] = max(acquis.le, derniers.get(bloc, acquis.le))
        return derniers
