import { test } from 'node:test';
import {
  checkCompletion,
  checkCompletionBegins,
  checkDetail,
  checkInsert,
  checkSnippet,
  checkTriggered,
} from '../support/features';

const EXAMPLE = 'arn:aws:lambda:us-west-2:123456789012:function:my-function';
const QUALIFIERS = ['$LATEST', '1', 'live', '$LATEST.PUBLISHED'];

test('the parts of an ARN come in their order, each with its colon', () => {
  checkCompletion("SELECT aws_lambda.invoke('<|>')", ['arn', 'arn:aws:lambda:…:…:function:…']);
  checkTriggered("SELECT aws_lambda.invoke('<|>')", ['arn', 'arn:aws:lambda:…:…:function:…']);
  checkInsert("SELECT aws_lambda.invoke('a<|>')", 'arn', "SELECT aws_lambda.invoke('arn:')");
  checkCompletionBegins("SELECT aws_lambda.invoke('arn:<|>')", ['aws', 'aws-cn', 'aws-us-gov'], 8);
  checkInsert("SELECT aws_lambda.invoke('arn:<|>')", 'aws-cn', "SELECT aws_lambda.invoke('arn:aws-cn:')");
  checkCompletion("SELECT aws_lambda.invoke('arn:aws:<|>')", ['lambda']);
  checkInsert(
    "SELECT aws_lambda.invoke('arn:aws:<|>')",
    'lambda',
    "SELECT aws_lambda.invoke('arn:aws:lambda:')",
  );
  checkCompletion("SELECT aws_lambda.invoke('arn:aws:lambda:us-west-2:<|>')", ['123456789012']);
  checkCompletion("SELECT aws_lambda.invoke('arn:aws:lambda:us-west-2:123456789012:<|>')", ['function']);
  checkCompletion("SELECT aws_lambda.invoke('arn:aws:lambda:us-west-2:123456789012:function:<|>')", []);
  checkCompletion(
    "SELECT aws_lambda.invoke('arn:aws:lambda:us-west-2:123456789012:function:f:<|>')",
    QUALIFIERS,
  );
  checkCompletion("SELECT aws_lambda.invoke('arn:aws:lambda:us-west-2:123456789012:function:f:1:<|>')", []);
});

test('Regions are those of the partition', () => {
  checkCompletion("SELECT aws_lambda.invoke('arn:aws-cn:lambda:<|>')", ['cn-north-1', 'cn-northwest-1']);
  checkCompletion("SELECT aws_lambda.invoke('arn:aws-us-gov:lambda:us-gov-e<|>')", [
    'us-gov-east-1',
    'us-gov-west-1',
  ]);
  checkCompletionBegins("SELECT aws_lambda.invoke('arn:amazon:lambda:<|>')", ['af-south-1'], 46);
  checkDetail("SELECT aws_lambda.invoke('arn:aws-cn:lambda:<|>')", 'cn-north-1', 'China (Beijing)');
});

test('only the part with the cursor is replaced, and a colon that is there is not doubled', () => {
  checkInsert(
    "SELECT aws_lambda.invoke('arn:aws:lambda:us-<|>east-1:123456789012:function:f')",
    'us-west-2',
    "SELECT aws_lambda.invoke('arn:aws:lambda:us-west-2:123456789012:function:f')",
  );
  checkInsert(
    "SELECT aws_lambda.invoke('arn:aws:lambda:us-west-2:123456789012:function:f:$LA<|>')",
    '$LATEST',
    "SELECT aws_lambda.invoke('arn:aws:lambda:us-west-2:123456789012:function:f:$LATEST')",
  );
});

test('a whole ARN has placeholders where it varies', () => {
  const label = 'arn:aws:lambda:…:…:function:…';
  checkInsert("SELECT aws_lambda.invoke('<|>')", label, `SELECT aws_lambda.invoke('${EXAMPLE}')`);
  checkSnippet(
    "SELECT aws_lambda.invoke('<|>')",
    label,
    "SELECT aws_lambda.invoke('arn:aws:lambda:${1:us-west-2}:${2:123456789012}:function:${3:my-function}$0')",
  );
});

test('partial ARNs and plain names are completed from where they are', () => {
  checkCompletion("SELECT aws_lambda.invoke('123456789012:<|>')", ['function']);
  checkCompletion("SELECT aws_lambda.invoke('us-west-2:123456789012:function:<|>')", []);
  checkCompletion("SELECT aws_lambda.invoke('my-function:<|>')", QUALIFIERS);
  checkCompletion("SELECT aws_lambda.invoke('my-function:v<|>1')", QUALIFIERS);
  checkSnippet(
    "SELECT aws_lambda.invoke('my-function:<|>')",
    'live',
    "SELECT aws_lambda.invoke('my-function:${1:live}$0')",
  );
});

test('every way of writing the literal will do', () => {
  checkCompletion("SELECT aws_commons.create_lambda_function_arn('arn:aws:<|>')", ['lambda']);
  checkCompletion("SELECT aws_lambda.invoke(function_name => 'arn:aws:<|>')", ['lambda']);
  checkCompletion('SELECT aws_lambda.invoke($$arn:aws:<|>$$)', ['lambda']);
  checkCompletion("SELECT aws_lambda.invoke(E'arn:aws:<|>')", ['lambda']);
  checkCompletion("SELECT aws_lambda.invoke('arn:aws:<|>' || 'x')", ['lambda']);
  checkCompletion("SELECT aws_lambda.invoke('arn:aws:<|>", ['lambda']);
  checkInsert(
    "DO 'BEGIN PERFORM aws_lambda.invoke(''arn:aws:<|>''); END'",
    'lambda',
    "DO 'BEGIN PERFORM aws_lambda.invoke(''arn:aws:lambda:''); END'",
  );
  checkInsert(
    "SELECT '😀', aws_lambda.invoke(U&'arn\\003Aaws:<|>')",
    'lambda',
    "SELECT '😀', aws_lambda.invoke(U&'arn\\003Aaws:lambda:')",
  );
});

test('other strings have no ARN parts', () => {
  checkCompletion("SELECT aws_lambda.invoke('f', '<|>')", []);
  checkCompletion("SELECT other('arn:<|>')", []);
  checkCompletion("SELECT aws_lambda.invoke('f', 'arn:<|>'::json)", []);
});
