from collections.abc import Iterator

import pytest
from serving import Served, serving

from graphql_schema.http.playground_build import build, default_folder


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    build(default_folder())
    with serving(tmp_path_factory.mktemp("served")) as served:
        yield served
