"""A thousand titles in one file: how many pages a second, beside WeasyPrint and ReportLab on the same page.

The peers print the same words, the same QR code and a plain double frame: less than our page has, in their
favour. Neither writes PDF/A-2a with PDF/UA-1, which ours does. Then the procès-verbal of 200 candidates.

Run: python benchmarks/documents.py [titres]   (after ``make bench``, beside its peers)
"""

import sys
from base64 import b64encode
from collections.abc import Callable, Sequence
from datetime import date
from html import escape
from io import BytesIO
from time import perf_counter
from typing import Any

from attrs import evolve

from parchemin.deliberation import deliberer, examiner_jury
from parchemin.deliberation.inscrite import PropositionInscrite
from parchemin.deliberation.pieces import Actes, Delivre, Piece
from parchemin.documents.pdf import pv, titres
from parchemin.documents.pdf.typographie import atelier
from parchemin.dossier.model import Candidat, Dossier, Seance
from parchemin.plugin.cadre import cadre
from parchemin.plugin.host import Hote

EDITION = "ucanss.gc@2021"
LE = date(2022, 3, 16)
LIGNES = ("autorite", "nature", "objet", "titulaire", "naissance", "decision", "validite")


def delivres(hote: Hote, combien: int) -> list[Delivre]:
    edition = hote.catalogue.edition(*EDITION.split("@"))
    modele = Delivre(
        "", "7K3QX-0R2MB", "cqp", edition.certification, "CQP Gestionnaire conseil", Candidat("", ""), edition, LE,
        "Jury paritaire national", "CPNEFP du Régime général de Sécurité sociale", "Montreuil",
    )  # fmt: skip
    candidats = (Candidat(f"Lefèvre{rang}", "Élodie", date(1990, 5, 3)) for rang in range(combien))
    return [evolve(modele, numero=f"2022-{rang:06d}", candidat=qui) for rang, qui in enumerate(candidats, 1)]


def par_typst(voulus: Sequence[Delivre]) -> bytes:
    with atelier("parchemins") as ouvert:
        return ouvert.composer(titres.donnees(voulus), LE)


def par_typst_un_a_un(voulus: Sequence[Delivre]) -> bytes:
    with atelier("parchemins") as ouvert:
        return b"".join(ouvert.composer(titres.donnees([un]), LE) for un in voulus)


def par_weasyprint(voulus: Sequence[Delivre]) -> bytes:
    from weasyprint import HTML

    pages = "".join(_en_html(titres.page(un)) for un in voulus)
    style = (
        "@page{size:A4 landscape;margin:10mm}"
        "section{page-break-after:always;height:180mm;border:4px double #1f3a5f;text-align:center;font:14pt serif}"
    )
    rendu: bytes = HTML(string=f"<html lang=fr><style>{style}</style>{pages}</html>").write_pdf()
    return rendu


def _en_html(page: dict[str, Any]) -> str:
    mots = (escape(page[nom]) for nom in ("autorite", "nature", "objet", "titulaire", "naissance"))
    image = b64encode(page["qr"].encode()).decode()
    fin = f"{escape(page['decision'])}<p>{page['validite']}<p>{page['numero']} {page['code']}"
    qr = f"<img width=70 src='data:image/svg+xml;base64,{image}'>"
    return f"<section>{'<p>'.join(mots)}<p>{fin}<p>{qr}</section>"


def par_reportlab(voulus: Sequence[Delivre]) -> bytes:
    import segno
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.pdfgen.canvas import Canvas

    tampon = BytesIO()
    toile = Canvas(tampon, pagesize=landscape(A4))
    for un in voulus:
        page = titres.page(un)
        for marge in (25, 32):
            toile.rect(marge, marge, 842 - 2 * marge, 595 - 2 * marge)
        for rang, nom in enumerate(
            ("autorite", "nature", "objet", "titulaire", "naissance", "decision", "validite")
        ):
            toile.setFont("Times-Roman", 24 if nom in ("nature", "titulaire") else 14)
            toile.drawCentredString(421, 520 - 50 * rang, page[nom])
        toile.drawString(160, 80, f"{page['numero']} {page['code']}")
        for haut, ligne in enumerate(segno.make_qr(page["qr_dit"], error="m").matrix):
            for gauche, noir in enumerate(ligne):
                if noir:
                    toile.rect(70 + 2 * gauche, 120 - 2 * haut, 2, 2, stroke=0, fill=1)
        toile.showPage()
    toile.save()
    return tampon.getvalue()


def mesurer(nom: str, imprimer: Callable[[Sequence[Delivre]], bytes], voulus: Sequence[Delivre]) -> float:
    debut = perf_counter()
    poids = len(imprimer(voulus))
    secondes = perf_counter() - debut
    par_page = poids / len(voulus) / 1024
    debit = f"{len(voulus) / secondes:7.0f}/s"
    print(f"{nom:28} {len(voulus):5} pages {secondes:7.2f} s {debit} {par_page:6.1f} Kio/page")
    return secondes / len(voulus)


def proces_verbal(hote: Hote, combien: int) -> None:
    edition = hote.catalogue.edition(*EDITION.split("@"))
    dossiers = tuple(
        Dossier(f"D{rang}", Candidat(f"Nom{rang}", "Zoé"), "formation", date(2021, 10, 4), edition.cle)
        for rang in range(combien)
    )
    seance = Seance(
        edition.certification, LE, "jury_paritaire_national", "Paris", (), dossiers, {edition.cle: edition}
    )
    propositions = deliberer(seance, hote)
    pieces = tuple(Piece(dite.dossier, edition, PropositionInscrite.de(dite)) for dite in propositions)
    debut = perf_counter()
    with atelier("pv") as ouvert:
        actes = Actes(None, seance, cadre(hote, seance), pieces, examiner_jury(seance, hote))
        poids = len(ouvert.composer(pv.donnees(actes), LE))
    print(f"PV de {combien} candidats : {perf_counter() - debut:.2f} s, {poids / 1024:.0f} Kio")


def main(combien: int) -> None:
    hote = Hote.charger(strict=True)
    voulus = delivres(hote, combien)
    print(f"codes QR seuls : {_qr(voulus):.2f} s")
    notre = mesurer("typst, un seul fichier", par_typst, voulus)
    mesurer("typst, un fichier par titre", par_typst_un_a_un, voulus[: combien // 5])
    peu = voulus[: max(1, combien // 10)]
    for nom, pair in (("WeasyPrint", par_weasyprint), ("ReportLab", par_reportlab)):
        try:
            print(f"{'':4}rapport à typst : {mesurer(nom, pair, peu) / notre:.2f}")
        except ImportError:
            print(f"{nom} n'est pas installé : make bench")
    proces_verbal(hote, 200)


def _qr(voulus: Sequence[Delivre]) -> float:
    debut = perf_counter()
    titres.donnees(voulus)
    return perf_counter() - debut


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
