/** What drafts, and edits of drafted specs, take for granted of a REST API: ways to sign in, webhooks, the order of keys. */

import type { Document } from "yaml";
import { classNameOf } from "../naming.ts";
import type { Direction } from "../resolved.ts";
import type { Spec, SpecAuth, SpecEntity, SpecField, SpecTable } from "../schema.ts";
import type { DraftEntity } from "./parts.ts";

/** Ways to authenticate that a draft can be made for, each with the fields that it needs. */
export const AUTH: Readonly<Record<string, { readonly auth: SpecAuth; readonly fields: readonly SpecField[] }>> =
  (() => {
    const key: SpecField = {
      name: "api_key",
      label: "API Key",
      type: "char",
      required: true,
      secret: true,
      help: "Made in the settings of the external system; it is sent with every request.",
    };
    return {
      header: { auth: { kind: "header", header: "X-API-Key", value: "{api_key}" }, fields: [key] },
      bearer: { auth: { kind: "bearer", token: "{api_key}" }, fields: [{ ...key, label: "Access Token" }] },
      basic: {
        auth: { kind: "basic", username: "{username}", password: "{api_key}" },
        fields: [
          {
            name: "username",
            label: "User Name",
            type: "char",
            required: true,
            help: "User of the external system in whose name requests are made.",
          },
          { ...key, label: "Password or API Key" },
        ],
      },
      query: { auth: { kind: "query", params: { api_key: "{api_key}" } }, fields: [key] },
      none: { auth: { kind: "none" }, fields: [] },
    };
  })();

/** The field that the events of a draft are signed with. */
export const WEBHOOK_SECRET: SpecField = {
  name: "webhook_secret",
  label: "Webhook Secret",
  type: "char",
  secret: true,
  help: "Signs the events that the external system sends: what is signed otherwise is refused.",
};

/** How events arrive, as most systems have it. */
export function draftWebhooks(name: string): NonNullable<Spec["system"]["webhooks"]> {
  const header = `X-${classNameOf(name)}`;
  return {
    topic: { in: "header", name: `${header}-Topic` },
    tenant: { in: "url" },
    signature: {
      kind: "hmac",
      header: `${header}-Signature`,
      algorithm: "sha256",
      encoding: "hex",
      payload: "{body}",
      secret: WEBHOOK_SECRET.name,
    },
    repeat_key: ["topic", "resource_id", "body_digest"],
    resource_id: "id",
    updated: "updated_at",
  };
}

/** What the places of stock levels are in Odoo. */
export const locationTable = (list: string | null): SpecTable => ({
  name: "location",
  list: "GET /locations",
  ...(list === null ? {} : { path: list }),
});

/** Small objects read best on one line; what people edit most stays open. */
export function compact(
  document: Document,
  {
    isCollection,
    isMap,
    isScalar,
    visit,
  }: Pick<typeof import("yaml"), "isCollection" | "isMap" | "isScalar" | "visit">,
): void {
  visit(document, {
    Map: (_, node) => {
      if (node.items.length <= 5 && node.items.every((pair) => !isCollection(pair.value) || isShort(pair.value))) {
        const open = node.items.some(
          (pair) =>
            isScalar(pair.key) && ["list", "title", "label"].includes(String(pair.key.value)) && node.items.length > 3,
        );
        node.flow = !open;
      }
    },
    Seq: (_, node) => {
      node.flow = node.items.length > 0 && node.items.every((item) => isScalar(item)) && node.items.length <= 7;
    },
  });
  function isShort(node: unknown): boolean {
    return isCollection(node) && node.items.length <= 3 && node.items.every((item) => isScalar(item) || !isMap(item));
  }
}

/** An entity of a type in one direction only. */
export function directed(entity: DraftEntity, direction: Direction): SpecEntity {
  if (direction === "both" || entity.direction !== "both") return entity;
  // What goes the other way only would never be used, which a spec may not hold.
  const isUsed = (entry: { direction?: string | undefined }): boolean => (entry.direction ?? direction) === direction;
  return {
    ...entity,
    direction,
    ...(entity.mapping !== undefined && { mapping: entity.mapping.filter(isUsed) }),
    ...(entity.children !== undefined && {
      children: entity.children.map((child) => ({
        ...child,
        mapping: child.mapping.filter(isUsed),
      })),
    }),
  };
}
