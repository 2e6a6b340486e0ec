"""The faces of the people who run a circle: facilitator's desk, recorder's desk, projector, research."""

from flask import Flask

from facilitator.console import (
    across,
    bring_in,
    bring_together,
    check,
    codebook,
    coders,
    coders_elsewhere,
    hand_over,
    home,
    host,
    invite,
    key,
    personal,
    projector,
    promise,
    reading_desk,
    recorder,
    research,
    screens,
    scripts,
    slips,
    takehome,
)
from facilitator.house import House


def install(app: Flask, house: House) -> None:
    app.extensions["aplis.house"] = house
    for blueprint in (
        key.blueprint,
        across.blueprint,
        home.blueprint,
        host.blueprint,
        invite.blueprint,
        personal.blueprint,
        promise.blueprint,
        hand_over.blueprint,
        bring_in.blueprint,
        bring_together.blueprint,
        check.blueprint,
        codebook.blueprint,
        coders.blueprint,
        coders_elsewhere.blueprint,
        projector.blueprint,
        reading_desk.blueprint,
        recorder.blueprint,
        research.blueprint,
        screens.blueprint,
        scripts.blueprint,
        slips.blueprint,
        takehome.blueprint,
    ):
        app.register_blueprint(blueprint)
