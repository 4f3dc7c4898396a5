"""Documents typeset by typst: the models of ``modeles/``, a branch's own, and data that is never markup.

What is compiled stands in a folder made for the purpose: the models, the branch's files, and ``donnees.json``.
The same data gives the same bytes: no font of the system, no clock. The files are PDF/A-2a and PDF/UA-1.
"""

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Literal, cast

from attrs import field, frozen

from parchemin.errors import ActeRefuse, ModeleInvalide, ParcheminError
from parchemin.faits import Fait, Tournure

if TYPE_CHECKING:
    from typst import Compiler, Fonts

NORMES: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
"""What each file conforms to; typst refuses to write one that would not."""

REMPLACANT = "\N{WHITE SQUARE}"
"""What is printed for a character that no font has."""

_COEUR = files("parchemin.documents.pdf") / "modeles"
_JOINTS = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}\N{SOFT HYPHEN}"
_ESSAI = b'#set document(title: "e")\n#set text(lang: "fr")\n#sys.inputs.lettre'
_ASCII = frozenset(map(chr, range(ord(" "), ord("~") + 1)))


SANS_POLICE = Tournure(
    "sans_police", "aucune police n'imprime {lettres} de « {texte} » : ce titre ne serait pas à son nom"
)


class Exact(str):
    """A text in which nothing is replaced, as a holder's name: it is printed as it is, or not at all."""

    __slots__ = ()


@frozen(eq=False)
class Atelier:
    """A folder where one kind of document is typeset, as often as need be.

    ``remplaces`` holds the characters that no font has, of all that was typeset so far.
    """

    dossier: Path
    compilateur: "Compiler"
    polices: "Fonts"
    remplaces: set[str] = field(factory=set)
    _imprimables: dict[str, bool] = field(factory=dict)

    def composer(self, donnees: Mapping[str, Any], le: date) -> bytes:
        """Typeset the document of some data, dated ``le``.

        :raises ModeleInvalide: when a model cannot be typeset, with what typst says of it.
        :raises ActeRefuse: when no font has a letter of an `Exact` text; all such texts are named.
        """
        import typst

        if refus := [self._refus(texte) for texte in _exacts(donnees) if self._etranges(texte)]:
            raise ActeRefuse(dict.fromkeys(refus))
        contenu = json.dumps(self._assainir(donnees), ensure_ascii=False)
        (self.dossier / "donnees.json").write_text(contenu, encoding="utf-8")
        instant = datetime.combine(le, time(), UTC)
        try:
            rendu = self.compilateur.compile(format="pdf", pdf_standards=list(NORMES), timestamp=instant)
        except typst.TypstError as erreur:
            raise ModeleInvalide(erreur.diagnostic.strip()) from None
        return cast("bytes", rendu)

    def _assainir(self, valeur: Any) -> Any:
        """Return data with what no font can print replaced; a document with a hole would be refused whole."""
        if isinstance(valeur, Mapping):
            return {nom: self._assainir(partie) for nom, partie in valeur.items()}
        if isinstance(valeur, list | tuple):
            return [self._assainir(partie) for partie in valeur]
        return self._imprimer(valeur) if isinstance(valeur, str) else valeur

    def _imprimer(self, texte: str) -> str:
        etranges = self._etranges(texte)
        self.remplaces.update(etranges)
        return texte.translate(dict.fromkeys(map(ord, etranges), REMPLACANT)) if etranges else texte

    def _etranges(self, texte: str) -> set[str]:
        """Return the characters of a text that no font has; every font of ours has those of ASCII."""
        return {lettre for lettre in set(texte) - _ASCII if not self._imprimable(lettre)}

    def _refus(self, texte: str) -> Fait:
        lettres = ", ".join(f"« {lettre} » (U+{ord(lettre):04X})" for lettre in sorted(self._etranges(texte)))
        return SANS_POLICE(lettres=lettres, texte=str(texte))

    def _imprimable(self, lettre: str) -> bool:
        if lettre not in self._imprimables:
            self._imprimables[lettre] = _se_compose(lettre, self.polices)
        return self._imprimables[lettre]


@contextmanager
def atelier(principal: str, modeles: Iterable[Traversable] = ()) -> Iterator[Atelier]:
    """Open a folder for a document of ours (``pv``, ``parchemins``…).

    :param modeles: the branches' own models; what stands beside one, an image or a font, comes with it.
    :raises ParcheminError: when typst is not installed.
    """
    exiger_typst()
    import typst

    with TemporaryDirectory(prefix="parchemin-", ignore_cleanup_errors=True) as temporaire:
        dossier = Path(temporaire).resolve()
        _copier(_COEUR, dossier / "coeur")
        for modele in modeles:
            _copier(_a_cote(modele), dossier / chemin(modele).split("/")[1])
        polices = typst.Fonts(include_system_fonts=False, font_paths=[str(dossier)])
        source = dossier / "coeur" / f"{principal}.typ"
        yield Atelier(dossier, typst.Compiler(str(source), root=str(dossier), font_paths=polices), polices)


def chemin(modele: Traversable | None) -> str:
    """Return where a model stands in the folder: ours without one, else one folder for all beside it."""
    if modele is None:
        return "/coeur/titre.typ"
    ou = sha256(str(_a_cote(modele)).encode()).hexdigest()[:12]
    return f"/{ou}/{modele.name}"


def qr(texte: str) -> str:
    """Return a QR code as SVG."""
    import segno

    tampon = BytesIO()
    code = segno.make_qr(texte, error="m")
    code.save(tampon, kind="svg", border=2, xmldecl=False, omitsize=True, nl=False)
    return tampon.getvalue().decode("utf-8")


def exiger_typst() -> None:
    """Raise `ParcheminError`, with what to install, where PDF cannot be written."""
    manquent = [nom for nom in ("typst", "segno") if find_spec(nom) is None]
    if manquent:
        remede = "pip install 'parchemin[pdf]'"
        raise ParcheminError(f"les documents PDF demandent {' et '.join(manquent)} : {remede}")


def _exacts(valeur: Any) -> Iterator[Exact]:
    if isinstance(valeur, Mapping | list | tuple):
        for partie in valeur.values() if isinstance(valeur, Mapping) else valeur:
            yield from _exacts(partie)
    elif isinstance(valeur, Exact):
        yield valeur


def _a_cote(modele: Traversable) -> Traversable:
    """Return the folder of a model."""
    if isinstance(modele, Path):
        return modele.parent
    raise ModeleInvalide(f"modèle {modele.name} : attendu un fichier de la distribution installée")


def _copier(source: Traversable, cible: Path) -> None:
    cible.mkdir(exist_ok=True)
    for entree in source.iterdir():
        if entree.is_dir():
            _copier(entree, cible / entree.name)
        else:
            (cible / entree.name).write_bytes(entree.read_bytes())


def _se_compose(lettre: str, polices: "Fonts") -> bool:
    """Tell whether a font has this character; one that commands (a bidi override) is never printed."""
    if lettre == "\n" or lettre in _JOINTS:
        return True
    if unicodedata.category(lettre) in ("Cc", "Cf", "Cs", "Cn"):
        return False
    import typst

    try:
        un_essai = {"lettre": lettre}
        typst.compile(_ESSAI, font_paths=polices, sys_inputs=un_essai, pdf_standards=list(NORMES), timestamp=0)
    except typst.TypstError:
        return False
    return True
