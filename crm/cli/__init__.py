"""The command line: one file per noun, each imported when its command is used."""


def main() -> None:
    """Run the command `crm` and leave with the promised exit code."""
    from crm.cli.program import program

    program.main(prog_name="crm")
