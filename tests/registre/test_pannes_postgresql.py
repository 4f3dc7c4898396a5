"""What a real PostgreSQL refuses, said in the same words whatever language it speaks."""

from collections.abc import Callable, Iterator

import psycopg
import pytest

from parchemin.errors import RegistreIndisponible
from parchemin.registre.socle.base import Base

pytestmark = pytest.mark.lent

Serveur = tuple[str, Callable[[str], None]]

PREPARE = (
    "CREATE ROLE secret LOGIN PASSWORD 'bon'",
    "CREATE ROLE banni LOGIN",
    "CREATE ROLE presse LOGIN CONNECTION LIMIT 0",
    "CREATE ROLE lecteur LOGIN",
    "CREATE DATABASE reservee",
    "REVOKE CONNECT ON DATABASE reservee FROM PUBLIC",
    "CREATE DATABASE fermee ALLOW_CONNECTIONS false",
)


@pytest.fixture(scope="module", params=["fr", "en"])
def refusant(request: pytest.FixtureRequest, postgresql: Callable) -> Iterator[Serveur]:
    with postgresql(request.param) as (adresse, arreter):
        with psycopg.connect(_ailleurs(adresse), autocommit=True) as cx:
            for ordre in PREPARE:
                cx.execute(ordre)
            with pytest.raises(psycopg.errors.UndefinedTable) as erreur:
                cx.execute("SELECT * FROM nulle")
        if request.param == "fr" and "n'existe pas" not in str(erreur.value):
            pytest.skip("PostgreSQL n'a pas ici ses messages en français")
        yield adresse, arreter


def _ailleurs(adresse: str, qui: str = "parchemin", base: str = "postgres") -> str:
    return adresse.replace("+psycopg", "").replace("parchemin@", f"{qui}@") + f"/{base}"


def _dit(adresse: str) -> str:
    base = Base(adresse)
    with pytest.raises(RegistreIndisponible) as erreur:
        base.migrer()
    base.fermer()
    assert str(erreur.value).endswith("Rien n'a été écrit.")
    return str(erreur.value)


@pytest.mark.parametrize(
    ("qui", "base", "dit"),
    [
        ("parchemin", "nulle", "cette base ou ce rôle n'existe pas"),
        ("personne", "postgres", "cette base ou ce rôle n'existe pas"),
        ("secret", "postgres", "identification refusée"),
        ("secret:faux", "postgres", "identification refusée"),
        ("banni", "postgres", "n'admet ni ce rôle ni cette base depuis ce poste"),
        ("presse", "postgres", "n'admet pas un poste de plus"),
        ("lecteur", "reservee", "accès refusé"),
        ("lecteur", "postgres", "accès refusé"),
        ("parchemin", "fermee", "refusé par la base (connection failed"),
        ("parchemin", "postgres?zut=1", "une option que PostgreSQL ne connaît pas"),
    ],
)
def test_une_connexion_refusee_le_dit(refusant: Serveur, qui: str, base: str, dit: str) -> None:
    assert dit in _dit(_ailleurs(refusant[0], qui, base))


def test_un_serveur_qui_s_arrete_le_dit(refusant: Serveur) -> None:
    adresse, arreter = refusant
    with psycopg.connect(_ailleurs(adresse)):
        arreter("smart")
        assert "PostgreSQL ne répond plus" in _dit(_ailleurs(adresse))
    assert "PostgreSQL ne répond plus" in _dit(_ailleurs(adresse))
