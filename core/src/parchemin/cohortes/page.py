"""A simulation as a page of its own: no library, no font, no script, nothing to fetch."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby

from attrs import evolve

from parchemin.cohortes import mots
from parchemin.cohortes.barres import barres, repartition
from parchemin.cohortes.comparer import Comparaison, Taux
from parchemin.cohortes.motifs import Pourquoi
from parchemin.cohortes.simuler import Cle, Simulation

_STYLE = """
:root{color-scheme:light}
body{font:15px/1.5 "Segoe UI","DejaVu Sans",Arial,sans-serif;color:#1b2733}
body{max-width:64em;margin:2em auto;padding:0 1.2em}
h1{font-size:1.6em;margin-bottom:.2em}h2{font-size:1.25em;margin-top:2.2em;border-bottom:2px solid #1f5a96}
h3{font-size:1.05em;margin:1.6em 0 .3em}p.bilan{font-size:1.1em;font-weight:600}.dit{color:#51606e}
figure{margin:.4em 0}svg{width:100%;height:auto;max-width:60em}
text{font:13px "Segoe UI","DejaVu Sans",Arial,sans-serif;fill:#1b2733}
text.nom{text-anchor:end}text.axe{font-size:11px;text-anchor:middle;fill:#51606e}
text.dans{text-anchor:middle;fill:#fff;font-weight:bold}
.avant{fill:#a8bdd1}.apres{fill:#1f5a96}.filet{stroke:#d5dde5;fill:none}
.cle{display:inline-block;width:.9em;height:.9em;vertical-align:-.1em;margin:0 .3em 0 1em}
.reserve{background:#fff8e5;border-left:4px solid #bf8700;padding:.5em 1em}
table{border-collapse:collapse;width:100%;font-size:.93em}
th,td{padding:.35em .7em;border-bottom:1px solid #d5dde5;text-align:left;vertical-align:top}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
td ul{margin:0;padding-left:1.1em}summary{cursor:pointer;color:#1f5a96}details{margin:.3em 0 1em}
@media print{body{margin:0;max-width:none}details>*{display:block}tr,figure{break-inside:avoid}}
"""


def html(simulation: Simulation) -> str:
    """Return the page: the cohort under the rules in force, then each scenario beside them."""
    vigueur = simulation.en_vigueur
    parties = [f"<p>{escape(mots.cohorte(simulation))}</p>", *_reserves(simulation, vigueur)]
    if not simulation.comparaisons:
        parties += [
            f"<h2>{escape(vigueur.scenario).capitalize()}</h2>",
            *_graphes(simulation, vigueur, "v", seul=True),
        ]
        parties += _explications(simulation, vigueur)
    for rang, comparaison in enumerate(simulation.comparaisons):
        parties += _scenario(simulation, comparaison, f"s{rang}")
    return (
        '<!DOCTYPE html>\n<html lang="fr"><head><meta charset="utf-8"><title>Simulation</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>'
        f"<body><h1>Simulation</h1>\n{chr(10).join(parties)}\n</body></html>\n"
    )


def _scenario(simulation: Simulation, comparaison: Comparaison, numero: str) -> Iterator[str]:
    hypothese = escape(mots.sous_titre(simulation, comparaison.scenario))
    yield f'<h2>{escape(comparaison.scenario)}</h2><p class="dit">{hypothese}</p>'
    yield f'<p class="bilan">{escape(mots.bilan(comparaison))}</p>'
    yield from _reserves(simulation, comparaison)
    if comparaison.compares.height:
        yield '<p class="dit"><span class="cle" style="background:#a8bdd1"></span>règles en vigueur'
        yield f'<span class="cle" style="background:#1f5a96"></span>{escape(comparaison.scenario)}</p>'
        yield from _graphes(simulation, comparaison, numero)
    yield from _explications(simulation, comparaison)


def _reserves(simulation: Simulation, comparaison: Comparaison) -> Iterator[str]:
    if dites := [f"<li>{escape(dite)}</li>" for dite in simulation.reserves[comparaison.scenario]]:
        yield f'<div class="reserve"><strong>À savoir</strong><ul>{"".join(dites)}</ul></div>'


def _graphes(
    simulation: Simulation, comparaison: Comparaison, numero: str, *, seul: bool = False
) -> Iterator[str]:
    yield f"<h3>Issues</h3><figure>{repartition(comparaison.issues(), f'{numero}i', seul=seul)}</figure>"
    for axe, groupe in groupby(comparaison.taux(), lambda taux: taux.axe):
        taux, titre = list(groupe), mots.AXES[axe]
        noms = {un.cle: mots.nommer(simulation, un) for un in taux}
        nommes = [evolve(un, cle=noms[un.cle]) for un in taux]
        dessin = barres(titre, nommes, f"{numero}{axe or 'e'}", seul=seul)
        yield f"<h3>{titre}</h3><figure>{dessin}</figure>{_table_de_taux(taux, noms, seul=seul)}"


def _table_de_taux(taux: Sequence[Taux], noms: Mapping[str, str], *, seul: bool) -> str:
    titres = ("", "Dossiers", "Acquis", "Taux") if seul else ("", "Dossiers", "Avant", "Après", "Écart")
    lignes = "".join(_ligne_de_taux(un, noms[un.cle], seul=seul) for un in taux)
    entetes = "".join(f'<th scope="col"{" class=n" if titre else ""}>{titre}</th>' for titre in titres)
    return (
        f"<details><summary>Les nombres</summary><table><thead><tr>{entetes}</tr></thead>"
        f"<tbody>{lignes}</tbody></table></details>"
    )


def _ligne_de_taux(taux: Taux, nom: str, *, seul: bool) -> str:
    parts = [mots.pour_cent(combien, taux.total) for combien in (taux.avant, taux.apres)]
    nombres = (str(taux.total), f"{taux.avant} ({parts[0]})", f"{taux.apres} ({parts[1]})", mots.ecart(taux))
    if seul:
        nombres = (str(taux.total), str(taux.avant), parts[0], "")
    cellules = "".join(f'<td class="n">{nombre}</td>' for nombre in nombres if nombre)
    return f'<tr><th scope="row">{escape(nom)}</th>{cellules}</tr>'


def _explications(simulation: Simulation, comparaison: Comparaison) -> Iterator[str]:
    """Yield the dossiers that change, with why, then what was asked of the others."""
    motifs = simulation.motifs[comparaison.scenario]
    bascules = {bascule.cle: bascule for bascule in comparaison.bascules(len(motifs))}
    lignes = [_dossier(cle, mots.passage(bascule), motifs.get(cle, ())) for cle, bascule in bascules.items()]
    lignes += [_dossier(cle, ("ne change pas",), dits) for cle, dits in simulation.inchanges(comparaison).items()]
    if lignes:
        titres = "".join(f'<th scope="col">{titre}</th>' for titre in ("Dossier", "Change", "Pourquoi"))
        yield f"<h3>Dossiers</h3><table><thead><tr>{titres}</tr></thead><tbody>{''.join(lignes)}</tbody></table>"
    if (reste := comparaison.changes - len(bascules)) > 0:
        suite = "--sortie en .csv, .xlsx ou .parquet les donne tous"
        yield f'<p class="dit">{reste} autres dossiers changent : {suite}.</p>'


def _dossier(cle: Cle, change: Iterable[str], dits: tuple[Pourquoi, ...]) -> str:
    seance, code = cle
    passages = "<br>".join(map(escape, change))
    pourquoi = "".join(f"<li><strong>{cote}</strong> : {escape(dit)}</li>" for cote, dit in mots.phrases(dits))
    return (
        f'<tr><th scope="row">{escape(code)}<br><span class="dit">{escape(seance)}</span></th>'
        f"<td>{passages}</td><td><ul>{pourquoi}</ul></td></tr>"
    )
