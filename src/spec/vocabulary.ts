/** Words of the spec that options offer: the schema's own, in a file that costs nothing to load. A test compares them. */
export const SPEC_WORDS = {
  types: ["ecommerce", "logistics", "accounting", "crm", "payment"],
  authKinds: ["header", "bearer", "basic", "query", "oauth2_client_credentials"],
} as const;
