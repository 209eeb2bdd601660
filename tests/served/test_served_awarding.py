"""`magpie programme award` beside a running server."""

from pathlib import Path

from serving import Served

from app.programme.examples import example

NEW = """\
badges:
  first-purchase: {name: First purchase, of: [purchase], target: 1}
"""


def test_a_new_badge_is_given_to_members_who_had_earned_it(served: Served, tmp_path: Path) -> None:
    file = tmp_path / "next.yaml"
    file.write_text(example("demo").replace("badges:\n", NEW, 1), encoding="utf-8")
    served.magpie("programme", "publish", str(file))
    served.magpie("programme", "award")  # the server may have been faster
    assert served.magpie("programme", "award") == "Nobody has anything new.\n"
    assert "The books balance." in served.magpie("audit")
