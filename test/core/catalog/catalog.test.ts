import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InvocationType, LogType } from '@aws-sdk/client-lambda';
import { INVOCATION_TYPES, LOG_TYPES } from '../../../core/catalog/enums';
import { FUNCTIONS } from '../../../core/catalog/functions';
import { INVOKE, LAMBDA_ARN_TYPE } from '../../../core/catalog/invoke';
import { ARN_PARTS } from '../../../core/catalog/lambdaArn';
import { PARTITIONS, REGIONS } from '../../../core/catalog/regions';
import { RULES as FACTS } from '../../../core/catalog/rules';
import { LIVE_CODES } from '../../../core/liveNames/problems';
import { RULES } from '../../../core/rules/index';

const parameters = FUNCTIONS.flatMap(({ overloads }) => overloads.flatMap((overload) => overload.parameters));

test('46 regions in 8 partitions, each named once and in the form of its partition', () => {
  assert.equal(REGIONS.length, 46);
  assert.equal(PARTITIONS.length, 8);
  assert.equal(new Set(REGIONS.map(({ name }) => name)).size, 46);
  for (const { name, partition } of REGIONS) {
    assert.match(name, partition.regionPattern);
    assert.match(name, ARN_PARTS.find((part) => part.name === 'region')?.pattern ?? /$^/);
  }
});

test("the enumerations are those of AWS's own SDK", () => {
  const values = (list: readonly { readonly value: string }[]) => list.map(({ value }) => value).sort();
  assert.deepEqual(values(INVOCATION_TYPES), Object.values(InvocationType).sort());
  assert.deepEqual(values(LOG_TYPES), Object.values(LogType).sort());
});

test('defaults lie in their enumeration', () => {
  for (const { values, default: text } of parameters) {
    if (values)
      assert.ok(
        values.some(({ value }) => `'${value}'` === text),
        text,
      );
  }
});

test('an ARN overload is its text overload without the region', () => {
  for (const json of ['json', 'jsonb']) {
    const [text, arn] = ['text', 'arn'].map((kind) =>
      INVOKE.overloads.find(({ id }) => id === `${kind}-${json}`),
    );
    const shape = (of: typeof text) => of?.parameters.slice(1).map(({ name, type }) => `${name} ${type}`);
    assert.deepEqual(
      shape(arn),
      shape(text)?.filter((one) => !one.startsWith('region ')),
    );
    assert.equal(arn?.parameters[0]?.type, LAMBDA_ARN_TYPE);
    assert.deepEqual(arn?.outColumns, text?.outColumns);
  }
});

test('required parameters come first, and everything is documented', () => {
  for (const { overloads, doc, source } of FUNCTIONS) {
    assert.ok(doc && source.startsWith('https://docs.aws.amazon.com/'));
    for (const overload of overloads) {
      const optional = overload.parameters.findIndex((parameter) => parameter.default !== undefined);
      assert.ok(overload.parameters.slice(optional).every((parameter) => parameter.default !== undefined));
      for (const { doc: text } of [...overload.parameters, ...overload.outColumns]) assert.match(text, /\.$/);
    }
  }
});

test('every ARN part matches its own example', () => {
  for (const { pattern, example } of ARN_PARTS) assert.match(example, pattern);
});

test('every code belongs to a rule, and every rule reports listed codes alone', () => {
  const listed = FACTS.map(({ code }) => code);
  assert.equal(new Set(listed).size, listed.length);
  const reported = [...RULES.flatMap(({ codes }) => codes), ...LIVE_CODES];
  assert.deepEqual([...new Set(reported)].sort(), [...listed].sort());
});
