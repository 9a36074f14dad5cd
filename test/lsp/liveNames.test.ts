import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CompletionRequest,
  ConfigurationRequest,
  DidChangeConfigurationNotification,
  ExecuteCommandRequest,
  LSPErrorCodes,
  type Diagnostic,
} from 'vscode-languageserver/node';
import { KNOWN_FUNCTIONS_REQUEST } from '../../core/liveNames/knownFunctions';
import { manyFunctions } from '../support/aws/directory';
import { createEnvironment, createKeyEnvironment } from '../support/aws/environment';
import { KEYS, LambdaStandIn } from '../support/aws/lambdaApi';
import {
  accept,
  completeLive,
  hoverLive,
  liveProblems,
  openAt,
  quickFixes,
  spawnWith,
  URI,
  withLiveServer,
} from '../support/aws/liveServer';
import { FULL_CAPABILITIES } from '../support/languageServer';

const FUNCTIONS = [
  {
    FunctionName: 'order-created',
    Description: 'Tells the *warehouse* [now](http://example.com)',
    Timeout: 30,
    MemorySize: 512,
    versions: [{ Version: '1' }, { Version: '2', Description: 'Faster' }],
    aliases: [
      { Name: 'prod', FunctionVersion: '1', RoutingConfig: { AdditionalVersionWeights: { '2': 0.25 } } },
    ],
  },
  { FunctionName: 'greet', Runtime: 'python3.13', Timeout: 3 },
];

const isMeant = ({ message }: Diagnostic): boolean =>
  typeof message === 'string' && message.includes('Did you mean');

const includes =
  (code: string) =>
  (codes: readonly Diagnostic['code'][]): boolean =>
    codes.includes(code);

test('functions complete in every form of a name, from one listing', () =>
  withLiveServer({ functions: FUNCTIONS }, async (live) => {
    const forms = [
      "SELECT aws_lambda.invoke('<|>'",
      "SELECT aws_lambda.invoke('eu-central-1:123456789012:function:<|>'",
      "SELECT aws_lambda.invoke('arn:aws:lambda:eu-central-1:123456789012:function:<|>', '{}'::json)",
      "SELECT aws_commons.create_lambda_function_arn('<|>')",
      "DO $$ BEGIN PERFORM aws_lambda.invoke('<|>', '{}'::json); END $$",
    ];
    for (const [index, form] of forms.entries()) {
      const { items, text } = await completeLive(live, form, `file:///${index}.sql`);
      assert.deepEqual(
        items.map(({ label, detail }) => [label, detail]),
        [
          ['greet', 'python3.13 · 3 s · 128 MB'],
          ['order-created', 'nodejs22.x · 30 s · 512 MB'],
        ],
        form,
      );
      assert.equal(accept(text, items, 'greet'), form.replace('<|>', 'greet'));
      assert.match(JSON.stringify(items[1]?.documentation), /Tells the \\\\\*warehouse/);
    }
    assert.deepEqual(live.lambda.asked, ['ListFunctions']);
  }));

test('what waits for AWS while the text changes is given up: it would be about a text that is gone', () =>
  withLiveServer({ functions: FUNCTIONS }, async (live) => {
    live.lambda.fault = () => 'stall';
    const { textDocument, position } = await openAt(live, "SELECT aws_lambda.invoke('<|>'");
    const { connection } = live.server;
    const asked = connection.sendRequest(CompletionRequest.type, { textDocument, position });
    await live.lambda.untilCalls(1);
    await live.server.change(URI, 2, { range: { start: position, end: position }, text: 'a' });
    await assert.rejects(asked, { code: LSPErrorCodes.ContentModified });
  }));

