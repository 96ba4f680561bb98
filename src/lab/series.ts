import type { OdooVersion } from "./versions.ts";

/** What running a series takes; read in that series' sources and requirements. */
export interface SeriesFacts {
  /** Minor versions of Python 3 that run it, the best first. */
  python: readonly number[];
  /** Python packages, as pip and uv take them. */
  requirements: readonly string[];
  /** Value of `--without-demo`: a boolean since 19.0, a list of modules before. */
  withoutDemo: string;
  /** The series' own server-wide modules; `--load` replaces them, so they are named beside queue_job. */
  serverWide: readonly string[];
  /** What makes account useful: a chart of accounts and taxes. Later series bring one by themselves. */
  withAccount: readonly string[];
}

/** What the OCA addons ask for on any series. */
const OCA = ["openupgradelib", "cachetools"];

const ANY = [
  "asn1crypto",
  "babel",
  "cbor2",
  "chardet",
  "freezegun",
  "geoip2",
  "idna",
  "libsass",
  "num2words",
  "ofxparse",
  "openpyxl",
  "passlib",
];

const LATER = [
  "polib",
  "psutil",
  "pyserial",
  "python-dateutil",
  "python-magic",
  "python-stdnum",
  "pytz",
  "pyusb",
  "qrcode",
  "rjsmin",
  "vobject",
];

const SHEETS = ["xlrd", "XlsxWriter", "xlwt"];

// PyPDF2 3 warns at import, setuptools 81 drops pkg_resources, Werkzeug 3.1 is not what the series was released with.
const NEWEST = [
  ...[...ANY, ...LATER, ...SHEETS, ...OCA],
  ...[
    "cryptography",
    "docutils",
    "gevent",
    "greenlet",
    "Jinja2",
    "lxml",
    "lxml_html_clean",
    "MarkupSafe",
    "Pillow",
    "psycopg2-binary",
  ],
  ...[
    "pyopenssl",
    "pypdf",
    "PyPDF2==2.12.1",
    "reportlab",
    "requests",
    "setuptools<81",
    "urllib3",
    "Werkzeug<3.1",
    "zeep",
  ],
];

// The pins of those series' requirements.txt for Python 3.11, without python-ldap (it needs a compiler and headers);
// docutils as they have it for 3.12: the one before warns when it is compiled.
const OLDER = [
  ...[...ANY, ...LATER, ...SHEETS, ...OCA],
  ...[
    "decorator",
    "pydot",
    "cryptography==38.0.4",
    "docutils==0.20.1",
    "gevent==22.10.2",
    "greenlet==2.0.2",
    "Jinja2==3.1.2",
    "lxml==4.9.3",
  ],
  ...[
    "MarkupSafe==2.1.2",
    "Pillow==9.4.0",
    "psycopg2-binary==2.9.9",
    "pyopenssl==22.1.0",
    "PyPDF2==2.12.1",
    "reportlab==3.6.12",
  ],
  ...["requests==2.25.1", "setuptools<81", "urllib3==1.26.5", "Werkzeug==2.2.2", "zeep==4.1.0"],
];

export const SERIES: Readonly<Record<OdooVersion, SeriesFacts>> = {
  "16.0": {
    python: [11, 10],
    requirements: OLDER,
    withoutDemo: "all",
    serverWide: ["base", "web"],
    withAccount: ["l10n_generic_coa"],
  },
  "17.0": { python: [11, 10], requirements: OLDER, withoutDemo: "all", serverWide: ["base", "web"], withAccount: [] },
  "18.0": { python: [11, 10], requirements: OLDER, withoutDemo: "all", serverWide: ["base", "web"], withAccount: [] },
  "19.0": {
    python: [11, 12, 13, 10],
    requirements: NEWEST,
    withoutDemo: "True",
    serverWide: ["base", "rpc", "web"],
    withAccount: [],
  },
};
