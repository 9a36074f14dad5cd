/** A line of each host language with a string in it: what stands before the SQL, its quotes as written there, what stands behind. */
export const HOST_SAMPLES: readonly (readonly [
  languageId: string,
  before: string,
  quote: string,
  after: string,
])[] = [
  ['typescript', "const é = '😀'; q('", "\\'", "');"],
  ['javascript', 'q(sql`', "'", '`)'],
  ['python', 'cur.execute("', "'", '")'],
  ['java', 'q("😀" + "", "', "'", '");'],
  ['kotlin', 'q("""', "'", '""")'],
  ['go', 'db.Query(`', "'", '`)'],
  ['csharp', 'Run(@"', "'", '");'],
  ['rust', 'q(r#"', "'", '"#);'],
  ['ruby', "q '", "\\'", "'"],
  ['php', "<?php q('", "\\'", "');"],
  ['terraform', 'sql = "', "'", '"'],
  ['yaml', "sql: '", "''", "'"],
  ['markdown', '```sql\n', "'", '\n```\n'],
];
