"""``parchemin completion``: what makes a shell complete the commands."""

import click
from click.shell_completion import BashComplete, FishComplete, ZshComplete

SHELLS = {"bash": BashComplete, "fish": FishComplete, "zsh": ZshComplete}
VARIABLE = "_PARCHEMIN_COMPLETE"
"""Where the shell asks for completions; click derives it from the name of the program."""


@click.command("completion")
@click.argument("shell", metavar="SHELL", type=click.Choice([*SHELLS, "powershell"]))
@click.pass_context
def commande(ctx: click.Context, shell: str) -> None:
    """Écrit ce qui fait compléter les commandes par la touche Tab ; SHELL : bash, fish, zsh ou powershell.

    À lire au démarrage du shell : par son profil (« notepad $PROFILE » sous PowerShell, ~/.bashrc, ~/.zshrc), ou,
    pour fish, depuis ~/.config/fish/completions/parchemin.fish.

    \b
    Exemples :
      parchemin completion powershell >> $PROFILE
      parchemin completion bash >> ~/.bashrc
      parchemin completion zsh >> ~/.zshrc
      parchemin completion fish > ~/.config/fish/completions/parchemin.fish
    """
    from parchemin_cli.saisie.completion import PowerShell

    classe = SHELLS.get(shell, PowerShell)
    click.echo(classe(ctx.find_root().command, {}, "parchemin", VARIABLE).source())
