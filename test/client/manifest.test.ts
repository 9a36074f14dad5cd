import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { PROFILE_DEFAULTS, SANDBOX_NAME, SSL_MODES } from '../../cluster/profile/profile';
import { readProfile } from '../../cluster/profile/readProfile';
import {
  AWAKE_CONTEXT,
  CATEGORY,
  commandId,
  COMMANDS,
  COMPARING_CONTEXT,
  RUNNING_CONTEXT,
  TRANSACTION_CONTEXT,
  type CommandKey,
} from '../../client/commandTable';
import { sqlClause } from '../../client/languages';
import { SQL_LANGUAGE_IDS } from '../../core/catalog/sqlLanguages';
import { RULES } from '../../core/catalog/rules';
import { CONNECTION_COLORS, CONNECTION_SHADES, themeColorId } from '../../core/catalog/connectionColors';
import { GRADES } from '../../core/configuration';
import { HOST_LANGUAGE_IDS } from '../../core/host/languages';
import { SETTINGS, toSetting, type SettingKey } from '../../client/settingsTable';

interface Property {
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly scope?: string;
  readonly pattern?: string;
  readonly propertyNames?: { readonly enum: readonly string[] };
  readonly additionalProperties?: { readonly enum?: readonly string[] };
  readonly items?: {
    readonly properties: Readonly<Record<string, Property>>;
    readonly required: string[];
    readonly anyOf: readonly object[];
  };
}
interface MenuItem {
  readonly command: string;
  readonly when?: string;
  readonly group?: string;
}
interface Manifest {
  readonly activationEvents: readonly string[];
  readonly extensionKind: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly supported: string; readonly restrictedConfigurations: string[] };
  };
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category: string;
      readonly enablement?: string;
      readonly icon?: string;
    }[];
    readonly keybindings: readonly {
      readonly command: string;
      readonly key: string;
      readonly when: string;
    }[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly when?: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Property>> };
    readonly walkthroughs: readonly {
      readonly steps: readonly {
        readonly description: string;
        readonly completionEvents: readonly string[];
        readonly media: { readonly markdown: string };
      }[];
    }[];
    readonly languages?: unknown;
    readonly colors: readonly {
      readonly id: string;
      readonly defaults: Readonly<Record<string, string>>;
    }[];
  };
}

/** Named in files that import VS Code. */
const HISTORY_VIEW_ID = 'auroraLambda.history';
const RESULTS_VIEW_ID = 'auroraLambda.results';

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const { contributes } = manifest;
const { properties } = contributes.configuration;
const keys = Object.keys(COMMANDS) as CommandKey[];
const settingKeys = Object.keys(SETTINGS) as SettingKey[];

