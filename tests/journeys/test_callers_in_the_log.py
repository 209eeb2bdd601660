"""The log of a running server: whose request it was, by ids that say nothing about the person."""

import structlog
from journey_world import Travel, key

JOIN = "mutation Join($input: JoinInput!) { join(input: $input) { member { id } userErrors { code } } }"
PERSON = {"name": "Anna Smith", "email": "anna@example.com", "birthDate": "1990-01-31"}


async def test_each_api_names_its_callers_in_the_log(travel: Travel) -> None:
    async with travel("comeback") as journey:
        asked = {"idempotencyKey": key(), "zone": "Europe/Amsterdam", "language": "en", **PERSON}
        with structlog.testing.capture_logs() as logs:
            await journey.member("anna", "query Terms { programme { name } }")
            assert (await journey.member("anna", JOIN, input=asked))["join"]["userErrors"] == []
            await journey.member("anna", "query Home { me { name email } }")
            await journey.till("{ programme { name } }")
            await journey.staff("{ programmeVersions { nodes { number } } }")
        known = await journey.opened.database.members.find_one({})
        secrets = [journey.tokens.issue_member_token("anna"), journey.partner_key, *PERSON.values()]
    assert known is not None
    anna = {"member_id": known["_id"]}
    assert [
        {name: line[name] for name in line if name in ("member_id", "partner_id", "staff_id")} for line in logs
    ] == [
        {},
        anna,
        anna,
        {"partner_id": "till"},
        {"staff_id": "sam"},
    ]
    assert [line["operation"] for line in logs] == ["Terms", "Join", "Home", None, None]
    assert [secret for secret in secrets if secret in repr(logs)] == []
