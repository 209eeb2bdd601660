"""What the marketing staff does with campaigns, through its API: Mia writes and submits, Sam approves."""

from importlib import resources
from typing import Any

from api_world import World, key
from life import Life
from sending import Post

from app.identity.callers import Role

CHANGED = "campaign { key state submittedBy nextAt gifts } userErrors { code message }"
DRAFT = f"mutation($input: DraftCampaignInput!) {{ done: draftCampaign(input: $input) {{ {CHANGED} }} }}"
CHECK = "query($text: String!) { checkCampaign(text: $text) { mistakes { line message } } }"
PREVIEW = """preview(memberId: $member) { arm notice { language title body } email { subject text } sms { text }
    userErrors { code } }"""
ESTIMATE = "estimate { audience noConsent noChannel heldOut reached }"
REPORT = """report { opened decisions { channel step decision count } arms { name members reached spend margin }
    compared { name comparedWith response { effect words } spend { effect } margin { effect } } }"""
EXPLAIN = "explain(memberId: $member) { inAudience arm deliveries { channel step decision } }"
FENCE = "mutation($input: SaveGeofenceInput!) { saveGeofence(input: $input) { userErrors { code } } }"


def campaign_text(name: str) -> str:
    """The text of an example campaign."""
    return resources.files("app.campaigns").joinpath("examples", f"{name}.yaml").read_text(encoding="utf-8")


async def drafts(world: World, name: str) -> None:
    """Mia writes the example campaign; it is as the check says that it can be."""
    text = campaign_text(name)
    checked = await world.staff(CHECK, Role.MARKETING, subject="mia", text=text)
    assert checked["checkCampaign"]["mistakes"] == []
    drafted = await world.staff(DRAFT, Role.MARKETING, subject="mia", input={"idempotencyKey": key(), "text": text})
    assert (drafted["done"]["userErrors"], drafted["done"]["campaign"]["state"]) == ([], "DRAFT")


async def submits(world: World, name: str) -> str:
    """Mia submits it; in which state it is then."""
    return await _changes(world, "submit", name, "mia")


async def approves(world: World, name: str) -> str:
    """Sam approves it; in which state it is then."""
    return await _changes(world, "approve", name, "sam")


async def starts(post: Post, name: str) -> None:
    """The campaign runs, with Sam's approval where it is for many or worth much; and the worker knows of it."""
    await drafts(post.world, name)
    if await submits(post.world, name) == "WAITING":
        assert await approves(post.world, name) == "RUNNING"
    await post.works()


async def widens(post: Post, name: str) -> None:
    """Mia ends the pilot, and the worker knows of it."""
    await _changes(post.world, "widen", name, "mia")
    await post.works()


async def draws_fence(world: World, name: str, latitude: float, longitude: float) -> None:
    """Staff draws a circle of 200 metres on the map."""
    area = {"circle": {"middle": {"latitude": latitude, "longitude": longitude}, "radiusM": 200}}
    asked = {"idempotencyKey": key(), "id": name, "name": name.title(), "area": area}
    drawn = await world.staff(FENCE, Role.MARKETING, subject="mia", input=asked)
    assert drawn["saveGeofence"]["userErrors"] == []


async def estimated(world: World, name: str) -> dict[str, int]:
    """How many members drop out where, and how many are left."""
    return dict((await _looks(world, name, ESTIMATE))["estimate"])


async def previewed(someone: Life, name: str) -> Any:
    """The message as the staff sees it for a member."""
    return (await _looks(someone.world, name, PREVIEW, member=await id_of(someone)))["preview"]


async def explained(someone: Life, name: str) -> list[tuple[str, str]]:
    """What was decided about a member, step by step: the channel and the decision."""
    found = (await _looks(someone.world, name, EXPLAIN, member=await id_of(someone)))["explain"]["deliveries"]
    return [(one["channel"], one["decision"]) for one in reversed(found)]


async def arm_of(someone: Life, name: str) -> str:
    """The group that a member is in: a variant, or `holdout`."""
    found = await _looks(someone.world, name, EXPLAIN, member=await id_of(someone))
    return str(found["explain"]["arm"])


async def reported(world: World, name: str) -> Any:
    """The report; with its decisions counted by channel and decision, and its arms by name."""
    report = (await _looks(world, name, REPORT))["report"]
    report["decisions"] = {(one["channel"], one["decision"]): one["count"] for one in report["decisions"]}
    report["arms"] = {one.pop("name"): one for one in report["arms"]}
    return report


async def id_of(someone: Life) -> str:
    """The member's global id, as the staff finds it by the code on their phone."""
    found = await someone.world.staff(
        "query($of: MemberReferenceInput!) { member(reference: $of) { id } }", of=_card(someone)
    )
    return str(found["member"]["id"])


def _card(someone: Life) -> dict[str, str]:
    return {"code": someone.code}


async def _changes(world: World, verb: str, name: str, by: str) -> str:
    kind = f"{verb.title()}CampaignInput"
    mutation = f"mutation($input: {kind}!) {{ done: {verb}Campaign(input: $input) {{ {CHANGED} }} }}"
    asked = {"idempotencyKey": key(), "campaign": name}
    done = (await world.staff(mutation, Role.MARKETING, subject=by, input=asked))["done"]
    assert done["userErrors"] == []
    return str(done["campaign"]["state"])


async def _looks(world: World, name: str, fields: str, **variables: Any) -> Any:
    declared = "($id: ID!, $member: ID!)" if variables else "($id: ID!)"
    query = f"query{declared} {{ campaign(id: $id) {{ {fields} }} }}"
    return (await world.staff(query, Role.MARKETING, subject="mia", id=name, **variables))["campaign"]