test('versions and aliases complete behind the name and as an argument', () =>
  withLiveServer({ functions: FUNCTIONS }, async (live) => {
    const forms = [
      "SELECT aws_lambda.invoke('order-created:<|>', '{}'::json)",
      "SELECT aws_lambda.invoke('order-created', '{}'::json, qualifier => '<|>')",
      "SELECT aws_lambda.invoke(aws_commons.create_lambda_function_arn('order-created'), '{}'::json, qualifier => '<|>')",
    ];
    for (const [index, form] of forms.entries()) {
      const { items, text } = await completeLive(live, form, `file:///${index}.sql`);
      assert.deepEqual(
        items.map(({ label, detail }) => [label, detail]),
        [
          ['prod', 'alias of version 1'],
          ['2', 'version'],
          ['1', 'version'],
        ],
        form,
      );
      assert.equal(accept(text, items, 'prod'), form.replace('<|>', 'prod'));
    }
    assert.deepEqual(live.lambda.asked.toSorted(), [
      'ListAliases order-created',
      'ListVersionsByFunction order-created',
    ]);
  }));

test('another account has functions that a listing does not show; the own account completes', () =>
  withLiveServer({ functions: FUNCTIONS }, async (live) => {
    const foreign = "SELECT aws_lambda.invoke('arn:aws:lambda:eu-central-1:999999999999:function:<|>'";
    assert.deepEqual((await completeLive(live, foreign)).items, []);
    const account = "SELECT aws_lambda.invoke('arn:aws:lambda:eu-central-1:<|>'";
    const { items, text } = await completeLive(live, account, 'file:///2.sql');
    assert.equal(accept(text, items, '123456789012'), account.replace('<|>', '123456789012:'));
  }));

test('10,000 functions: what is typed leaves at most 100, and 200 pages are read once', () =>
  withLiveServer({ functions: manyFunctions(10_000) }, async (live) => {
    for (let round = 0; ; round++) {
      const { items, isIncomplete } = await completeLive(
        live,
        "SELECT aws_lambda.invoke('service-77<|>'",
        `file:///${round}.sql`,
      );
      if (live.lambda.calls.length < 200 || items.length < 100) continue;
      assert.deepEqual([items.length, isIncomplete], [100, true]);
      assert.ok(items.slice(0, 50).every(({ label }) => label.startsWith('service-77')));
      break;
    }
    const one = await completeLive(live, "SELECT aws_lambda.invoke('service-7777-<|>'", 'file:///one.sql');
    assert.deepEqual(
      one.items.map(({ label }) => label),
      ['service-7777-handler'],
    );
    assert.equal(live.lambda.asked.filter((call) => call === 'ListFunctions').length, 200);
  }));

test('hover shows the configuration of the function, and warns of its time-out, for one question', () =>
  withLiveServer({ functions: FUNCTIONS }, async (live) => {
    const markdown = await hoverLive(live, "SELECT aws_lambda.invoke('order-<|>created', '{}'::json);");
    for (const part of [
      'arn:aws:lambda:eu-central-1:123456789012:function:order-created',
      'Tells the \\*warehouse\\* \\[now\\]\\(http\\://example\\.com\\)',
      'Runtime `nodejs22.x`, handler `index.handler`',
      'Time-out 30 s, memory 512 MB',
      'Version `$LATEST`, last modified `2026-05-01T10:00:00.000+0000`',
      'State `Active`',
      '⚠ The function may run for 30 s, but PostgreSQL waits 3 s for it (aws_lambda.request_timeout_ms = 3000).',
      '**Function name**',
    ]) {
      assert.ok(markdown.includes(part), `${part} is missing in:\n${markdown}`);
    }
    const enough =
      "SET aws_lambda.request_timeout_ms = 30000; SELECT aws_lambda.invoke('order-<|>created', '{}'::json);";
    assert.doesNotMatch(await hoverLive(live, enough, 'file:///2.sql'), /⚠/);
    assert.deepEqual(live.lambda.asked, ['GetFunctionConfiguration order-created']);
  }));

test('hover on an alias says where its calls go', () =>
  withLiveServer({ functions: FUNCTIONS }, async (live) => {
    const markdown = await hoverLive(
      live,
      "SELECT aws_lambda.invoke('order-created', '{}'::json, qualifier => 'pr<|>od');",
    );
    assert.match(markdown, /Alias `prod` of version `1`; 25 % of the calls go to version `2`/);
    assert.deepEqual(live.lambda.asked, [
      'GetFunctionConfiguration order-created:prod',
      'ListAliases order-created',
    ]);
  }));

