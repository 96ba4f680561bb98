/** The series of Odoo that the lab can run. */
export const ODOO_VERSIONS = ["16.0", "17.0", "18.0", "19.0"] as const;

export type OdooVersion = (typeof ODOO_VERSIONS)[number];

/** The one series that a package registry has; every other one is a folder that the user names. */
export const PACKAGED: OdooVersion = "19.0";

export const isOdooVersion = (text: string): text is OdooVersion => (ODOO_VERSIONS as readonly string[]).includes(text);