describe('the manifest', () => {
  test('has the commands of the table, with their titles and enablement, and no others', () => {
    assert.deepEqual(
      contributes.commands.map(({ command, title, category, enablement }) => [
        command,
        category,
        title,
        enablement,
      ]),
      keys.map((key) => {
        const { title, inSqlOnly, whileRunning, inTransaction, whileComparing } = COMMANDS[key];
        const context =
          (whileRunning && RUNNING_CONTEXT) ??
          (inTransaction && TRANSACTION_CONTEXT) ??
          (whileComparing && COMPARING_CONTEXT);
        const enablement = inSqlOnly ? sqlClause('editorLangId') : context;
        return [commandId(key), CATEGORY, title, enablement];
      }),
    );
  });

  test('has the settings that the client reads, with their defaults and choices', () => {
    for (const key of settingKeys) {
      const property = properties[`auroraLambda.${key}`] ?? assert.fail(`no setting ${key}`);
      assert.deepEqual(property.default, SETTINGS[key].default, key);
      assert.deepEqual(property.enum, SETTINGS[key].values, key);
      assert.deepEqual(toSetting(key, property.default), SETTINGS[key].default, key);
      assert.equal(property.scope, 'resource', key);
    }
  });

  test('has the rules and their grades, for completion', () => {
    const { propertyNames, additionalProperties } = properties['auroraLambda.rules'] ?? {};
    assert.deepEqual(
      propertyNames?.enum,
      RULES.map(({ code }) => code),
    );
    assert.deepEqual(additionalProperties?.enum, GRADES);
  });

  test('complains of a Region and an endpoint that would count as not set', () => {
    const accepts = (name: string, value: string) =>
      new RegExp(properties[name]?.pattern ?? assert.fail(name)).test(value);
    for (const value of ['', 'http://localhost:4566', ' https://example.com/x '])
      assert.ok(accepts('auroraLambda.aws.endpoint', value), value);
    for (const value of ['localhost:4566', 'ftp://x', 'not a url'])
      assert.ok(!accepts('auroraLambda.aws.endpoint', value), value);
    for (const value of ['', 'eu-central-1']) assert.ok(accepts('auroraLambda.aws.region', value), value);
    for (const value of ['Frankfurt', 'eu_central_1'])
      assert.ok(!accepts('auroraLambda.aws.region', value), value);
  });

  test('describes every setting', () => {
    for (const [name, property] of Object.entries(properties)) {
      assert.match(name, /^auroraLambda\./);
      assert.ok(property.markdownDescription ?? property.description, name);
    }
  });

  test('leaves what decides where statements go and which code runs to trusted workspaces', () => {
    const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    assert.equal(supported, 'limited');
    const restricted = settingKeys.filter((key) => SETTINGS[key].restricted);
    assert.deepEqual(
      restrictedConfigurations.toSorted(),
      restricted.map((key) => `auroraLambda.${key}`).toSorted(),
    );
    assert.deepEqual(manifest.extensionKind, ['workspace']);
  });

  test('describes a connection as it is read: same fields, same defaults, no password', () => {
    const { items } = properties['auroraLambda.connections'] ?? {};
    const fields = items?.properties ?? {};
    const reading = readProfile(Object.fromEntries(Object.keys(fields).map((field) => [field, undefined])));
    assert.deepEqual(
      reading.problems.filter((problem) => problem.includes('is not')),
      [],
    );
    assert.deepEqual(items?.required, ['name']);
    assert.deepEqual(items.anyOf, [{ required: ['host'] }, { required: ['service'] }]);
    assert.deepEqual(fields['ssl']?.enum, SSL_MODES);
    assert.deepEqual(fields['color']?.enum, CONNECTION_COLORS);
    for (const field of ['port', 'database', 'user', 'connectTimeoutMs', 'keepAliveMs'] as const) {
      assert.equal(fields[field]?.default, PROFILE_DEFAULTS[field], field);
    }
    assert.deepEqual(
      Object.keys(fields).filter((field) => /pass/i.test(field)),
      ['passwordCommand'],
    );
    for (const field of NUMBERS) {
      for (const bound of ['minimum', 'maximum'] as const) {
        const limit = fields[field]?.[bound] ?? assert.fail(`${field} has no ${bound}`);
        const beyond = limit + (bound === 'minimum' ? -1 : 1);
        assert.deepEqual(problemsWith(field, limit), [], `${field} ${bound}`);
        assert.equal(problemsWith(field, beyond).length, 1, `${field} ${bound}`);
      }
    }
  });

  test('has the colours of connections, which can be seen on the grounds of VS Code itself', () => {
    const grounds = {
      dark: '#181818',
      light: '#F8F8F8',
      highContrast: '#000000',
      highContrastLight: '#FFFFFF',
    };
    assert.deepEqual(
      contributes.colors.map(({ id }) => id),
      CONNECTION_COLORS.map(themeColorId),
    );
    for (const [index, color] of CONNECTION_COLORS.entries()) {
      const { dark, light } = CONNECTION_SHADES[color];
      const { id, defaults } = contributes.colors[index] ?? assert.fail();
      const shades = { dark, light, highContrast: dark, highContrastLight: light };
      assert.deepEqual(defaults, shades, id);
      for (const theme of THEMES)
        assert.ok(contrast(shades[theme], grounds[theme]) >= 3, `${id} in ${theme}`);
    }
  });

  test('wakes for languages that are SQL or may hold some, and not at start-up', () => {
    assert.deepEqual(
      manifest.activationEvents,
      [...SQL_LANGUAGE_IDS, ...HOST_LANGUAGE_IDS].map((language) => `onLanguage:${language}`),
    );
    assert.equal(contributes.languages, undefined);
  });

  test('binds keys and menus in SQL editors and its own views only', () => {
    const inHistory = `focusedView == ${HISTORY_VIEW_ID}`;
    for (const { when } of contributes.keybindings.filter((key) => key.when !== inHistory)) {
      assert.ok(when.includes('editorTextFocus') && when.includes(sqlClause('editorLangId')), when);
    }
    for (const menu of ['editor/title/run', 'editor/context']) {
      for (const { when } of contributes.menus[menu] ?? assert.fail(menu)) {
        assert.ok(when === sqlClause('editorLangId') || when === sqlClause('resourceLangId'), when);
      }
    }
  });

  test('has its views where the client looks for them, and entries there can do all there is to do', () => {
    const views = Object.values(contributes.views).flat();
    assert.deepEqual(
      views.map(({ id }) => id),
      [RESULTS_VIEW_ID, HISTORY_VIEW_ID],
    );
    assert.equal(views[1]?.when, AWAKE_CONTEXT);
    for (const { view } of contributes.viewsWelcome) assert.equal(view, HISTORY_VIEW_ID);
    const ofEntries = (contributes.menus['view/item/context'] ?? []).map(({ command, when = '' }) => {
      assert.ok(when.startsWith(`view == ${HISTORY_VIEW_ID} && `), when);
      return command;
    });
    const withNode: readonly CommandKey[] = [
      ...(['showRun', 'openRunAsText', 'runAgain', 'copyRun', 'insertRun'] as const),
      ...(['selectRunForCompare', 'compareWithSelectedRun', 'compareRuns'] as const),
      ...(['pinRun', 'unpinRun', 'removeRun'] as const),
    ];
    assert.deepEqual([...new Set(ofEntries)].sort(), withNode.map(commandId).sort());
  });

  test('has an icon for every command that stands as a button', () => {
    const buttons = Object.values(contributes.menus)
      .flat()
      .filter(({ group = '' }) => group.startsWith('inline') || group.startsWith('navigation'));
    const icons = new Map(contributes.commands.map(({ command, icon }) => [command, icon]));
    assert.ok(buttons.length > 0);
    for (const { command } of buttons) assert.match(icons.get(command) ?? '', /^\$\([a-z-]+\)$/, command);
  });

  test('names commands that exist', () => {
    const ids = new Set(keys.map(commandId));
    const named = [...contributes.keybindings, ...Object.values(contributes.menus).flat()].map(
      ({ command }) => command,
    );
    const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
    const texts = [
      ...Object.values(properties).map(({ markdownDescription = '' }) => markdownDescription),
      ...contributes.viewsWelcome.map(({ contents }) => contents),
      ...steps.flatMap(({ description, completionEvents }) => [description, ...completionEvents]),
    ];
    const inTexts = texts.flatMap((text) => [...text.matchAll(/\bauroraLambda\.\w+/gi)].map(([id]) => id));
    for (const { media } of steps) assert.ok(existsSync(media.markdown), media.markdown);
    assert.deepEqual(
      [...named, ...inTexts].filter((id) => !ids.has(id) && !(id in properties)),
      [],
    );
  });
});

const THEMES = ['dark', 'light', 'highContrast', 'highContrastLight'] as const;

/** WCAG 2.2: of two colours as `#rrggbb`, from 1 to 21. */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const NUMBERS = ['port', 'connectTimeoutMs', 'keepAliveMs', 'statementTimeoutMs', 'rowLimit'];

function problemsWith(field: string, value: unknown): readonly string[] {
  return readProfile({ name: 'a', host: 'h', [field]: value }).problems;
}

describe('settings', () => {
  test('that cannot be used count as not set', () => {
    assert.equal(toSetting('codeLens', 'sometimes'), 'all');
    assert.equal(toSetting('rowLimit', -1), PROFILE_DEFAULTS.rowLimit);
    assert.equal(toSetting('rowLimit', '5'), PROFILE_DEFAULTS.rowLimit);
    assert.equal(toSetting('connection', '  '), SANDBOX_NAME);
    assert.deepEqual(toSetting('connections', { name: 'a' }), []);
  });
});