test('what AWS does not have is a warning, after the normal problems, with the nearest name as a quick fix', () =>
  withLiveServer({ functions: FUNCTIONS }, async (live) => {
    const text = [
      "SELECT aws_lambda.invoke('order-craeted', '{}');",
      "SELECT aws_lambda.invoke('order-created:prdo', '{}'::json, NULL, 'Event');",
      "SELECT aws_lambda.invoke('greet', '{}'::json);",
      "SELECT aws_lambda.invoke('greet:$LATEST', '{}'::json);",
    ].join('\n');
    await live.server.open(URI, text);
    const first = await liveProblems(live, text, () => true);
    assert.deepEqual([first.length, live.lambda.calls.length], [1, 0]);
    assert.match(first[0] ?? '', /call-ambiguous/);
    const found = await liveProblems(
      live,
      text,
      (_, { diagnostics }) => diagnostics.filter(isMeant).length === 2,
    );
    assert.deepEqual(found.slice(1), [
      "order-craeted ⇒ function-unknown AWS has no function 'order-craeted' in account 123456789012 in eu-central-1. Did you mean 'order-created'?",
      "prdo ⇒ qualifier-unknown The function 'order-created' has no version or alias 'prdo'. Did you mean 'prod'?",
    ]);
    const fixes = await quickFixes(live, text);
    assert.ok(fixes.includes(`Change to 'order-created': ${text.replace('craeted', 'created')}`));
    assert.ok(fixes.includes(`Change to 'prod': ${text.replace('prdo', 'prod')}`));
    assert.deepEqual(live.lambda.asked.toSorted(), [
      'GetFunctionConfiguration greet',
      'GetFunctionConfiguration order-craeted',
      'GetFunctionConfiguration order-created',
      'GetFunctionConfiguration order-created:prdo',
      'ListAliases order-created',
      'ListFunctions',
    ]);
  }));

test('a name is looked up when the typing stops, not at every letter', () =>
  withLiveServer({ functions: FUNCTIONS }, async (live) => {
    await live.server.open(URI, "SELECT aws_lambda.invoke('', '{}'::json);");
    const name = 'gone';
    for (const [index, letter] of [...name].entries()) {
      const at = { line: 0, character: 26 + index };
      await live.server.change(URI, index + 2, { range: { start: at, end: at }, text: letter });
    }
    const text = "SELECT aws_lambda.invoke('gone', '{}'::json);";
    const [found] = await liveProblems(live, text, includes('function-unknown'));
    assert.match(found ?? '', /^gone ⇒ function-unknown/);
    assert.deepEqual(
      live.lambda.asked.filter((call) => call.startsWith('Get')),
      ['GetFunctionConfiguration gone'],
    );
  }));

test('a time-out that PostgreSQL does not wait for', () =>
  withLiveServer({ functions: FUNCTIONS }, async (live) => {
    const text = "SELECT aws_lambda.invoke('order-created', '{}'::json);";
    await live.server.open(URI, text);
    assert.deepEqual(await liveProblems(live, text, includes('function-timeout')), [
      "order-created ⇒ function-timeout The function may run for 30 s, but PostgreSQL waits 3 s for it (aws_lambda.request_timeout_ms = 3000). If runs can take so long, raise the setting, or invoke with 'Event'.",
    ]);
  }));

test('the Region of the ARN is asked, and one that AWS does not have never', () =>
  withLiveServer({ functions: FUNCTIONS }, async (live) => {
    const text = [
      "SELECT aws_lambda.invoke('arn:aws:lambda:us-west-2:123456789012:function:gone', '{}'::json);",
      "SELECT aws_lambda.invoke('greet', '{}'::json, 'us-wset-2');",
    ].join('\n');
    await live.server.open(URI, text);
    const found = await liveProblems(live, text, includes('function-unknown'));
    assert.match(found.join('\n'), /AWS has no function 'gone' in account 123456789012 in us-west-2/);
    assert.deepEqual([...new Set(live.lambda.calls.map(({ region }) => region))], ['us-west-2']);
  }));

