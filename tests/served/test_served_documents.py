"""`magpie documents add`, beside a running server."""

import json
import subprocess
from pathlib import Path

import httpx
from serving import MAGPIE, PATIENCE_S, Served

from graphql_schema.http.persisted import document_id_of

TERMS = "query Terms { programme { name } }\n"
MEMBER = "query Member($code: String!) { memberByCode(code: $code) { id } }"


def adding(served: Served, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [MAGPIE, "documents", "add", *arguments]
    return subprocess.run(command, env=served.environment, capture_output=True, text=True, timeout=PATIENCE_S)


def answer(served: Served, text: str) -> dict[str, object]:
    token = served.magpie("token", "member", "anna").strip()
    response = httpx.post(
        f"{served.address}/graphql",
        json={"documentId": f"sha256:{document_id_of(text)}"},
        headers={"Authorization": f"Bearer {token}", "Accept": "application/json"},
    )
    found: dict[str, object] = response.json()
    return found


def test_a_kept_document_is_run_by_its_id(served: Served, tmp_path: Path) -> None:
    file = tmp_path / "terms.graphql"
    file.write_text(TERMS)
    assert "errors" in answer(served, TERMS)
    for _ in range(2):
        assert served.magpie("documents", "add", str(file)) == f"sha256:{document_id_of(TERMS)}  Terms\n"
    assert "data" in answer(served, TERMS)


def test_documents_are_checked_by_the_api_they_are_for(served: Served, tmp_path: Path) -> None:
    file = tmp_path / "till.json"
    file.write_text(json.dumps({document_id_of(MEMBER): MEMBER}))
    wrong = adding(served, str(file))
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "Cannot query field 'memberByCode'" in wrong.stderr
    assert adding(served, "--api", "partner", str(file)).stdout == f"sha256:{document_id_of(MEMBER)}  Member\n"


def test_of_several_files_all_are_kept_or_none(served: Served, tmp_path: Path) -> None:
    good, bad, missing = tmp_path / "good.graphql", tmp_path / "bad.graphql", tmp_path / "missing.graphql"
    good.write_text("query Good { programme { name } }")
    bad.write_text("query Bad { nothing }")
    assert adding(served, str(good), str(bad)).returncode == 1
    said = adding(served, str(good), str(missing))
    assert (said.returncode, said.stderr) == (2, f"{missing}: No such file or directory\n")
    assert "errors" in answer(served, good.read_text())
