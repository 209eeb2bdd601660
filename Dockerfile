# The playground's page, bundled: the image needs no internet to show it.
FROM node:22-bookworm-slim AS playground
WORKDIR /playground
COPY playground/package.json playground/package-lock.json playground/.npmrc ./
RUN npm ci
COPY playground/ ./
RUN npm run --silent build -- /built

# Wheels of exactly the pinned versions, so that the last stage needs no compiler and no network.
FROM python:3.13-slim-bookworm AS wheels
WORKDIR /source
COPY constraints.txt ./
COPY pyproject.toml README.md LICENSE ./
COPY app/ app/
COPY graphql_schema/ graphql_schema/
RUN pip wheel --no-cache-dir --constraint constraints.txt --wheel-dir /wheels '.[otel]'

FROM python:3.13-slim-bookworm
RUN --mount=type=bind,from=wheels,source=/wheels,target=/wheels \
    pip install --no-cache-dir --no-index /wheels/*.whl \
 && useradd --system --uid 10001 --home-dir /var/lib/magpie --create-home magpie
COPY --from=playground /built /usr/share/magpie/playground

# No MongoDB in here: production names its own, and refuses to start without one.
ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    MAGPIE_MODE=production \
    MAGPIE_HOST=0.0.0.0 \
    MAGPIE_PORT=8000 \
    MAGPIE_DATA_DIR=/var/lib/magpie \
    MAGPIE_PLAYGROUND_DIR=/usr/share/magpie/playground
USER 10001
WORKDIR /var/lib/magpie
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"MAGPIE_PORT\"]}/healthz', timeout=2)"]
CMD ["magpie", "serve"]
