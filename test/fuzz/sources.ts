/** Texts that the fuzzer begins with: what people have in their folders, in every language. */
import { createScript } from '../../bench/corpus';
import type { Random } from '../support/random';

export interface Source {
  readonly languageId: string;
  readonly text: string;
}

const CALL = `SELECT payload FROM aws_lambda.invoke('arn:aws:lambda:eu-west-1:123456789012:function:f', '{"id": 1}'::json)`;

const HOSTS: readonly Source[] = [
  {
    languageId: 'typescript',
    text: `db.query(\`DO $$ BEGIN EXECUTE 'SELECT aws_lambda.invoke(''f'', ' || x || ')'; END $$\`);\nconst rows = await sql\`${CALL} WHERE id = \${id}\`;\nconst more = 'SELECT aws_lambda.invoke($1, \\'{}\\'::json)';\n// aws_lambda.invoke(\nclient.query("${CALL.replaceAll('"', '\\"')}");\n`,
  },
  {
    languageId: 'python',
    text: `cur.execute("""\n  ${CALL}\n""", (1,))\nq = f'SELECT aws_lambda.invoke(\\'{name}\\', %s::jsonb)'\naws_lambda.invoke(FunctionName='x')\n`,
  },
  {
    languageId: 'java',
    text: `class A {\n  String q = """\n      ${CALL}\n      """;\n  String r = "SELECT aws_lambda.invoke(?, '{}'::json)" + " AS x";\n}\n`,
  },
  { languageId: 'go', text: `var q = \`${CALL}\`\nvar r = "SELECT aws_lambda.invoke($1, '{}')"\n` },
  {
    languageId: 'ruby',
    text: `q = <<~SQL\n  ${CALL}\nSQL\nr = "SELECT aws_lambda.invoke('#{name}', '{}'::json)"\n`,
  },
  {
    languageId: 'php',
    text: `<?php\n$q = <<<SQL\n${CALL}\nSQL;\n$r = 'SELECT aws_lambda.invoke(:f, \\'{}\\')';\n`,
  },
  { languageId: 'markdown', text: `# A\n\n\`\`\`sql\n${CALL};\n\`\`\`\n\nText: aws_lambda.invoke('x')\n` },
  {
    languageId: 'yaml',
    text: `steps:\n  - run: |\n      ${CALL};\n  - sql: "SELECT aws_lambda.invoke('f', '{}')"\n`,
  },
];

const SCRIPTS: readonly string[] = [
  createScript(60),
  createScript(60, 2).replaceAll('\n', '\r\n'),
  `\\set fn 'f'\nSELECT aws_commons.create_lambda_function_arn('f') AS arn \\gset\nSELECT aws_lambda.invoke(:'arn', '{}');\n${CALL} \\gx\n`,
  `COPY t FROM STDIN;\n1\tit's\n\\.\nBEGIN;\n${CALL};\nROLLBACK;\n`,
  `DO $$\nDECLARE v json;\nBEGIN\n  SELECT payload INTO v FROM aws_lambda.invoke('f', v);\n  EXECUTE format('SELECT aws_lambda.invoke(%L, ''{}''::json)', 'f');\nEND $$;\n`,
  `DO $$\nDECLARE q text;\nBEGIN\n  q := 'SELECT aws_lambda.invoke(''' || f || E''',\\n' || quote_literal(p) || '::json)';\n  EXECUTE q;\nEND $$;\n`,
  `SELECT format('SELECT aws_lambda.invoke(%L, %s)', a, b), 'x' FROM t \\gexec\nSELECT cron.schedule('n', '* * * * *', 'SELECT aws_lambda.invoke(''f'', JSON_OBJECT(''a'': JSON_ARRAY(1)))');\n`,
  `CREATE TABLE t (id int, body jsonb);\nCREATE FUNCTION f(a text) RETURNS json LANGUAGE sql BEGIN ATOMIC SELECT payload FROM aws_lambda.invoke(a, '{}'::json); END;\nSELECT aws_lambda.invoke('f', body) FROM t;\n`,
  `\ufeffSELECT '😀', aws_lambda.invoke('é', '{"k": "e\u0301\ud800"}'::json);\r-- x\r${CALL};`,
  '',
];

export function pickSource(random: Random): Source {
  if (random.integer(3) === 0) return random.pick(HOSTS);
  const scripts = Array.from({ length: 1 + random.integer(3) }, () => random.pick(SCRIPTS));
  return { languageId: 'sql', text: scripts.join('') };
}
