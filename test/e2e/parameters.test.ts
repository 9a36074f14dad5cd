// Values from the user and from a file, live names, and the same call with and without the database.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe } from 'node:test';
import { createEnvironment, type AwsEnvironment } from '../support/aws/environment';
import { KEYS, LambdaStandIn, REGION } from '../support/aws/lambdaApi';
import { INVOKE_STUB } from '../support/invokeStub';
import { startPostgres, type Postgres } from '../support/postgres';
import { createProfile, openTestSession, run } from '../support/session';
import type { EditorPage } from '../support/vscode/editorPage';
import {
  EMPTY_FILE,
  openInstalledExtension,
  type InstalledExtension,
} from '../support/vscode/installedExtension';
import { createSteps } from '../support/vscode/steps';

const RUN_KEY = 'Control+Alt+Enter';
/** The embedded cluster is unpacked and started by the first run. */
const FIRST_RUN_MS = 60_000;
const ROWS = 'body\n{}\nno json\n[1]\n';
const ROWS_SQL = "SELECT payload FROM aws_lambda.invoke('greet', $1::json);";
const CONFIG = `[profile stand-in]
aws_access_key_id = ${KEYS.accessKeyId}
aws_secret_access_key = ${KEYS.secretAccessKey}
`;

describe('values and names', { timeout: 300_000 }, () => {
  let installed: InstalledExtension | undefined;
  let server: Postgres;
  let lambda: LambdaStandIn;
  let aws: AwsEnvironment;
  let editor: EditorPage;
  before(async () => {
    server = await startPostgres({ version: 15 });
    const session = await openTestSession(createProfile(server));
    await run(session, INVOKE_STUB);
    await session.close();
    const functions = [
      { FunctionName: 'order-created', Description: 'Tells the warehouse', Timeout: 30, MemorySize: 512 },
      { FunctionName: 'greet', Runtime: 'python3.13', Timeout: 3, MemorySize: 1_024 },
    ];
    lambda = await LambdaStandIn.start(functions);
    aws = createEnvironment({ config: CONFIG });
    const { host, port } = server;
    installed = await openInstalledExtension(EMPTY_FILE, 'out/artefacts/e2e-parameters', {
      env: aws.variables,
      files: { 'rows.csv': ROWS, 'other.sql': 'SELECT 2 AS second;' },
      settings: {
        'auroraLambda.connections': [{ name: 'prod', host, port, production: true }],
        'auroraLambda.connection': 'prod',
        'auroraLambda.aws.enabled': true,
        'auroraLambda.aws.profile': 'stand-in',
        'auroraLambda.aws.region': REGION,
        'auroraLambda.aws.endpoint': lambda.endpoint,
        'files.simpleDialog.enable': true,
      },
    });
    ({ editor } = installed);
    await editor.waitForTab(EMPTY_FILE);
  });
  after(async () => {
    await installed?.close();
    await lambda?.stop();
    aws?.remove();
    await server?.stop();
  });

  const input = () => editor.page.locator('.quick-input-widget');
  const dialog = () => editor.page.locator('.monaco-dialog-box');
  const cell = (text: string) => editor.panel.locator('.ag-cell', { hasText: text }).first();
  const runAgain = async (): Promise<void> => {
    await editor.focus();
    await editor.page.keyboard.press(RUN_KEY);
  };

  const step = createSteps(() => editor);

  step('each parameter is asked for, with its type; \\N is NULL', async () => {
    await editor.replaceAll('SELECT $1::int + 1 AS a, $2::text IS NULL AS b;');
    await editor.page.keyboard.press(RUN_KEY);
    await editor.answer('$1, integer', '41');
    await editor.answer('$2, text', '\\N');
    await cell('42').waitFor();
    await cell('t').waitFor();
  });

  step('the values are remembered, and offered for the statement', async () => {
    await runAgain();
    await input().getByText('$1 = 41, $2 = NULL').waitFor();
    await editor.takeProposal('Run with the same values');
    await cell('42').waitFor();
  });

  step('a wrong value is named at the statement', async () => {
    await runAgain();
    await editor.entry('Enter other values').click();
    await editor.answer('$1, integer', 'forty');
    await editor.answer('$2, text', '');
    await editor.panel.getByText('invalid input syntax for type integer: "forty"').first().waitFor();
  });

  step('Escape runs nothing', async () => {
    await runAgain();
    await editor.entry('Enter other values').click();
    await input().getByText('$1, integer').waitFor();
    await editor.page.keyboard.press('Escape');
    await editor.panel.locator('.run-state', { hasText: 'Cancelled' }).waitFor();
  });

  step('a psql variable is asked for once, and stays set', async () => {
    await editor.replaceAll("SELECT 'Hello, ' || :'who' AS said;");
    await editor.page.keyboard.press(RUN_KEY);
    await editor.answer('Nothing sets :who', "O'Hara <b>");
    await cell("Hello, O'Hara <b>").waitFor();
    await runAgain();
    await cell("Hello, O'Hara <b>").waitFor();
  });

  step('a run for each row of a file says what it would do, and asks once for all', async () => {
    await editor.replaceAll(ROWS_SQL);
    await editor.command('Aurora Lambda: Run for Each Row of a File…');
    await editor.entry('rows.csv').click();
    await dialog().getByText('Run 3 times, with the rows of rows.csv?').waitFor();
    assert.match(await dialog().innerText(), /\$1 from "body": {}, no json, \[1\]/);
    await editor.screenshot('rows matched');
    await dialog().getByText('Run All, Errors or Not').click();
    await dialog().getByText('Invoke Lambda on prod?').waitFor();
    assert.match(await dialog().innerText(), /All of it 3 times: about 3 invocations\./);
    assert.match(await dialog().innerText(), /each runs until its time-out, 3 s at 1024 MB/);
  });

  step('each row has its own result; one that fails is named by its line', async () => {
    await dialog().getByText('Run', { exact: true }).click();
    await editor.panel.getByText('1 of 3 runs failed: line 3 of rows.csv.').waitFor();
    await editor.panel.locator('.statement-tab', { hasText: 'line 4' }).waitFor();
    const failure = editor.panel.locator('.failure-message');
    await failure.getByText('rows.csv:3: invalid input syntax for type json').waitFor();
    assert.equal(await dialog().count(), 0);
  });

  const runNewestAgain = async (): Promise<void> => {
    await editor.command('Aurora Lambda: Run Again');
    await editor.takeProposal('greet');
    await dialog().getByText('Run 3 times, with the rows of rows.csv?').waitFor();
  };

  step(
    'run again from the history, the rows are read again: with others it is not the same run',
    async () => {
      const file = join(installed?.home ?? '', 'examples', 'rows.csv');
      await writeFile(file, ROWS.replace('[1]', '[2]'));
      await runNewestAgain();
      assert.match(await dialog().innerText(), /It ran with 3 rows and rows\.csv has changed since/);
      await dialog().getByText('Cancel').click();
      await dialog().waitFor({ state: 'detached' });
      await writeFile(file, ROWS);
      await runNewestAgain();
      assert.match(await dialog().innerText(), /These are the rows that it ran with\./);
      await dialog().getByText('Run All, Errors or Not').click();
      await dialog().getByText('Invoke Lambda on prod?').waitFor();
      await dialog().getByText('Run', { exact: true }).click();
      await editor.panel.locator('.run-state', { hasText: 'Running' }).waitFor({ state: 'hidden' });
      await editor.panel.getByText('1 of 3 runs failed: line 3 of rows.csv.').waitFor();
      await editor.panel.locator('.statement-tab', { hasText: 'line 4' }).waitFor();
    },
  );

  step('two editors have two tabs, and the one in front shows its own results', async () => {
    await editor.openFile('other.sql');
    await editor.page.keyboard.press(RUN_KEY);
    await editor.panel.locator('.run-tab', { hasText: 'other.sql' }).waitFor();
    await cell('2').waitFor();
    await editor.openFile(EMPTY_FILE);
    await editor.panel.locator('.run-tab[aria-selected="true"]', { hasText: EMPTY_FILE }).waitFor();
    await editor.panel.locator('.statement-tab', { hasText: 'line 4' }).waitFor();
  });

  step('functions of AWS complete inside a literal, by the profile of the configuration file', async () => {
    await editor.replaceAll('');
    await editor.type("SELECT * FROM aws_lambda.invoke('");
    await editor.page.keyboard.press('Control+Space');
    await editor.suggestion('order-created').waitFor();
    await editor.suggestion('greet').waitFor();
    assert.ok(lambda.asked.includes('ListFunctions'));
  });

  step('the same call with and without the database, side by side', async () => {
    await editor.page.keyboard.press('Escape');
    await editor.replaceAll(`SELECT * FROM aws_lambda.invoke('greet', '{"name": "Grace"}'::json);`);
    await editor.page.keyboard.press(RUN_KEY);
    await dialog().getByText('Run', { exact: true }).click();
    await editor.panel.getByText('Answered').first().waitFor();
    await editor.command('Aurora Lambda: Invoke Directly…');
    await editor.entry('Embedded cluster').click();
    await editor.panel.getByText('Hello, Grace!').first().waitFor({ timeout: FIRST_RUN_MS });
    await editor.panel.getByText('Both ways it was answered, with differences.').waitFor();
  });
});
