"""GraphQL over HTTP: one endpoint class that serves one schema, with its limits, documents, errors and playground."""
