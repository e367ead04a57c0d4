"""Completion scripts, run by the shells that they are for."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from shell import Shell

from infomap_py import arguments, command_arguments
from infomap_py.completion import script

PROGRAM, PARSER_OF = arguments.parsers()
OPTIONS = {
    name: {option for action in parser._actions for option in action.option_strings}
    for name, parser in PARSER_OF.items()
}


def needs(shell: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(shell) is None, reason=f"{shell} is not installed")


def run(shell: str, code: str, folder: Path) -> list[str]:
    done = subprocess.run(
        [shell, "-c", code], cwd=folder, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "script").write_text(script("bash"))
    (tmp_path / "my edges.txt").write_text("a b\n")
    return tmp_path


def bash(folder: Path, *words: str) -> set[str]:
    """What bash offers for the last of the words."""
    line = " ".join(map(shlex.quote, ["infomap-py", *words]))
    code = (
        f". ./script; COMP_WORDS=({line}); COMP_CWORD={len(words)}; _infomap_py; "
        'for word in "${COMPREPLY[@]}"; do echo "$word"; done'
    )
    return set(run("bash", code, folder))


def fish(folder: Path, line: str) -> set[str]:
    (folder / "script").write_text(script("fish"))
    lines = run("fish", f"source ./script; complete -C {shlex.quote('infomap-py ' + line)}", folder)
    return {line.partition("\t")[0] for line in lines}


@pytest.mark.parametrize("shell", command_arguments.SHELLS)
def test_every_option_of_every_command_is_in_the_script(shell: str) -> None:
    text = script(shell)
    for options in OPTIONS.values():
        for option in options:
            name = option.lstrip("-") if shell == "fish" else re.escape(option)
            assert re.search(rf"(?<![\w-]){name}(?![\w-])", text), option


@needs("bash")
def test_bash_knows_for_which_program_it_is(folder: Path) -> None:
    (line,) = run("bash", ". ./script; complete -p infomap-py", folder)
    assert line == "complete -o default -F _infomap_py infomap-py"


@needs("bash")
def test_bash_offers_commands_and_all_options_of_each(folder: Path) -> None:
    assert bash(folder, "") == {*PARSER_OF, "-h", "--help", "--version"}
    assert bash(folder, "pa") == {"partition"}
    for command, options in OPTIONS.items():
        assert bash(folder, command, "-") == options
    assert bash(folder, "partition", "--num-t") == {"--num-trials", "--num-threads"}


@needs("bash")
def test_bash_offers_choices_and_files_where_they_belong(folder: Path) -> None:
    formats = set(next(a for a in PARSER_OF["partition"]._actions if a.dest == "format").choices)
    assert bash(folder, "partition", "--format", "") == formats
    assert bash(folder, "partition", "--format", "=", "cl") == {"clu"}
    assert bash(folder, "partition", "--format", "=") == formats
    assert bash(folder, "partition", "my") == {"my edges.txt"}
    assert bash(folder, "words", "a.txt", "my") == {"my edges.txt"}
    assert bash(folder, "partition", "--initial", "my") == {"my edges.txt"}
    assert bash(folder, "partition", "--seed", "") == set()
    assert bash(folder, "completion", "") == set(command_arguments.SHELLS)


@needs("zsh")
def test_zsh_loads_the_script_without_complaint(folder: Path) -> None:
    (folder / "script").write_text(script("zsh"))
    code = "autoload -Uz compinit; compinit -u -d ./dump; . ./script; echo $_comps[infomap-py]"
    assert run("zsh", code, folder) == ["_infomap-py"]


@needs("zsh")
def test_zsh_offers_commands_options_choices_and_files(folder: Path) -> None:
    (folder / "script").write_text(script("zsh"))

    def zsh(line: str) -> set[str]:
        """What a shell at a terminal shows: zsh has no other way to ask it.

        What is typed before its line editor runs, the terminal would take, and ^U drop the line.
        """
        code = f"""
            zmodload zsh/zpty; zpty z 'zsh -f -i'
            zpty -w z 'PROMPT=; autoload -Uz compinit; compinit -u -d ./dump; . ./script'
            zpty -w z 'zstyle ":completion:*" list-grouped no; stty rows 400 columns 80 -echo'
            zpty -w z 'compadd () {{ builtin compadd -O offered "$@"; print -r -- "@$offered@"; \\
                builtin compadd "$@" }}'
            zpty -w z 'LISTMAX=9999; bindkey "^I" complete-word'
            zpty -w z 'zle-line-init () {{ print LINE""READY }}; zle -N zle-line-init'
            zpty -r -m z seen '*LINEREADY*'
            zpty -n -w z $'{line}\\t'; zpty -n -w z $'\\x15'; zpty -w z 'print EN""DED'
            zpty -r -m z seen '*ENDED*'; print -r -- "$seen"
        """
        text = "\n".join(run("zsh", code, folder))
        return {word for found in re.findall("@([^@]*)@", text) for word in found.split()}

    assert zsh("infomap-py ") >= set(PARSER_OF)
    assert zsh("infomap-py partition --format ") >= {"clu", "tree", "ftree"}
    assert zsh("infomap-py partition -") >= OPTIONS["partition"]


@needs("fish")
def test_fish_offers_commands_options_choices_and_files(folder: Path) -> None:
    assert fish(folder, "") == set(PARSER_OF)
    for command, options in OPTIONS.items():
        offered = fish(folder, f"{command} --")
        assert offered == {option for option in options if option.startswith("--")}
    assert fish(folder, "scan --teleport-to ") == {"links", "nodes"}
    assert fish(folder, "completion ") == set(command_arguments.SHELLS)
    assert any("edges" in name for name in fish(folder, "partition my"))


def test_the_command_prints_the_script(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = Shell(tmp_path, capsys, monkeypatch)
    assert shell("completion bash") == (0, script("bash"), "")
    assert shell("completion tcsh")[0] == 2