test('many names cost a listing, not a question each', () =>
  withLiveServer({ functions: manyFunctions(100) }, async (live) => {
    const names = manyFunctions(100).map(({ FunctionName }) => FunctionName);
    const text = [...names, 'gone']
      .map((name) => `SELECT aws_lambda.invoke('${name}', '{}'::json);`)
      .join('\n');
    await live.server.open(URI, text);
    await liveProblems(live, text, includes('function-unknown'));
    assert.deepEqual(live.lambda.asked, ['ListFunctions', 'ListFunctions', 'GetFunctionConfiguration gone']);
  }));

test('calls in strings of other languages', () =>
  withLiveServer({ functions: FUNCTIONS }, async (live) => {
    const uri = 'file:///a.py';
    const text = `cursor.execute("SELECT aws_lambda.invoke('greeet', '{}'::json)")\n`;
    await live.server.open(uri, text, 'python');
    const [found] = await liveProblems(live, text, (_, { diagnostics }) => diagnostics.some(isMeant));
    assert.match(found ?? '', /^greeet ⇒ function-unknown/);
    assert.deepEqual(await quickFixes(live, text, uri), [
      `Change to 'greet': ${text.replace('greeet', 'greet')}`,
    ]);
    const form = `cursor.execute("SELECT aws_lambda.invoke('<|>', '{}'::json)")\n`;
    const { items, text: typed } = await completeLive(live, form, 'file:///b.py', 'python');
    assert.equal(accept(typed, items, 'greet'), form.replace('<|>', 'greet'));
  }));

test('without credentials one quiet line says how, and all else works as before', () =>
  withLiveServer({ functions: FUNCTIONS, environment: createEnvironment() }, async (live) => {
    const { items } = await completeLive(live, "SELECT aws_lambda.invoke('<|>', '{}'::json)");
    assert.deepEqual(items, []);
    assert.match(
      await hoverLive(live, "SELECT aws_lambda.invoke('gr<|>eet', '{}');", 'file:///2.sql'),
      /Function name/,
    );
    const lines = live.server.logged.filter((line) => line.startsWith('Live names'));
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? '', /no AWS credentials could be had/);
    assert.deepEqual(live.lambda.calls, []);
  }));

test('an answer that never comes holds nothing up', () =>
  withLiveServer({ functions: FUNCTIONS }, async (live) => {
    live.lambda.fault = () => 'stall';
    const hover = await hoverLive(live, "SELECT aws_lambda.invoke('gr<|>eet', '{}');");
    assert.match(hover, /\*\*Function name\*\*/);
    const { textDocument, position } = await openAt(live, "SELECT aws_lambda.invoke('<|>')", 'file:///2.sql');
    assert.ok(
      await live.server.connection.sendRequest('textDocument/completion', { textDocument, position }),
    );
  }));

test('refusals accuse nobody', () =>
  withLiveServer({ functions: FUNCTIONS }, async (live) => {
    live.lambda.fault = ({ on }) =>
      on === 'gone' ? undefined : { status: 403, error: 'AccessDeniedException' };
    const text = "SELECT aws_lambda.invoke('secret', '{}'::json), aws_lambda.invoke('gone', '{}'::json);";
    await live.server.open(URI, text);
    assert.deepEqual(await liveProblems(live, text, includes('function-unknown')), [
      "gone ⇒ function-unknown AWS has no function 'gone' in eu-central-1.",
    ]);
    assert.equal(live.server.logged.filter((line) => line.startsWith('Live names')).length, 1);
    assert.ok(!live.server.logged.join().includes(KEYS.secretAccessKey));
  }));

test('after AWS has throttled it is asked again by itself, when it has been left alone for a while', () =>
  withLiveServer({ functions: FUNCTIONS }, async (live) => {
    const throttled = { status: 429, error: 'TooManyRequestsException', retryAfterSeconds: 0 };
    live.lambda.faults.push(throttled, throttled, throttled);
    const text = "SELECT aws_lambda.invoke('gone', '{}'::json);";
    await live.server.open(URI, text);
    const [found] = await liveProblems(live, text, includes('function-unknown'));
    assert.match(found ?? '', /^gone ⇒ function-unknown/);
    assert.equal(live.lambda.asked.filter((call) => call === 'GetFunctionConfiguration gone').length, 4);
    assert.match(live.server.logged.join('\n'), /AWS asks for fewer requests/);
  }));

