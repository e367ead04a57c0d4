"""Scripts with which bash, zsh and fish complete commands, options and values.

They are made of the parsers themselves, so that no option can be missing in them.
"""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from infomap_py.arguments import parsers
from infomap_py.command_arguments import PROGRAM
from infomap_py.console import Given
from infomap_py.output_files import write_text

FILES = ("FILE", "OUT", "PARTITION")  # metavars, or parts of them, that stand for a file


@dataclass(frozen=True)
class Argument:
    """An option, or, without names, an argument by place."""

    names: tuple[str, ...]
    help: str
    takes_value: bool
    choices: tuple[str, ...]
    takes_file: bool
    repeated: bool

    @classmethod
    def of(cls, action: argparse.Action) -> Argument:
        """What a shell has to know of it."""
        metavar = str(action.metavar or "")
        return cls(
            tuple(action.option_strings),
            " ".join((action.help or "").split()),
            action.nargs != 0,
            tuple(map(str, action.choices or ())),
            any(part in metavar for part in FILES),
            action.nargs == "+",
        )


@dataclass(frozen=True)
class Command:
    """A command with its arguments; the program itself has no name."""

    name: str
    help: str
    options: tuple[Argument, ...]
    places: tuple[Argument, ...]

    @property
    def names(self) -> list[str]:
        """Those of all options."""
        return [name for option in self.options for name in option.names]


def print_script(given: Given) -> None:
    """infomap-py completion"""
    write_text("-", [script(given["shell"])])


def script(shell: str) -> str:
    """The script for "bash", "zsh" or "fish"."""
    return "\n".join(_SCRIPTS[shell](_commands())) + "\n"


def _commands() -> list[Command]:
    """The program itself, and its commands."""
    program, parser_of = parsers()
    choices = next(a for a in program._actions if isinstance(a, argparse._SubParsersAction))
    help_of = {choice.dest: choice.help or "" for choice in choices._choices_actions}
    commands = [_command(name, help_of[name], parser) for name, parser in parser_of.items()]
    return [_command("", "", program), *commands]


def _command(name: str, help: str, parser: argparse.ArgumentParser) -> Command:
    arguments = [
        Argument.of(action)
        for action in parser._actions
        if not isinstance(action, argparse._SubParsersAction)
    ]
    options = tuple(argument for argument in arguments if argument.names)
    return Command(name, help, options, tuple(a for a in arguments if not a.names))


def _bash(commands: Sequence[Command]) -> Iterator[str]:
    """Where nothing is offered, bash completes files, which is switched off where none is due."""
    program, *others = commands
    yield "_infomap_py() {"
    yield '    local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}"'
    yield '    local command="${COMP_WORDS[1]}" words="" files=""'
    # "--format=c" is three words to bash.
    yield '    if [ "$word" = "=" ]; then word=""'
    yield '    elif [ "$before" = "=" ]; then before="${COMP_WORDS[COMP_CWORD-2]}"; fi'
    yield "    COMPREPLY=()"
    yield '    if [ "$COMP_CWORD" -eq 1 ]; then'
    names = [*(command.name for command in others), *program.names]
    yield f'        words="{" ".join(names)}"'
    yield '    else case "$command:$before" in'
    for command in others:
        for option in command.options:
            if option.takes_value:
                pattern = "|".join(f"{command.name}:{name}" for name in option.names)
                yield f"        {pattern}) {_bash_values(option)} ;;"
    yield '        *) case "$command:$word" in'
    for command in others:
        yield f'            {command.name}:-*) words="{" ".join(command.names)}" ;;'
    for command in others:
        for place in command.places:
            yield f"            {command.name}:*) {_bash_values(place)} ;;"
    yield "        esac ;;"
    yield "    esac; fi"
    yield '    if [ -z "$files" ]; then compopt +o default 2> /dev/null; fi'
    yield '    if [ -n "$words" ]; then COMPREPLY=($(compgen -W "$words" -- "$word"))'
    yield '    elif [ -n "$files" ]; then'
    yield "        local IFS=$'\\n'"
    yield "        compopt -o filenames 2> /dev/null"
    yield '        COMPREPLY=($(compgen -f -- "$word"))'
    yield "    fi"
    yield "}"
    yield f"complete -o default -F _infomap_py {PROGRAM}"


