// The grammar repeats names that core/catalog owns; these tests hold the two together.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { INVOCATION_TYPES, LOG_TYPES } from '../../core/catalog/enums';
import { FUNCTIONS } from '../../core/catalog/functions';
import { LAMBDA_ARN_TYPE } from '../../core/catalog/invoke';
import { ARN_PARTS } from '../../core/catalog/lambdaArn';
import { PARTITIONS } from '../../core/catalog/regions';
import grammar from '../../syntaxes/auroraLambdaSql.injection.tmLanguage.json';
import { tokenize } from '../support/textmate';

const REGIONS = PARTITIONS.flatMap((partition) => Object.keys(partition.regions));

/** The innermost scope of the token that is exactly `part` of `sql`. */
async function scopeOf(sql: string, part: string): Promise<string | undefined> {
  const tokens = await tokenize(sql);
  return tokens.find((token) => token.text === part)?.scopes.at(-1);
}

test('the values coloured are the values there are', () => {
  const [, invocationTypes, logTypes] = /\((\w+(?:\|\w+)+)\)\|\((\w+(?:\|\w+)+)\)/.exec(
    grammar.repository.enumeration.match,
  ) ?? [undefined, '', ''];
  const values = (entries: readonly { value: string }[]) => entries.map(({ value }) => value).sort();
  assert.deepEqual(invocationTypes.split('|').sort(), values(INVOCATION_TYPES));
  assert.deepEqual(logTypes.split('|').sort(), values(LOG_TYPES));
});

test('every function and parameter of the catalog is coloured', async () => {
  for (const { schema, name, overloads } of FUNCTIONS) {
    assert.equal(await scopeOf(`${schema}.${name}()`, name), 'support.function.aws-lambda.sql', name);
    for (const parameter of overloads.flatMap((overload) => overload.parameters)) {
      const call = `${schema}.${name}(${parameter.name} => x)`;
      assert.equal(await scopeOf(call, parameter.name), 'variable.parameter.sql', call);
    }
  }
});

test('the composite type has the name of the catalog', async () => {
  const [, type = ''] = LAMBDA_ARN_TYPE.split('.');
  assert.equal(await scopeOf(`x::${LAMBDA_ARN_TYPE}`, type), 'support.type.aws-commons.sql');
});

test('every region is one as an argument and in a partial ARN', async () => {
  assert.ok(REGIONS.length > 0);
  for (const region of REGIONS) {
    const call = `aws_lambda.invoke('f', p, '${region}')`;
    assert.equal(await scopeOf(call, region), 'constant.language.region.aws.sql', call);
    const partial = `aws_lambda.invoke('${region}:f')`;
    assert.equal(await scopeOf(partial, region), 'constant.language.region.aws.sql', partial);
  }
});

test('an ARN of the catalog has a scope for each of its parts', async () => {
  const arn = ARN_PARTS.map((part) => part.example).join(':');
  const tokens = await tokenize(`SELECT '${arn}'`);
  const parts = tokens.filter(({ scopes }) => scopes.includes('meta.arn.aws.sql'));
  const named = parts.filter(({ scopes }) => scopes.at(-1) !== 'punctuation.separator.arn.aws.sql');
  assert.deepEqual(
    named.map(({ text }) => text),
    ARN_PARTS.map((part) => part.example),
  );
  assert.equal(new Set(named.map(({ scopes }) => scopes.at(-1))).size, ARN_PARTS.length);
});
