/** Invented people, places and goods that every commerce data set draws from. Nobody and nothing of it exists. */
import type { Random } from "./random.ts";

export interface Place {
  address1: string;
  address2: string | null;
  city: string;
  zip: string;
  country: string;
  countryCode: string;
  province: string | null;
  provinceCode: string | null;
}

export interface Person {
  firstName: string | null;
  lastName: string | null;
  company: string | null;
  phone: string | null;
}

const FIRST = [
  "Anna",
  "Ben",
  "Chloé",
  "David",
  "Elif",
  "Finn",
  "Greta",
  "Hugo",
  "Ines",
  "José",
  "Kasia",
  "Liam",
  "Maja",
  "Noah",
  "Olga",
  "Søren",
] as const;
const LAST = [
  "Müller",
  "Schmidt",
  "O'Neill",
  "García",
  "Öztürk",
  "Łukasik",
  "Rossi",
  "Dubois",
  "Ng",
  "van der Berg",
  "Smith-Jones",
  "Nováková",
] as const;
/** Names that break careless code: right-to-left, 4-byte characters, no word boundary, markup. */
export const HARD_NAMES: readonly (readonly [string, string])[] = [
  ["فاطمة", "الزهراء"],
  ["דוד", "לוי"],
  ["花子", "山田"],
  ["Zoë 🦊", "Fuchs"],
  ["𝒜da", "L & Söhne <GmbH>"],
];

const STREETS = ["Hauptstraße", "Bahnhofstraße", "Lindenallee", "Am Markt", "Gartenweg"] as const;
const GERMAN: readonly (readonly [string, string])[] = [
  ["Berlin", "10115"],
  ["München", "80331"],
  ["Köln", "50667"],
  ["Leipzig", "04109"],
];
const ABROAD: readonly Place[] = [
  {
    address1: "1 Market Street",
    address2: "Suite 300",
    city: "San Francisco",
    zip: "94105",
    country: "United States",
    countryCode: "US",
    province: "California",
    provinceCode: "CA",
  },
  {
    address1: "350 5th Avenue",
    address2: null,
    city: "New York",
    zip: "10118",
    country: "United States",
    countryCode: "US",
    province: "New York",
    provinceCode: "NY",
  },
  {
    address1: "Via Roma 10",
    address2: "Scala B",
    city: "Milano",
    zip: "20121",
    country: "Italy",
    countryCode: "IT",
    province: "Milano",
    provinceCode: "MI",
  },
  {
    address1: "100 King St W",
    address2: null,
    city: "Toronto",
    zip: "M5X 1A9",
    country: "Canada",
    countryCode: "CA",
    province: "Ontario",
    provinceCode: "ON",
  },
  {
    address1: "شارع الملك فهد ١٢",
    address2: null,
    city: "الرياض",
    zip: "11564",
    country: "Saudi Arabia",
    countryCode: "SA",
    province: null,
    provinceCode: null,
  },
  {
    address1: "千代田1-1",
    address2: null,
    city: "千代田区",
    zip: "100-0001",
    country: "Japan",
    countryCode: "JP",
    province: "Tōkyō",
    provinceCode: "JP-13",
  },
];

export function person(random: Random, index: number): Person {
  const hard = index % 16 === 9 ? HARD_NAMES[(index >> 4) % HARD_NAMES.length] : undefined;
  return {
    firstName: hard ? hard[0] : random.pick(FIRST),
    lastName: hard ? hard[1] : random.pick(LAST),
    company: null,
    phone: random.chance(0.4) ? `+4930${String(1_000_000 + index)}` : null,
  };
}

export function germanPlace(random: Random): Place {
  const [city, zip] = random.pick(GERMAN);
  return {
    address1: `${random.pick(STREETS)} ${random.int(1, 180)}${random.chance(0.2) ? "a" : ""}`,
    address2: random.chance(0.2) ? `Hinterhaus, ${random.int(1, 5)}. OG` : null,
    city,
    zip,
    country: "Germany",
    countryCode: "DE",
    province: null,
    provinceCode: null,
  };
}

export function placeAbroad(index: number): Place {
  const place = ABROAD[index % ABROAD.length];
  if (!place) throw new RangeError("no place");
  return place;
}

export const COMPANIES = [
  "Nordlicht Handels GmbH & Co. KG",
  "Atelier Câlin SARL",
  "Smith & Daughters Ltd.",
  "株式会社さくら",
] as const;

/** What shops sell: name, kind, and whether the reduced rate applies. */
export const GOODS: readonly { name: string; type: string; reduced: boolean; grams: number; cents: number }[] = [
  { name: "Linen Shirt", type: "Apparel", reduced: false, grams: 240, cents: 4990 },
  { name: "Wool Socks", type: "Apparel", reduced: false, grams: 90, cents: 1290 },
  { name: "Walnut Desk Lamp", type: "Home", reduced: false, grams: 1850, cents: 8900 },
  { name: "Field Guide to Lichens", type: "Books", reduced: true, grams: 520, cents: 2450 },
  { name: "Espresso Roast", type: "Food", reduced: true, grams: 1000, cents: 1799 },
  { name: "Enamel Mug", type: "Kitchen", reduced: false, grams: 310, cents: 1195 },
  { name: "Canvas Tote", type: "Bags", reduced: false, grams: 180, cents: 1999 },
  { name: "Ceramic Planter", type: "Garden", reduced: false, grams: 2300, cents: 3333 },
];

export const ADJECTIVES = [
  "Amber",
  "Birch",
  "Cobalt",
  "Dune",
  "Ember",
  "Fjord",
  "Granite",
  "Harbour",
  "Indigo",
  "Juniper",
  "Kelp",
  "Larch",
] as const;

/** A valid EAN-13: twelve digits and their check digit. */
export function ean13(number: number): string {
  const digits = `40${String(number).padStart(10, "0")}`.slice(0, 12);
  const sum = Array.from(digits).reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return digits + String((10 - (sum % 10)) % 10);
}

/** A title as a part of an address: `Walnut Desk Lamp 3` -> `walnut-desk-lamp-3`. */
export function handleOf(title: string): string {
  return title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
}
