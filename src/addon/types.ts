/**
 * An addon as rules see it: what its Python, XML, CSV and manifest say, each with its place. Nothing is executed and
 * nothing is judged here; what a text does not say is `undefined`, never a guess.
 */
import type { CsvTable, XmlDocument, XmlElement } from "../parse/tree.ts";
import type { Assign, Call, ClassDef, Expr, FunctionDef, ImportFrom, Module } from "../parse/python/ast.ts";
import type { Span, SyntaxFault } from "../parse/text.ts";

/** A place in one of the addon's files. */
export interface Place extends Span {
  readonly file: string;
}

/** Something that is written as a word: the text, where it stands. */
export interface Word extends Place {
  readonly text: string;
}

export interface FileInfo {
  readonly path: string;
  readonly kind: "python" | "xml" | "csv" | "manifest" | "other";
  /** Undefined for files that are not read (pictures, translations, …). */
  readonly text: string | undefined;
  /** Such a file has no tree, and says nothing to the model. */
  readonly fault: SyntaxFault | undefined;
}

// --------------------------------------------------------------------------------------------------------- manifest

export interface Manifest extends Place {
  /** `__manifest__.py`. */
  readonly file: string;
  readonly keys: ReadonlyMap<string, { readonly key: Word; readonly value: Expr }>;
  readonly version: Word | undefined;
  readonly depends: readonly Word[];
  /** In the order in which they are loaded. */
  readonly data: readonly Word[];
  readonly demo: readonly Word[];
  readonly externalPython: readonly Word[];
}

// ----------------------------------------------------------------------------------------------------------- Python

export interface PythonFile {
  readonly path: string;
  readonly module: Module;
  /** Whether Odoo loads it: reached from the addon's `__init__.py`. Tests: reached from `tests/__init__.py`. */
  readonly isLoaded: boolean;
  readonly isTest: boolean;
  /** Imported name -> what it stands for: `Component` -> `odoo.addons.component.core.Component`, `fields` -> `odoo.fields`. */
  readonly imports: ReadonlyMap<string, string>;
  readonly importsFrom: readonly ImportFrom[];
}

export interface FieldDef extends Place {
  readonly name: string;
  /**
   * As the index has it: `char`, `many2one`, `monetary`, …; of a class of fields of somebody's own its name in lower
   * case, or the type of what it is made of.
   */
  readonly type: string;
  readonly nameSpan: Span;
  readonly comodel: Word | undefined;
  /** `inverse_name`, `related`, `compute` … are asked for by `argument(call, "compute")`. */
  readonly call: Call;
}

export interface MethodDef extends Place {
  readonly name: string;
  readonly node: FunctionDef;
}

/** A class that is an Odoo model. */
export interface ModelClass extends Place {
  readonly className: string;
  readonly node: ClassDef;
  /** The model that it makes or extends; undefined where neither `_name` nor one `_inherit` says it. */
  readonly model: string | undefined;
  readonly nameWord: Word | undefined;
  /** False: it extends a model of that name. */
  readonly isNew: boolean;
  readonly kind: "model" | "abstract" | "transient";
  readonly inherit: readonly Word[];
  /** `_inherits`: model -> the field. */
  readonly inherits: readonly { readonly model: Word; readonly field: Word }[];
  readonly fields: ReadonlyMap<string, FieldDef>;
  readonly methods: ReadonlyMap<string, MethodDef>;
  /** Class attributes that are no fields: `_sql_constraints`, `_order`, `_sync_entities`, `_x = models.Constraint(…)`. */
  readonly attributes: ReadonlyMap<string, Assign>;
}

/** A class of OCA `component`. */
export interface ComponentClass extends Place {
  readonly className: string;
  readonly node: ClassDef;
  readonly name: Word | undefined;
  readonly inherit: readonly Word[];
  /** False for AbstractComponent. */
  readonly isConcrete: boolean;
  /** Undefined: not written in this class (an ancestor may say it). */
  readonly collection: Word | undefined;
  readonly usage: Word | undefined;
  readonly applyOn: readonly Word[] | undefined;
  readonly methods: ReadonlyMap<string, MethodDef>;
  readonly attributes: ReadonlyMap<string, Assign>;
}

// -------------------------------------------------------------------------------------------------------------- data

