"""What click says of a group of commands, as a reader of French expects it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import click


class Formateur(click.HelpFormatter):
    """Helps whose headings have their space before the colon."""

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        super().write_heading(f"{heading} ")


def citer(chemin: Path) -> str:
    """Return a path as it is to be typed, within quotes where it holds a space or what a shell would read."""
    return f'"{chemin}"' if set(str(chemin)) & set(" '&();") else str(chemin)


def borner(minimum: int, maximum: int | None = None) -> Callable[..., int | None]:
    """Return the callback of an option that is a number between bounds; click says its own bounds in signs."""

    def borner(_contexte: click.Context, _option: click.Parameter, nombre: int | None) -> int | None:
        if nombre is not None and not minimum <= nombre <= (nombre if maximum is None else maximum):
            fin = "au moins" if maximum is None else f"au moins, {maximum} au plus"
            raise click.BadParameter(f"trouvé {nombre} ; attendu {minimum} {fin}")
        return nombre

    return borner


class Groupe(click.Group):
    """A group that tells what each command does without cutting it short, and finds a mistyped one."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands, each with its whole first sentence."""
        with formatter.section("Commandes"):
            formatter.write_dl(list(self.resumes(ctx)))

    def resumes(self, ctx: click.Context) -> Iterator[tuple[str, str]]:
        """Yield the name of each command, and its first sentence."""
        for nom in self.list_commands(ctx):
            if commande := self.get_command(ctx, nom):
                yield nom, commande.get_short_help_str(limit=1000)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; a mistyped one is answered with the nearest, unless a shell is completing it."""
        noms = self.list_commands(ctx)
        if args and not args[0].startswith("-") and args[0] not in noms and not ctx.resilient_parsing:
            from parchemin.errors import plus_proche

            ctx.fail(f"commande inconnue « {args[0]} »{plus_proche(args[0], noms)}")
        nom, commande, suite = super().resolve_command(ctx, args)
        if commande and not ctx.resilient_parsing:
            _exiger_une_fois(click.Context(commande, ctx, nom), suite)
        return nom, commande, suite


def _exiger_une_fois(ctx: click.Context, args: list[str]) -> None:
    """Refuse an option that is given twice: click would keep its last value, and drop the other in silence."""
    donnees: set[click.Parameter] = set()
    for option in ctx.command.make_parser(ctx).parse_args(args=list(args))[2]:
        unique = isinstance(option, click.Option) and not (option.multiple or option.is_flag or option.count)
        if unique and option in donnees:
            ctx.fail(f"{option.opts[0]} est donnée deux fois")
        donnees.add(option)
