"""Completion in the shell."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Prepare, Run


@pytest.fixture
def complete(run: Run, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Return a function that asks for what could follow the words typed."""

    def ask(line: str, shell: str = "bash") -> list[str]:
        words = line.split(" ")
        monkeypatch.setenv("_CRM_COMPLETE", f"{shell}_complete")
        monkeypatch.setenv("COMP_WORDS", line)
        place = words[-1] if shell == "fish" else str(len(words) - 1)
        monkeypatch.setenv("COMP_CWORD", place)
        outcome = run()
        monkeypatch.delenv("_CRM_COMPLETE")
        assert outcome.err == ""
        return outcome.out.splitlines()

    return ask


@pytest.fixture
def people(prepare: Prepare) -> None:
    prepare(
        ("person", "add", "Günther Mårder", "--organisation", "Företagarna", "--create"),
        ("person", "add", "Göran Lundwall"),
        ("person", "add", "Anna Ek"),
        ("person", "add", "Anna Ek"),
        ("topic", "add", "Kompetensförsörjning"),
    )


def test_commands_options_and_words(complete) -> None:  # type: ignore[no-untyped-def]
    assert complete("crm fo") == ["plain,follow-up"]
    assert complete("crm follow-up d") == ["plain,done", "plain,delete"]
    assert complete("crm follow-up list --dir") == ["plain,--direction"]
    assert complete("crm follow-up list --direction t") == ["plain,theirs"]
    assert complete("crm log me") == ["plain,meeting"]
    assert complete("crm --lang s") == ["plain,sv"]


@pytest.mark.usefixtures("people")
def test_references_come_from_the_book(complete) -> None:  # type: ignore[no-untyped-def]
    assert complete("crm person show Gün") == [r"plain,Günther\ Mårder"]
    assert complete("crm person show gor") == [r"plain,Göran\ Lundwall"]
    assert complete("crm person show marder") == ["plain,p1"]
    assert complete("crm person show p2") == ["plain,p2"]
    assert complete("crm person show Anna") == ["plain,p3", "plain,p4"]
    assert complete("crm log call x --with Gün") == [r"plain,Günther\ Mårder"]
    assert complete("crm log call x --topic komp") == ["plain,Kompetensförsörjning"]
    assert complete("crm org show Gün") == []
    assert complete("crm topic show ") == ["plain,t1"]
    assert complete("crm person show p") == ["plain,p4", "plain,p3", "plain,p2", "plain,p1"]


@pytest.mark.usefixtures("people")
def test_each_shell_is_answered_in_its_own_way(complete) -> None:  # type: ignore[no-untyped-def]
    assert complete("crm person show Gün", "zsh") == ["plain", "Günther Mårder", "p1"]
    assert complete("crm person show Gün", "fish") == ["plain,Günther Mårder\tp1"]


def test_whatever_goes_wrong_nothing_is_offered(  # type: ignore[no-untyped-def]
    complete, database: Path
) -> None:
    database.unlink()
    assert complete("crm person show Gün") == []
    assert not database.exists()
    database.write_text("This is no database.")
    assert complete("crm person show Gün") == []
    assert complete("crm nonsense x") == []


def test_the_script_of_each_shell_is_printed(do: Run, run: Run) -> None:
    for shell in ("bash", "zsh", "fish"):
        outcome = do("completion", shell)
        assert f"_CRM_COMPLETE={shell}_complete" in outcome.out
        assert outcome.err == ""
    assert run("completion", "tcsh").code == 2


@pytest.mark.usefixtures("people")
@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_completes_a_name_with_a_space(do: Run, tmp_path: Path, database: Path) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "crm"
    program.write_text(f"#!{sys.executable}\nfrom crm.cli import main\nmain()\n")
    program.chmod(0o755)
    script = tmp_path / "crm.bash"
    script.write_text(do("completion", "bash").out)
    lines = (
        f"PATH={folder}:$PATH; export CRM_DATABASE={database}\n"
        f"source {script}\n"
        "COMP_WORDS=(crm person show Gün); COMP_CWORD=3; _crm_completion crm\n"
        'echo "${COMPREPLY[@]}"'
    )
    shell = subprocess.run(
        ["bash", "--norc", "-c", lines], capture_output=True, text=True, timeout=60, check=True
    )
    assert shell.stdout == "Günther\\ Mårder\n"
