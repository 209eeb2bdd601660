"""Fences that staff draw on the map."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from app.engine.once import Answer, Request, once
from app.errors import Refusal
from app.fences.area import Area, circle, polygon
from app.fences.crossings import Terms
from app.fences.refusals import InvalidFence, UnknownFence
from app.fences.store import all_fences, fence_row, remove_fence, save_fence
from app.identity.callers import Role
from app.places.position import Position
from app.programme.values import ID
from app.storage.client import Row, Session
from app.words import say
from graphql_schema.errors import UserError, user_error
from graphql_schema.outcomes import Words
from graphql_schema.staff.context import StaffContext, StaffInfo
from graphql_schema.staff.roles import Allowed

LONGEST_COOLDOWN_S = 86_400


@strawberry.type(description="A place on the map, in degrees (WGS 84).")
class MapPoint:
    """A place on the map."""

    latitude: float = strawberry.field(description="Degrees north.")
    longitude: float = strawberry.field(description="Degrees east.")


@strawberry.input(description="A place on the map, in degrees (WGS 84).")
class MapPointInput:
    """A place on the map."""

    latitude: float = strawberry.field(description="Degrees north, -90 to 90.")
    longitude: float = strawberry.field(description="Degrees east, -180 to 180.")


@strawberry.input(description="A circle on the map.")
class MapCircleInput:
    """A circle on the map."""

    middle: MapPointInput = strawberry.field(description="Its middle.")
    radius_m: int = strawberry.field(description="100 to 10,000 metres.")


@strawberry.input(one_of=True, description="The area of a fence: one of these.")
class AreaInput:
    """The area of a fence."""

    circle: strawberry.Maybe[MapCircleInput] = strawberry.field(default=None, description="A circle.")
    polygon: strawberry.Maybe[list[MapPointInput]] = strawberry.field(
        default=None, description="3 to 100 corners in order, none of whose sides cross."
    )


@strawberry.type(description="An area on the map that devices watch.")
class Geofence:
    """An area on the map."""

    id: strawberry.ID = strawberry.field(description="Its id; `store:<id>` for the one around a store.")
    name: str = strawberry.field(description="Its name, for the staff; that of the store around which it is.")
    corners: list[MapPoint] = strawberry.field(description="The corners of its area, in order.")
    middle: MapPoint = strawberry.field(description="The middle of the circle around it.")
    radius_m: int = strawberry.field(description="That circle's radius, in metres.")
    cooldown_s: int = strawberry.field(description="How long after one entry the next one counts, in seconds.")
    dwell_s: int = strawberry.field(description="After how long inside somebody dwells there, in seconds.")
    changed_at: datetime = strawberry.field(description="When it was drawn last.")
    changed_by: str = strawberry.field(description="Who drew it.")


@strawberry.input(description="A fence to draw, or to draw anew.")
class SaveGeofenceInput:
    """A fence to draw."""

    idempotency_key: UUID = strawberry.field(description="New for each drawing; the same when it is sent again.")
    id: strawberry.ID = strawberry.field(description="1 to 40 lower-case letters, digits and hyphens.")
    name: str = strawberry.field(description="Its name, in 1 to 100 characters.")
    area: AreaInput = strawberry.field(description="Where it is.")
    cooldown_s: int = strawberry.field(default=3_600, description="0 to 86,400 seconds from one entry to the next.")
    dwell_s: int = strawberry.field(default=600, description="60 to 86,400 seconds until somebody dwells there.")


@strawberry.input(description="A fence to remove.")
class RemoveGeofenceInput:
    """A fence to remove."""

    idempotency_key: UUID = strawberry.field(description="New for each request; the same when it is sent again.")
    id: strawberry.ID = strawberry.field(description="Its id. Those of stores follow the programme.")


AskedToSave = Annotated[SaveGeofenceInput, strawberry.argument(name="input", description="What to draw.")]
AskedToRemove = Annotated[RemoveGeofenceInput, strawberry.argument(name="input", description="Which.")]


@strawberry.type(description="What became of drawing a fence.")
class SaveGeofencePayload:
    """What became of drawing a fence."""

    geofence: Geofence | None = strawberry.field(description="The fence as drawn; null when it was refused.")
    user_errors: list[UserError] = strawberry.field(description="Why it was refused; empty when it was drawn.")


@strawberry.type(description="What became of removing a fence.")
class RemoveGeofencePayload:
    """What became of removing a fence."""

    removed_id: strawberry.ID | None = strawberry.field(description="Its id; null when it was refused.")
    user_errors: list[UserError] = strawberry.field(description="Why it was refused; empty when it is gone.")


@strawberry.type
class GeofenceQueries:
    """Looking at fences."""

    @strawberry.field(description="Every fence, by id.", extensions=[Allowed(Role.MARKETING)])
    async def geofences(self, info: StaffInfo) -> list[Geofence]:
        return [_shown(row, info.context.words) for row in await all_fences(info.context.backend.database)]


@strawberry.type
class GeofenceMutations:
    """Drawing fences."""

    @strawberry.mutation(description="Draw a fence, or draw it anew.", extensions=[Allowed(Role.MARKETING)])
    async def save_geofence(self, info: StaffInfo, asked: AskedToSave) -> SaveGeofencePayload:
        try:
            row = await _save(info.context, asked)
        except Refusal as refusal:
            return SaveGeofencePayload(geofence=None, user_errors=[user_error(refusal)])
        return SaveGeofencePayload(geofence=_shown(row, info.context.words), user_errors=[])

    @strawberry.mutation(description="Remove a fence that staff drew.", extensions=[Allowed(Role.MARKETING)])
    async def remove_geofence(self, info: StaffInfo, asked: AskedToRemove) -> RemoveGeofencePayload:
        try:
            await _remove(info.context, asked)
        except Refusal as refusal:
            return RemoveGeofencePayload(removed_id=None, user_errors=[user_error(refusal)])
        return RemoveGeofencePayload(removed_id=asked.id, user_errors=[])


async def _save(context: StaffContext, asked: SaveGeofenceInput) -> Row:
    now, by, database = context.backend.clock.now(), context.caller.subject, context.backend.database
    terms = Terms(asked.cooldown_s, asked.dwell_s)

    async def work(session: Session) -> Answer:
        _check(asked)
        row = fence_row(asked.id, asked.name, _area(asked.area), terms, now, by)
        await save_fence(database, session, row)
        return row

    drawn = asked.area.circle or asked.area.polygon
    said = {"mutation": "saveGeofence", **asdict(asked), "area": drawn and drawn.value}
    return await once(database, Request(by, str(asked.idempotency_key), said), now, work)


async def _remove(context: StaffContext, asked: RemoveGeofenceInput) -> None:
    database, by = context.backend.database, context.caller.subject

    async def work(session: Session) -> Answer:
        if not await remove_fence(database, session, asked.id):
            raise UnknownFence(asked.id).about("id")
        return {}

    request = Request(by, str(asked.idempotency_key), {"mutation": "removeGeofence", "id": asked.id})
    await once(database, request, context.backend.clock.now(), work)


def _check(asked: SaveGeofenceInput) -> None:
    if not ID.fullmatch(asked.id):
        raise InvalidFence(
            say("The id of a fence has 1 to 40 small letters, digits and hyphens, a letter first.")
        ).about("id")
    if not 1 <= len(asked.name.strip()) <= len(asked.name) <= 100:
        raise InvalidFence(say("The name of a fence has 1 to 100 characters.")).about("name")
    if not 0 <= asked.cooldown_s <= LONGEST_COOLDOWN_S:
        problem = say("The cooldown of a fence is from 0 to {most} seconds.", most=LONGEST_COOLDOWN_S)
        raise InvalidFence(problem).about("cooldownS")
    if not 60 <= asked.dwell_s <= LONGEST_COOLDOWN_S:
        problem = say("Dwelling in a fence takes from 60 to {most} seconds.", most=LONGEST_COOLDOWN_S)
        raise InvalidFence(problem).about("dwellS")


def _area(said: AreaInput) -> Area:
    if said.circle:
        drawn = said.circle.value
        return circle(Position(drawn.middle.latitude, drawn.middle.longitude), drawn.radius_m)
    assert said.polygon is not None, "GraphQL lets exactly one through"
    return polygon([Position(corner.latitude, corner.longitude) for corner in said.polygon.value])


def _shown(row: Row, words: Words) -> Geofence:
    store = words.programme.stores.get(row["store"])
    longitude, latitude = row["middle"]["coordinates"]
    ring = row["area"]["coordinates"][0][:-1]
    return Geofence(
        id=strawberry.ID(row["_id"]),
        name=words.text(store.name) if store else row["name"],
        corners=[MapPoint(latitude=north, longitude=east) for east, north in ring],
        middle=MapPoint(latitude=latitude, longitude=longitude),
        radius_m=row["radius_m"],
        cooldown_s=row["cooldown_s"],
        dwell_s=row["dwell_s"],
        changed_at=row["changed_at"],
        changed_by=row["changed_by"],
    )
