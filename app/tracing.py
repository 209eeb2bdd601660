"""Traces for OpenTelemetry, only where an endpoint is set: one span per HTTP request, without query or body."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.settings import Settings, WrongSettings


def traced(application: ASGIApp, settings: Settings) -> ASGIApp:
    """The application as it is, or, with `otel_endpoint` set, sending a span of each HTTP request there.

    A caller's `traceparent` header is continued. Raises `WrongSettings` when the extra `otel` is not installed.
    """
    if settings.otel_endpoint is None:
        return application
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
        from opentelemetry.trace import SpanKind, Status, StatusCode
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
    except ImportError:
        raise WrongSettings(["MAGPIE_OTEL_ENDPOINT: needs the extra: pip install 'magpie[otel]'."]) from None

    provider = TracerProvider(resource=Resource.create({"service.name": "magpie"}))
    exporter = OTLPSpanExporter(endpoint=settings.otel_endpoint.rstrip("/") + "/v1/traces")
    provider.add_span_processor(BatchSpanProcessor(exporter))
    tracer = provider.get_tracer("magpie")
    propagator = TraceContextTextMapPropagator()

    async def with_span(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await application(scope, receive, send)
        caller = propagator.extract(
            {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        )
        # Never the query: a GraphQL request by GET carries its variables there.
        attributes = {"http.request.method": scope["method"], "url.path": scope["path"]}
        with tracer.start_as_current_span(scope["method"], caller, SpanKind.SERVER, attributes) as span:

            async def noting_status(message: Message) -> None:
                if message["type"] == "http.response.start":
                    span.set_attribute("http.response.status_code", message["status"])
                    if message["status"] >= 500:
                        span.set_status(Status(StatusCode.ERROR))
                await send(message)

            return await application(scope, receive, noting_status)

    return with_span
