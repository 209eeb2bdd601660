"""How fast the product is, as ratios to servers without GraphQL that read and write alike: docs/performance.md."""