def _bash_values(argument: Argument) -> str:
    if argument.choices:
        return f'words="{" ".join(argument.choices)}"'
    return "files=1" if argument.takes_file else ":"


def _zsh(commands: Sequence[Command]) -> Iterator[str]:
    """Works as a file of $fpath, and where it is sourced."""
    program, *others = commands
    yield f"#compdef {PROGRAM}"
    yield f"_{PROGRAM}() {{"
    yield "    local curcontext=$curcontext state line"
    yield "    typeset -A opt_args"
    yield "    _arguments -C \\"
    yield from (f"        {spec} \\" for option in program.options for spec in _zsh_option(option))
    described = " ".join(_zsh_text(f"{command.name}:{command.help}") for command in others)
    yield f"        {shlex.quote(f'1:command:(({described}))')} \\"
    yield "        '*::argument:->arguments'"
    yield "    [[ $state == arguments ]] || return 0"
    yield "    case $words[1] in"
    for command in others:
        yield f"        {command.name}) _arguments \\"
        specs = [spec for option in command.options for spec in _zsh_option(option)]
        specs += [
            shlex.quote(f"{'*' if place.repeated else ''}:argument:{_zsh_values(place)}")
            for place in command.places
        ]
        yield from (f"            {spec} \\" for spec in specs[:-1])
        yield f"            {specs[-1]} ;;"
    yield "    esac"
    yield "}"
    yield f'if [ "$funcstack[1]" = "_{PROGRAM}" ]; then _{PROGRAM} "$@"'
    yield f"else compdef _{PROGRAM} {PROGRAM}; fi"


def _zsh_option(option: Argument) -> Iterator[str]:
    told = re.sub(r"([]:[])", r"\\\1", option.help)
    for name in option.names:
        if option.takes_value:
            equals = "=" if name.startswith("--") else ""
            yield shlex.quote(f"{name}{equals}[{told}]:value:{_zsh_values(option)}")
        else:
            yield shlex.quote(f"{name}[{told}]")


def _zsh_values(argument: Argument) -> str:
    if argument.choices:
        return f"({' '.join(argument.choices)})"
    return "_files" if argument.takes_file else " "


def _zsh_text(text: str) -> str:
    name, _, told = text.partition(":")
    return f'{name}\\:"{told}"'


def _fish(commands: Sequence[Command]) -> Iterator[str]:
    program, *others = commands
    start = f"complete -c {PROGRAM} -n __fish_use_subcommand"
    yield f"{start} -f"
    for command in others:
        yield f"{start} -a {command.name} -d {_fish_text(command.help)}"
    for option in program.options:
        yield f"{start}{_fish_option(option)}"
    for command in others:
        here = f"complete -c {PROGRAM} -n '__fish_seen_subcommand_from {command.name}'"
        for option in command.options:
            yield f"{here}{_fish_option(option)}"
        for place in command.places:
            if not place.takes_file:
                yield f"{here} -f -a {_fish_text(' '.join(place.choices))}"


def _fish_option(option: Argument) -> str:
    names = "".join(
        f" -l {name[2:]}" if name.startswith("--") else f" -s {name[1:]}" for name in option.names
    )
    value = ""
    if option.choices:
        value = f" -x -a {_fish_text(' '.join(option.choices))}"
    elif option.takes_value:
        value = " -r -F" if option.takes_file else " -x"
    return f"{names}{value} -d {_fish_text(option.help)}"


def _fish_text(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


_SCRIPTS: dict[str, Callable[[Sequence[Command]], Iterator[str]]] = {
    "bash": _bash,
    "zsh": _zsh,
    "fish": _fish,
}
