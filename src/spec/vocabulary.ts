/** Words of the spec that options offer: the schema's own, in a file that costs nothing to load. A test compares them. */
export const SPEC_WORDS = {
  types: ["ecommerce", "logistics", "accounting", "crm", "payment"],
  authKinds: [
    ...["header", "headers", "scheme", "bearer", "basic", "query"],
    ...["oauth2", "oauth1", "login_token", "webhook_token", "none"],
  ],
  licenses: ["LGPL-3", "AGPL-3", "GPL-3", "OPL-1", "Other proprietary"],
  packaging: ["pyproject", "pre_commit"],
  /** What a draft of an unknown system can be made of; the first is the default. */
  draft: {
    types: ["ecommerce", "logistics", "accounting", "crm"],
    authKinds: ["header", "bearer", "basic", "query", "none"],
    paginationKinds: ["page", "offset", "cursor", "link_header", "none"],
  },
} as const;
