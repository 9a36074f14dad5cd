// Every form of string of every language: the call is found, the squiggle exact, the fix valid where it stands.
import { test } from 'node:test';
import { checkHost, checkHostFix } from '../../support/hostRules';

/** Language, what stands before the SQL, what behind, and how a quote and a double quote are written inside. */
const FORMS: readonly (readonly [string, string, string, string?, string?])[] = [
  ['typescript', 'const a = `', '`;'],
  ['typescriptreact', 'const a = <A b={sql`', "`}>don't</A>;"],
  ['javascript', 'db.query("', '");', "'", '\\"'],
  ['javascript', "db.query('", "');", "\\'"],
  ['javascript', 'a = b / c; d = /["`]/; db.query("', '");', "'", '\\"'],
  ['python', 'cur.execute("', '")', "'", '\\"'],
  ['python', "cur.execute('", "')", "\\'"],
  ['python', 'cur.execute("""', '""")'],
  ['python', "cur.execute(f'''", "''')"],
  ['python', "cur.execute(rb'''", "''')"],
  ['java', 'String a = "', '";', "'", '\\"'],
  ['java', 'char q = \'"\'; String a = """\n    ', '\n    """;'],
  ['kotlin', 'val a = """', '"""'],
  ['kotlin', 'val a = "', '"', "'", '\\"'],
  ['go', 'a := `', '`'],
  ['go', 'r := \'"\'; a := "', '"', "'", '\\"'],
  ['csharp', 'var a = "', '";', "'", '\\"'],
  ['csharp', 'var a = @"C:\\"; var b = @"', '";', "'", '""'],
  ['csharp', 'var a = $@"', '";', "'", '""'],
  ['csharp', 'var a = $"', '";', "'", '\\"'],
  ['csharp', 'var a = """', '""";'],
  ['csharp', 'var a = $$"""', '""";'],
  ['rust', "fn f<'a>(x: &'a str) { q(\"", '") }', "'", '\\"'],
  ['rust', 'q(r#"', '"#)'],
  ['ruby', 'x = "', '"', "'", '\\"'],
  ['ruby', "x = '", "'", "\\'"],
  ['ruby', 'x = <<~SQL.strip\n  ', '\nSQL\n'],
  ['ruby', "x = f(<<-'SQL', 1)\n  ", '\n  SQL\n'],
  ['ruby', 'x = %q(', ')'],
  ['php', '<b>don\'t</b><?php $a = "', '";', "'", '\\"'],
  ['php', "<?php $a = '", "';", "\\'"],
  ['php', '<?php $a = <<<SQL\n  ', '\n  SQL;\n'],
  ['php', "<?php $a = <<<'SQL'\n", '\nSQL;\n'],
  ['markdown', "It's so:\n\n```sql\n", ';\n```\n'],
  ['markdown', '```ts\nq(`', '`)\n```\n'],
  ['yaml', "a:\n  # don't\n  sql: |\n    ", "\n  b: it's\n"],
  ['yaml', 'a: "', '"', "'", '\\"'],
  ['yaml', "a: '", "'", "''"],
  ['terraform', 'x = <<-EOT\n  ', '\nEOT\n'],
  ['terraform', '# don"t\nx = "', '"', "'", '\\"'],
];

for (const [language, before, behind, quote = "'", double = '"'] of FORMS) {
  const write = (sql: string): string =>
    `${before}${sql.replaceAll('"', double).replaceAll("'", quote)}${behind}`;

  test(`${language}: ${JSON.stringify(before)}`, () => {
    const wrongCase = write(`SELECT aws_lambda.invoke('f', '[1, "é😀"]'::json, NULL, 'event')`);
    const [literal, fixed] = [`${quote}event${quote}`, `${quote}Event${quote}`];
    checkHost(language, wrongCase, [`enum-value: ${literal}`]);
    checkHostFix(language, 'enum-value', wrongCase, wrongCase.replace(literal, fixed));
    const untyped = write(`SELECT aws_lambda.invoke('f', '[1, "é😀"]', NULL)`);
    checkHost(language, untyped, ['call-ambiguous: aws_lambda.invoke']);
    checkHostFix(language, 'call-ambiguous', untyped, untyped.replace(', NULL', '::json, NULL'));
    checkHost(language, write(`SELECT aws_lambda.invoke('f', '[1, "a"]'::json)`), []);
  });
}

/** The forms that may go over several lines. */
const LONG_FORMS: readonly (readonly [string, string, string])[] = [
  ['typescript', 'a = `', '`;'],
  ['python', 'q("""', '""")'],
  ['java', 'a = """\n', '""";'],
  ['kotlin', 'a = """', '"""'],
  ['go', 'a := `', '`'],
  ['csharp', 'a = """\n', '\n""";'],
  ['rust', 'q(r#"', '"#)'],
  ['ruby', 'x = <<~SQL\n', '\nSQL\n'],
  ['php', '<?php $a = <<<SQL\n', '\nSQL;\n'],
  ['markdown', '```sql\n', ';\n```\n'],
  ['yaml', 'a: |\n', '\n'],
  ['terraform', 'x = <<EOT\n', '\nEOT\n'],
];

for (const [language, before, behind] of LONG_FORMS) {
  test(`${language}: ${JSON.stringify(before)} with CRLF, behind an emoji`, () => {
    const text = `${before}  SELECT '😀',\n  aws_lambda.invoke('f', '[1]')${behind}`;
    checkHost(language, text.replaceAll('\n', '\r\n'), ['call-ambiguous: aws_lambda.invoke']);
  });
}

/** What holds a quote and is no string. */
const NO_STRINGS: readonly (readonly [languageId: string, line: string])[] = [
  ['javascript', 'const a = /[/"`]/g, b = c / d;'],
  ['javascript', 'export default /[!-/"]/'],
  ['ruby', `alias $PREMATCH $'\nalias $FILES $"`],
  ['ruby', `when ?"\nwhen ?'`],
  ['ruby', 'if /it\'s "/ =~ a then b = c / d end'],
  ['ruby', 'b = a.split /"/'],
  ['ruby', 'a = %r|"/\'| =~ b; c = %r{/{2}"}'],
  ['ruby', "a = %w[don't won't]"],
];

for (const [languageId, line] of NO_STRINGS)
  test(`${languageId}: no string begins in ${line}`, () => {
    const call = "SELECT aws_lambda.invoke('f', '[1]')";
    checkHost(languageId, `${line}\nq("${call}")\n`, ['call-ambiguous: aws_lambda.invoke']);
  });

test('ruby: a division is no regular expression', () => {
  const call = "SELECT aws_lambda.invoke('f', '[1]')";
  checkHost('ruby', `a = b / 2; q("${call}"); c = d / 3\n`, ['call-ambiguous: aws_lambda.invoke']);
});
