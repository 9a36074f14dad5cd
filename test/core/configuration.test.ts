import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { RULES } from '../../core/catalog/rules';
import { applyGrades, GRADES, parseConfiguration } from '../../core/configuration';
import { problemsOf } from '../support/rules';

const SQL = "SELECT aws_lambda.invoke('f', '{}'); SELECT aws_lambda.invoke('f', '{}'::json, 'us-est-1');";

function graded(configuration: string) {
  return applyGrades(problemsOf(SQL), parseConfiguration(configuration).grades).map(
    ({ code, severity }) => `${severity} ${code}`,
  );
}

test('a rule is graded otherwise, or turned off', () => {
  assert.deepEqual(graded('{}'), ['error call-ambiguous', 'warning region-unknown']);
  assert.deepEqual(graded('{"rules": {"call-ambiguous": "warning"}}'), [
    'warning call-ambiguous',
    'warning region-unknown',
  ]);
  assert.deepEqual(graded('{"rules": {"region-unknown": "off"}}'), ['error call-ambiguous']);
});

test('what cannot be used is said, and the rest counts', () => {
  const { grades, complaints } = parseConfiguration(
    '{"rules": {"call-ambigous": "off", "enum-value": "loud", "qualifier": "off"}, "rule": 1}',
  );
  assert.deepEqual([...grades], [['qualifier', 'off']]);
  assert.deepEqual(complaints, [
    'aurora-lambda-sql.json knows "rules" alone, not "rule".',
    'There is no rule "call-ambigous". Did you mean "call-ambiguous"?',
    'The grade of enum-value is one of error, warning, information, off.',
  ]);
  for (const text of ['', '[]', 'null', '{"rules": []}', '{"rules": "off"}']) {
    assert.equal(parseConfiguration(text).complaints.length, 1, text);
  }
});

test('the schema has every rule with its own grade', () => {
  const schema = JSON.parse(readFileSync('schemas/aurora-lambda-sql.schema.json', 'utf8')) as {
    properties: {
      rules: { properties: Record<string, { enum: string[]; default: string; description: string }> };
    };
  };
  const rules = schema.properties.rules.properties;
  assert.deepEqual(
    Object.entries(rules).map(([code, { default: grade, description }]) => ({
      code,
      severity: grade,
      title: description,
    })),
    RULES.map(({ code, severity, title }) => ({ code, severity, title })),
  );
  for (const rule of Object.values(rules)) assert.deepEqual(rule.enum, GRADES);
});
