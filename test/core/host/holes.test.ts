// What the host, a template or a driver puts in is a value of unknown type, in every seat and in every literal.
import { test } from 'node:test';
import { checkHost, checkSql } from '../../support/hostRules';

/** Language, the hole as written, and what makes a string of its SQL. */
const HOLES: readonly (readonly [string, string, string, string])[] = [
  ['typescript', '${a.b(`x ${y}`, { c: "}" })}', 'sql`', '`'],
  ['python', '{a["k"]!r:>{width}}', "f'''", "'''"],
  ['python', '%(name)s', '"""', '"""'],
  ['python', '%s', '"', '"'],
  ['python', '{name}', '"', '".format(name=1)'],
  ['kotlin', '$name', '"""', '"""'],
  ['kotlin', '${a.b}', '"""', '"""'],
  ['csharp', '{a.B("x")}', '$@"', '"'],
  ['csharp', '{{a}}', '$$"""', '"""'],
  ['csharp', '{0}', '"', '"'],
  ['rust', '{}', '"', '"'],
  ['go', '%s', '`', '`'],
  ['java', '%1$s', '"', '"'],
  ['java', '" + a.b(c) + "', '"', '"'],
  ['javascript', '" + name + "', '"', '"'],
  ['ruby', '#{a[:b]}', '"', '"'],
  ['php', '{$a["x"]}', '<?php "', '"'],
  ['php', '$a->b', '<?php "', '"'],
  ['php', '" . $a . "', '<?php "', '"'],
  ['terraform', '${aws_lambda_function.f["a"].arn}', 'x = <<EOT\n', '\nEOT\n'],
  ['yaml', '{{ arn }}', 'a: |\n  ', '\n'],
  ['markdown', '${flyway}', '```sql\n', '\n```\n'],
];

for (const [language, hole, before, behind] of HOLES) {
  const check = (sql: string, findings: readonly string[]): void =>
    checkHost(language, before + sql.replaceAll('HOLE', hole) + behind, findings);

  test(`${language}: ${hole} as an argument`, () => {
    check('SELECT aws_lambda.invoke(HOLE)', []);
    check('SELECT aws_lambda.invoke(HOLE, HOLE)', []);
    check("SELECT aws_lambda.invoke('f', HOLE, 'us-east-1')", []);
    check("SELECT aws_lambda.invoke('f', '[]'::json, HOLE, HOLE, HOLE, HOLE)", []);
    check('SELECT aws_lambda.invoke(HOLE::text, HOLE::text)', []);
  });

  test(`${language}: ${hole} inside of a literal`, () => {
    check("SELECT aws_lambda.invoke('HOLE', 'HOLE'::json)", []);
    check("SELECT aws_lambda.invoke('arn:aws:lambda:HOLE:1:function:HOLE', '[]'::json)", []);
    check(`SELECT aws_lambda.invoke('f', '[HOLE'::json, 'HOLE', 'HOLE', 'HOLE', 'HOLE', 'HOLE')`, []);
    check("SELECT aws_lambda.invoke('fHOLE', '[]'::json, NULL, 'event')", ["enum-value: 'event'"]);
  });

  test(`${language}: ${hole} in a name, a type, an alias`, () => {
    check("SELECT aws_lambda.HOLE('f', '[]')", []);
    check("SELECT aws_lambda.invoke_HOLE('f', '[]')", []);
    check("SELECT aws_lambda.invoke('f', '[]'::HOLE)", []);
    check("SELECT aws_lambda.invoke('f', HOLE => '[]')", []);
    check("SELECT HOLE FROM HOLE, aws_lambda.invoke('f', '[]'::json) HOLE WHERE HOLE", []);
  });
}

test('parameters of drivers are holes outside of literals, and text inside', () => {
  for (const parameter of ['?', '$1', ':name', '@name', '%s']) {
    const sql = `SELECT aws_lambda.invoke(${parameter}, ${parameter}::json, region=>${parameter})`;
    checkHost('python', `q("${sql}")`, []);
    checkHost('python', `q("SELECT aws_lambda.invoke(${parameter}, ${parameter})")`, []);
  }
  checkHost('java', `q("SELECT aws_lambda.invoke('f', '? $1 :name'::json)")`, ['json-syntax: ?']);
});

test("jsonb's own ? and Python's slices are no parameters", () => {
  checkSql('java', `q("SELECT a ? 'k', b[1:2] FROM t, aws_lambda.invoke(?, ?)")`, [
    "SELECT a ? 'k', b[1‹›] FROM t, aws_lambda.invoke(‹›, ‹›)",
  ]);
});

test('neighbours and strings joined by an operator are one text', () => {
  const sql = ["SELECT aws_lambda.invoke('f', '[1]'", ', NULL)'];
  checkHost('python', `q("${sql.join('"\n  "')}")`, ['call-ambiguous: aws_lambda.invoke']);
  checkHost('java', `q("${sql.join('" +\n  "')}")`, ['call-ambiguous: aws_lambda.invoke']);
  checkHost('php', `<?php q("${sql.join('" . "')}");`, ['call-ambiguous: aws_lambda.invoke']);
});

test('strings inside of holes do not keep their neighbours from being one text', () => {
  const call = "aws_lambda.invoke('f', '[]')";
  checkSql('python', `q(f"SELECT {a['b']}, " f'{c("d")} ' "${call}" f" AS {g['x']}")`, [
    `SELECT ‹›, ‹› ${call} AS ‹›`,
  ]);
  checkSql('javascript', `q(\`SELECT \${a('b')}, \` + "${call}" + \` AS \${c(\`d\`)}\`)`, [
    `SELECT ‹›, ${call} AS ‹›`,
  ]);
  checkSql('ruby', `q("SELECT #{a['b']}, " '${call.replaceAll("'", "\\'")}')`, [`SELECT ‹›, ${call}`]);
});

test('a piece of a text that is joined in other ways is not accused', () => {
  checkHost('java', `q("SELECT aws_lambda.invoke('f', '[1]'" + g("x") + ")")`, []);
  checkHost('java', `q("SELECT aws_lambda.invoke('" + g("x") + "', '[1]')")`, []);
});

test('what a document leaves out is a hole', () => {
  const fence = (sql: string): string => `\`\`\`sql\n${sql};\n\`\`\`\n`;
  checkHost('markdown', fence("SELECT aws_lambda.invoke('…', '...'::json, …)"), []);
  checkHost('markdown', fence('SELECT aws_lambda.invoke(...)'), []);
});

test('SQL in a hole of another string is found', () => {
  checkHost('typescript', "`${q(`SELECT aws_lambda.invoke('f', '[1]')`)}`", [
    'call-ambiguous: aws_lambda.invoke',
  ]);
});

test('a body in dollar quotes has its own parameters', () => {
  const body =
    'CREATE FUNCTION f(a text, b json) RETURNS void LANGUAGE sql AS $$ SELECT aws_lambda.invoke($1, $2) $$';
  checkHost('go', `q(\`${body}\`)`, []);
  checkHost('go', `q(\`${body.replace('b json', 'b text')}\`)`, ['call-no-match: aws_lambda.invoke']);
});
