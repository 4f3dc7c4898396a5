"""What comes after a proclamation: appeals and what became of them, errata, the names that they correct."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_CLES = {"recours": ("id",), "arrets": ("id", "recours"), "errata": ("id",)}
"""The append-only tables, and the keys of each."""


def upgrade() -> None:
    """Create the tables and their triggers; a decision taken later has its day, and the appeal that it follows."""
    _recours()
    _errata()
    op.add_column("decisions", sa.Column("le", sa.Date))
    lien = sa.Column("recours", sa.Integer, sa.ForeignKey("recours.id"))
    op.add_column("decisions", lien, inline_references=True)
    for table, cles in _CLES.items():
        for ordre in _declencheurs(op.get_bind().dialect.name, table, cles):
            op.execute(ordre)


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True, autoincrement=False)


def _mot(nom: str, taille: int | None = None) -> sa.Column[str]:
    return sa.Column(nom, sa.String(taille) if taille else sa.Text(), nullable=False)


def _lien(nom: str, cible: str, *, nul: bool = False) -> sa.Column[int]:
    return sa.Column(nom, sa.Integer, sa.ForeignKey(cible), nullable=nul)


def _acte() -> sa.Column[int]:
    lien = sa.ForeignKey("journal.numero", deferrable=True, initially="DEFERRED")
    return sa.Column("acte", sa.Integer, lien, nullable=False)


def _le() -> sa.Column[object]:
    return sa.Column("le", sa.Date, nullable=False)


def _indexer(table: str, *colonnes: str) -> None:
    for colonne in colonnes:
        op.create_index(f"ix_{table}_{colonne}", table, [colonne])


def _recours() -> None:
    liens = (_lien("seance", "seances.id"), _lien("dossier", "dossiers.id"))
    op.create_table("recours", _id(), _acte(), *liens, _le(), _lien("motif", "motifs.id"))
    _indexer("recours", "acte", "seance", "dossier")
    op.create_table(
        "arrets",
        *(_id(), _acte(), _lien("recours", "recours.id"), _mot("instance"), _mot("sens")),
        *(_le(), _lien("motif", "motifs.id")),
        sa.UniqueConstraint("recours", name="arrets_un_par_recours"),
    )
    _indexer("arrets", "acte")


def _errata() -> None:
    op.create_table(
        "identites",
        *(_id(), _lien("personne", "personnes.id"), _mot("nom"), _mot("prenom"), sa.Column("naissance", sa.Date)),
        *(_mot("cle_nom"), _mot("cle_entiere"), _mot("empreinte", 64)),
    )
    _indexer("identites", "personne", "cle_nom", "cle_entiere")
    op.create_table(
        "errata",
        *(_id(), _acte(), _lien("titre", "titres.id"), sa.Column("intitule", sa.Text)),
        *(_lien("identite", "identites.id", nul=True), _le(), _lien("motif", "motifs.id")),
    )
    _indexer("errata", "acte", "titre", "identite")


def _declencheurs(dialecte: str, table: str, cles: tuple[str, ...]) -> list[str]:
    """Return the orders by which the database refuses to change, remove or replace a row, as in revision 0001."""
    dit = f"{table} : rien ne s''y modifie ni ne s''y efface"
    if dialecte == "postgresql":
        return [
            f"CREATE FUNCTION {table}_inalterable() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{dit}'; END $$",
            f"CREATE TRIGGER {table}_lignes BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_inalterable()",
            f"CREATE TRIGGER {table}_vidage BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_inalterable()",
        ]
    refus = f"BEGIN SELECT RAISE(ABORT, '{dit}'); END"
    existe = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {cle} = NEW.{cle})" for cle in cles)
    return [
        *(f"CREATE TRIGGER {table}_{verbe} BEFORE {verbe} ON {table} {refus}" for verbe in ("update", "delete")),
        f"CREATE TRIGGER {table}_insert BEFORE INSERT ON {table} WHEN {existe} {refus}",
    ]
