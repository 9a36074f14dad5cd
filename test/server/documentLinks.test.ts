import { test } from 'node:test';
import { checkLinks } from '../support/navigation';

const arn = (partition: string, region: string, end: string): string =>
  `arn:${partition}:lambda:${region}:123456789012:function:${end}`;

test('a full ARN leads to the console of its partition', () => {
  const plain = arn('aws', 'us-west-2', 'ship-order');
  const china = arn('aws-cn', 'cn-north-1', 'ship:$LATEST');
  checkLinks(
    `SELECT aws_lambda.invoke('${plain}', '{}'::json);
DO 'BEGIN PERFORM aws_commons.create_lambda_function_arn(''${china}''); END';`,
    [plain, 'https://console.aws.amazon.com/lambda/home?region=us-west-2#/functions/ship-order'],
    [china, 'https://console.amazonaws.cn/lambda/home?region=cn-north-1#/functions/ship'],
  );
});

test('a version and an alias have pages of their own', () => {
  const base = 'https://console.aws.amazon.com/lambda/home?region=us-west-2#/functions/f';
  for (const [qualifier, page] of [
    ['7', 'versions/7'],
    ['live', 'aliases/live'],
  ] as const) {
    const text = arn('aws', 'us-west-2', `f:${qualifier}`);
    checkLinks(`SELECT aws_lambda.invoke('${text}', '{}'::json)`, [text, `${base}/${page}`]);
  }
});

test('what is less than an ARN, or wrong, leads nowhere', () => {
  for (const text of [
    'f',
    'us-west-2:123456789012:function:f',
    arn('aws', 'cn-north-1', 'f'),
    'arn:aws:lambda',
  ])
    checkLinks(`SELECT aws_lambda.invoke('${text}', '{}'::json)`);
});
