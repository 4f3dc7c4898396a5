"""The completion of PowerShell, beside those that click ships (bash, zsh, fish)."""

import os

from click.shell_completion import CompletionItem, ShellComplete, add_completion_class

# Only names are handed over: PowerShell 5 reads the output of a program in the code page of the console, where
# an accent of the help would be lost. Where nothing is answered it completes the paths itself.
_SOURCE = """\
Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($mot, $ligne, $curseur)
    $env:COMP_WORDS = ($ligne.CommandElements | ForEach-Object { "$_" }) -join "`n"
    $env:COMP_MOT = "$mot"
    $env:%(complete_var)s = "powershell_complete"
    %(prog_name)s | Where-Object { $_ } | ForEach-Object {
        [System.Management.Automation.CompletionResult]::new($_, $_, "ParameterValue", $_)
    }
    Remove-Item Env:COMP_WORDS, Env:COMP_MOT, Env:%(complete_var)s -ErrorAction SilentlyContinue
}
"""


@add_completion_class
class PowerShell(ShellComplete):
    """What PowerShell is given to register, and what it is answered on each Tab."""

    name = "powershell"
    source_template = _SOURCE

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the arguments before the word that is being typed, and that word."""
        mot = os.environ["COMP_MOT"]
        mots = [dit.strip("\"'") for dit in os.environ["COMP_WORDS"].splitlines()][1:]
        return (mots[:-1] if mot else mots), mot.strip("\"'")

    def format_completion(self, item: CompletionItem) -> str:
        """Return one name; nothing for a path, which PowerShell finds itself."""
        return str(item.value) if item.type == "plain" else ""
