"""The smallest typer app of two commands: what start-up is measured against."""

import typer

app = typer.Typer()


@app.command()
def one() -> None:
    pass


@app.command()
def two() -> None:
    pass


app()
