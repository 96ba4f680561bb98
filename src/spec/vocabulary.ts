/** Words of the spec that options offer: the schema's own, in a file that costs nothing to load. A test compares them. */
export const SPEC_WORDS = {
  types: ["ecommerce", "logistics", "accounting", "crm", "payment"],
  authKinds: [
    ...["header", "headers", "scheme", "bearer", "basic", "query"],
    ...["oauth2", "oauth1", "login_token", "webhook_token", "none"],
  ],
} as const;