test('Refresh Lambda Functions forgets what AWS said', () =>
  withLiveServer({ functions: FUNCTIONS }, async (live) => {
    const text = "SELECT aws_lambda.invoke('new-one', '{}'::json);";
    await live.server.open(URI, text);
    await liveProblems(live, text, includes('function-unknown'));
    live.lambda.functions.set('new-one', { FunctionName: 'new-one' });
    await live.server.connection.sendRequest(ExecuteCommandRequest.type, {
      command: 'auroraLambda.server.refreshFunctions',
    });
    assert.deepEqual(await liveProblems(live, text, (codes) => codes.length === 0), []);
    await live.lambda.untilCalls(3);
    assert.deepEqual(live.lambda.asked.slice(2), ['GetFunctionConfiguration new-one']);
  }));

test('off unless it is turned on', () =>
  withLiveServer({ functions: FUNCTIONS, aws: { enabled: 'yes' } }, async (live) => {
    const { items, isIncomplete } = await completeLive(live, "SELECT aws_lambda.invoke('<|>', '{}'::json)");
    assert.deepEqual([items, isIncomplete], [[], undefined]);
    assert.doesNotMatch(
      await hoverLive(live, "SELECT aws_lambda.invoke('gr<|>eet', '{}');", 'file:///2.sql'),
      /On AWS/,
    );
    assert.deepEqual(live.lambda.calls, []);
  }));

test('an editor that can be asked says for each document whether, as whom and where; changes count', async () => {
  const lambda = await LambdaStandIn.start(FUNCTIONS);
  const environment = createKeyEnvironment();
  const server = spawnWith(environment);
  const live = { lambda, server };
  const asked: unknown[] = [];
  let region = 'eu-central-1';
  server.connection.onRequest(ConfigurationRequest.type, ({ items }) =>
    items.map(({ section, scopeUri }) => {
      if (section !== 'auroraLambda.aws') return null;
      asked.push(scopeUri);
      return { enabled: scopeUri !== 'file:///off.sql', region, endpoint: lambda.endpoint };
    }),
  );
  await server.initialize({
    ...FULL_CAPABILITIES,
    workspace: { ...FULL_CAPABILITIES.workspace, configuration: true },
  });
  const text = "SELECT aws_lambda.invoke('gone', '{}'::json);";
  await server.open('file:///off.sql', text);
  await server.open(URI, text);
  const first = await liveProblems(live, text, includes('function-unknown'));
  assert.match(first.join(), /in eu-central-1/);
  assert.match(
    await hoverLive(live, "SELECT aws_lambda.invoke('gr<|>eet', '{}'::json);", 'file:///off.sql'),
    /Function name/,
  );
  assert.deepEqual(new Set(asked), new Set(['file:///off.sql', URI]));
  assert.equal(asked.length, 2);
  region = 'us-west-2';
  await server.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
  const second = await liveProblems(live, text, (_, { diagnostics }) =>
    diagnostics.some(({ message }) => typeof message === 'string' && message.includes('us-west-2')),
  );
  assert.match(second.join(), /^gone ⇒ function-unknown/);
  await server.stop();
  await lambda.stop();
  environment.remove();
});

test('of functions about to be invoked AWS is asked once', () =>
  withLiveServer({ functions: FUNCTIONS }, async (live) => {
    const names = ['order-created', 'nobody-named-this', 'greet'];
    const ask = () => live.server.connection.sendRequest(KNOWN_FUNCTIONS_REQUEST, { uri: URI, names });
    const known = [
      { name: 'order-created', timeoutMs: 30_000, memoryMb: 512 },
      { name: 'greet', timeoutMs: 3_000, memoryMb: 128 },
    ];
    assert.deepEqual(await ask(), known);
    const before = [...live.lambda.asked];
    assert.ok(before.length > 0);
    assert.deepEqual(await ask(), known);
    assert.deepEqual(live.lambda.asked, before, 'what AWS said is kept');
  }));