/** A `<record>`, or what a shortcut (`<menuitem>`, `<template>`, a CSV row) makes of one. */
export interface DataRecord extends Place {
  /** Without the addon's name where it is the addon's own; undefined for a record without one. */
  readonly id: Word | undefined;
  /** `res.partner.view` of another module: `sale`; else the addon itself. */
  readonly module: string;
  readonly model: Word;
  /** Fields by name: the element, or the cell of a CSV file. */
  readonly values: ReadonlyMap<string, DataValue>;
  readonly element: XmlElement | undefined;
  readonly noupdate: boolean;
  /** Place in the order of loading: of its file in the manifest, demo files last; undefined where no manifest names the file. */
  readonly order: number | undefined;
}

export interface DataValue extends Place {
  readonly name: string;
  /** The plain text without blanks around it; undefined where it is an expression, a reference or a block. */
  readonly text: string | undefined;
  readonly ref: Word | undefined;
  /** Text of `eval`. */
  readonly eval: Word | undefined;
  readonly element: XmlElement | undefined;
}

/** A use of an XML id, wherever it stands. */
export interface Reference extends Place {
  /** As written; `module.name` or `name`. */
  readonly id: string;
  /**
   * How: the attribute (`ref`, `parent`, `action`, `inherit_id`, `groups`, `eval`, `id` of a `<delete>`), the column of a
   * CSV file (`model_id`), `%()d`, or the Python method (`env.ref`, `has_group`, `_for_xml_id`).
   */
  readonly by: string;
  /** Whether the code goes on where there is none: `raise_if_not_found=False`. */
  readonly isOptional: boolean;
  /** As in DataRecord: for references in data files. */
  readonly order: number | undefined;
}

export interface ViewDef {
  readonly record: DataRecord;
  readonly model: string | undefined;
  readonly inheritId: Word | undefined;
  readonly arch: XmlElement;
}

export interface AccessRow extends Place {
  readonly id: string;
  /** The model, read from `model_id:id` (`model_x_y` is compared by how Odoo makes the id of a model). */
  readonly modelId: Word;
  readonly group: Word | undefined;
  readonly rights: {
    readonly read: boolean;
    readonly write: boolean;
    readonly create: boolean;
    readonly unlink: boolean;
  };
}

export interface RuleRow extends Place {
  readonly record: DataRecord;
  readonly modelId: Word | undefined;
  readonly domain: Word | undefined;
}

export interface CronDef {
  readonly record: DataRecord;
  readonly modelId: Word | undefined;
  readonly code: Word | undefined;
  /** Undefined: not written, so active. */
  readonly active: DataValue | undefined;
}

// -------------------------------------------------------------------------------------------------- jobs and routes

/** `x.with_delay(…).method(…)`, also by a variable in between, and `delayable()`. */
export interface DelayedCall extends Place {
  /** What it is called on: `self`, `self.env["x"]`, a name whose model is known … */
  readonly on: Expr;
  /** Undefined where it can't be told. */
  readonly model: string | undefined;
  readonly method: Word;
  /** The call of the method. */
  readonly call: Call;
  /** The call of `with_delay`/`delayable`. */
  readonly delay: Call;
  readonly inClass: ModelClass | ComponentClass | undefined;
}

export interface JobFunction {
  readonly record: DataRecord;
  readonly modelId: Word | undefined;
  readonly method: Word | undefined;
  readonly channel: Word | undefined;
  readonly retryPattern: Word | undefined;
}

export interface JobChannel {
  readonly record: DataRecord;
  readonly name: Word | undefined;
  readonly parent: Word | undefined;
}

export interface RouteDef extends Place {
  readonly method: FunctionDef;
  /** Paths as written. */
  readonly paths: readonly Word[];
  /** `type`, `auth`, `csrf`, `methods`, `save_session` … by name. */
  readonly options: ReadonlyMap<string, Expr>;
  readonly decorator: Call;
  readonly className: string;
}

// ------------------------------------------------------------------------------------------------------------ all

export interface AddonModel {
  /** The folder's name: the addon's technical name. */
  readonly name: string;
  readonly files: ReadonlyMap<string, FileInfo>;
  readonly manifest: Manifest | undefined;
  readonly python: ReadonlyMap<string, PythonFile>;
  readonly xml: ReadonlyMap<string, XmlDocument>;
  readonly csv: ReadonlyMap<string, CsvTable>;
  readonly models: readonly ModelClass[];
  readonly components: readonly ComponentClass[];
  readonly records: readonly DataRecord[];
  readonly references: readonly Reference[];
  readonly views: readonly ViewDef[];
  readonly access: readonly AccessRow[];
  readonly rules: readonly RuleRow[];
  readonly crons: readonly CronDef[];
  readonly delayed: readonly DelayedCall[];
  readonly jobFunctions: readonly JobFunction[];
  readonly jobChannels: readonly JobChannel[];
  readonly routes: readonly RouteDef[];
}
