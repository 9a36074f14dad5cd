// What is no SQL: the host's own objects, comments, sentences.
import { test } from 'node:test';
import { checkHost, checkNoSql } from '../../support/hostRules';

const CALL = "SELECT aws_lambda.invoke('f', '{}')";

test("a host's own object of that name is never touched", () => {
  checkNoSql(
    'python',
    `aws_lambda = boto3.client("lambda")\naws_lambda.invoke(FunctionName="SELECT", Payload='{}')`,
  );
  checkNoSql('javascript', `const aws_lambda = new Lambda(); aws_lambda.invoke({ FunctionName: 'f' }, "x");`);
  checkNoSql('typescript', '`${aws_lambda.invoke("f")} SELECT`');
  checkNoSql('terraform', 'x = "${aws_lambda.invoke("f")}"');
});

test('comments are no code', () => {
  checkNoSql('typescript', `// q("${CALL}")\n/* q("${CALL}") */`);
  checkNoSql('python', `# q("${CALL}")`);
  checkNoSql('rust', `/* /* */ q("${CALL}") */`);
  checkNoSql('ruby', `x = 1\n=begin\nq("${CALL}")\n=end\n`);
  checkNoSql('php', `q("${CALL}") <?php # q("${CALL}")\n ?> q("${CALL}")`);
  checkNoSql('terraform', `# x = "${CALL}"\n// y = "${CALL}"`);
  checkNoSql('yaml', `# a: "${CALL}"`);
});

test('sentences are no SQL', () => {
  for (const sentence of [
    'Call aws_lambda.invoke(FunctionName, Payload) to run it',
    "Call aws_lambda.invoke('f', '{}') from SQL",
    'calling aws_lambda.invoke(x) failed',
    "Select the function with aws_lambda.invoke('f', '{}')",
    'Create a client, then use aws_lambda.invoke(f, p).',
    'with aws_lambda.invoke(...) you can',
    'aws_lambda.invoke()',
    'aws_lambda.invoke',
    "aws_lambda.invoke(FunctionName='f', Payload='{}')",
    'see aws_lambda.create for more',
  ]) {
    checkHost('python', `log("${sentence}")`, []);
    checkHost('python', `def f():\n  """${sentence}"""\n`, []);
  }
});

test('Markdown outside of fences, and fences of other languages, are text', () => {
  checkNoSql('markdown', `Use \`${CALL}\` or ${CALL}.\n\n    ${CALL}\n\n\`\`\`text\n${CALL}\n\`\`\`\n`);
});

test('a script of another language in a block of YAML is none of ours', () => {
  checkNoSql('yaml', `run: |\n  echo hello\n  psql -c "${CALL}"\n`);
});

test('an unclosed string ends where its language ends it', () => {
  checkHost('javascript', `a = "${CALL}\nb = "${CALL}"`, [
    'call-ambiguous: aws_lambda.invoke',
    'call-ambiguous: aws_lambda.invoke',
  ]);
  checkHost('python', `a = """${CALL}`, ['call-ambiguous: aws_lambda.invoke']);
  checkHost('ruby', `a = <<~SQL\n${CALL}\n`, []);
});

test('other languages have no SQL', () => {
  checkNoSql('cobol', CALL);
});
