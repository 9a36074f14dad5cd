import type { FieldDef } from 'pg';
import type { Column } from '../../core/invocation/outcome';

/** `format_type(oid, -1)` of the types that most results consist of: they cost no question to the server. */
export const BUILTIN_TYPES: ReadonlyMap<number, string> = new Map([
  [16, 'boolean'],
  [17, 'bytea'],
  [18, '"char"'],
  [19, 'name'],
  [20, 'bigint'],
  [21, 'smallint'],
  [23, 'integer'],
  [25, 'text'],
  [26, 'oid'],
  [114, 'json'],
  [142, 'xml'],
  [650, 'cidr'],
  [700, 'real'],
  [701, 'double precision'],
  [705, 'unknown'],
  [790, 'money'],
  [869, 'inet'],
  [1000, 'boolean[]'],
  [1005, 'smallint[]'],
  [1007, 'integer[]'],
  [1009, 'text[]'],
  [1016, 'bigint[]'],
  [1043, 'character varying'],
  [1082, 'date'],
  [1083, 'time without time zone'],
  [1114, 'timestamp without time zone'],
  [1184, 'timestamp with time zone'],
  [1186, 'interval'],
  [1266, 'time with time zone'],
  [1700, 'numeric'],
  [2205, 'regclass'],
  [2249, 'record'],
  [2278, 'void'],
  [2950, 'uuid'],
  [3802, 'jsonb'],
]);

/** Answers a catalog query with rows of text; undefined where the server would not. */
export type AskCatalog = (sql: string) => Promise<readonly (readonly (string | null)[])[] | undefined>;

/** Names the types of columns as `format_type` does, asking the server once for each it does not know. */
export class ColumnTypes {
  private readonly names = new Map<string, string>();

  constructor(private readonly ask: AskCatalog) {}

  async describe(fields: readonly FieldDef[]): Promise<Column[]> {
    const unknown = fields.filter((field) => this.find(field) === undefined);
    if (unknown.length > 0) await this.learn(unknown);
    return fields.map((field) => this.name(field));
  }

  /**
   * What can be said without a question, while rows still come: `numeric` where it will be `numeric(10,2)`, and
   * `type 16404` where nothing is known yet.
   */
  guess(fields: readonly FieldDef[]): Column[] {
    return fields.map((field) => this.name(field));
  }

  private name(field: FieldDef): Column {
    const type = this.find(field) ?? BUILTIN_TYPES.get(field.dataTypeID) ?? `type ${field.dataTypeID}`;
    return { name: field.name, type };
  }

  private find({ dataTypeID, dataTypeModifier }: FieldDef): string | undefined {
    const builtin = dataTypeModifier === -1 ? BUILTIN_TYPES.get(dataTypeID) : undefined;
    return builtin ?? this.names.get(`${dataTypeID},${dataTypeModifier}`);
  }

  private async learn(fields: readonly FieldDef[]): Promise<void> {
    const pairs = new Set(fields.map((field) => `${field.dataTypeID},${field.dataTypeModifier}`));
    const values = [...pairs].map((pair) => `(${pair})`).join();
    const rows = await this.ask(
      `SELECT oid, modifier, pg_catalog.format_type(oid, modifier) FROM (VALUES ${values}) AS wanted (oid, modifier)`,
    );
    for (const [oid, modifier, name] of rows ?? []) if (name) this.names.set(`${oid},${modifier}`, name);
  }
}
