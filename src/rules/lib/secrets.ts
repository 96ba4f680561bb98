/** Names that stand for credentials. */
import type { FieldDef } from "../../addon/types.ts";
import { argument } from "../../parse/python/walk.ts";
import type { ModelClass } from "../../addon/types.ts";
import type { RuleContext } from "../rule.ts";

/** Words that mean a credential wherever they stand. */
const CERTAIN =
  /(?:^|_)(?:password|passwd|passphrase|secret|(?:client|app|api|consumer|shared|webhook|signing|secret)_?secret|(?:api|private|secret|consumer|encryption|signing|application|auth|account)_?key|(?:access|auth|refresh|bearer|api|session|webhook|oauth|id|admin)_?token)$/;
/** Words that mean one on a record that holds credentials. */
const LIKELY = /(?:^|_)(?:token|access_?key|pwd|credentials?)$/;

/** Whether a name can mean nothing but a credential: `api_key`, `client_secret`. */
export const isCertainSecret = (name: string): boolean => CERTAIN.test(name.toLowerCase());

/** Whether a name of a field or attribute means a credential: `token` too. */
export const isSecretName = (name: string): boolean => isCertainSecret(name) || LIKELY.test(name.toLowerCase());

/** Types of fields that hold a credential themselves. */
const HOLDING = new Set(["char", "text", "binary", "json", "serialized"]);

/** A field that stores a credential, with its class. */
export interface SecretField {
  readonly model: ModelClass;
  readonly field: FieldDef;
}

/**
 * The fields of an addon that store credentials. Wizards are left out: only who made one reads it. So are fields that
 * another class or module defines: what they are protected by stands there.
 * @param isRedefined those too that are defined elsewhere as well
 */
export function* secretFields({ addon, world }: RuleContext, isRedefined = false): Generator<SecretField> {
  for (const model of addon.models) {
    const name = model.model;
    if (model.kind === "transient" || (name !== undefined && world.kindOf(name) === "transient")) continue;
    for (const field of model.fields.values()) {
      if (!HOLDING.has(field.type) || !isSecretName(field.name)) continue;
      if (argument(field.call, "related") !== undefined || argument(field.call, "compute") !== undefined) continue;
      if (name !== undefined && !isRedefined) {
        const others = world.classesOf(name).filter((one) => one.node !== model.node && one.fields.has(field.name));
        if (others.length > 0 || world.index.field(name, field.name) !== undefined) continue;
        const above = world.ancestry(addon, name).models.filter((one) => one !== name);
        if (above.some((one) => world.hasField(addon, one, field.name) === "yes")) continue;
      }
      yield { model, field };
    }
  }
}

/** Whether a text looks like a credential itself: long, of mixed characters, and neither a word nor an address. */
export function looksLikeCredential(text: string): boolean {
  if (KNOWN_FORMS.test(text)) return true;
  if (text.length < 12 || /[\s/:{}%<>.*$]/.test(text)) return false;
  if (/^(?:your|example|change|demo|test|dummy|placeholder|x{3,})/i.test(text)) return false;
  return /\d/.test(text) && /[A-Za-z]/.test(text) && new Set(text).size >= 8;
}

/** Credentials whose form tells what they are: Stripe, Shopify, WooCommerce, AWS, GitHub, Slack, Google, private keys. */
export const KNOWN_FORMS =
  /\b(?:sk|rk)_live_[0-9A-Za-z]{16,}|\bwhsec_[0-9A-Za-z]{24,}|\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}|\bc[ks]_[0-9a-f]{40}|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[0-9A-Za-z]{36}|\bxox[abpr]-[0-9A-Za-z-]{20,}|\bAIza[0-9A-Za-z_-]{35}|-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/;
