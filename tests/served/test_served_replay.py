"""`magpie programme replay` beside a running server."""

import json
import subprocess
from pathlib import Path

from serving import MAGPIE, PATIENCE_S, Served

from app.programme.examples import example

LONG_AGO = ("--since", "2020-01-01")


def test_the_programme_in_force_makes_no_difference(served: Served) -> None:
    report = json.loads(served.magpie("programme", "replay", "demo", *LONG_AGO, "--json"))
    assert (report["members"], report["affected"]) == (3, 0)
    assert report["changed"]["count"] == report["refused"]["count"] == 0
    assert all(rule["difference"] == 0 for rule in report["rules"])
    assert any(rule["really"] for rule in report["rules"])


def test_a_draft_is_compared_rule_by_rule(served: Served, tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    draft.write_text(example("demo").replace("    amount: 1\n    per: 1.00", "    amount: 2\n    per: 1.00"))
    report = json.loads(served.magpie("programme", "replay", str(draft), *LONG_AGO, "--json"))
    paid = {rule["rule"]: (rule["really"], rule["would"], rule["members"]) for rule in report["rules"]}
    really, would, members = paid["points-for-purchases"]
    assert really < would <= 2 * really + 7  # each of the seven purchases was rounded down
    assert members == report["affected"] == 3
    told = served.magpie("programme", "replay", str(draft), *LONG_AGO)
    assert "Lived 3 members again." in told
    assert "points-for-purchases" in told


def test_wrong_use_is_told_in_a_line(served: Served) -> None:
    for arguments, words in (
        (("record-club", *LONG_AGO), "magpie-demo"),
        (("demo", "--since", "2027-02-01", "--until", "2027-01-01"), "The last day lies before the first."),
        (("demo",), "--since"),
    ):
        command = [MAGPIE, "programme", "replay", *arguments]
        ended = subprocess.run(command, env=served.environment, capture_output=True, text=True, timeout=PATIENCE_S)
        assert ended.returncode == 2, ended.stderr
        assert words in ended.stderr
        assert "Traceback" not in ended.stderr
