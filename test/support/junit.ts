import assert from 'node:assert/strict';
import { DOMParser, type Element } from '@xmldom/xmldom';

interface Form {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly children: readonly string[];
}

/** The structure of Jenkins' schema (junit-10.xsd of its xUnit plugin), as far as there is a use for it here. */
const FORMS: Readonly<Record<string, Form>> = {
  testsuites: {
    required: [],
    optional: ['name', 'time', 'tests', 'failures', 'errors'],
    children: ['testsuite'],
  },
  testsuite: {
    required: ['name', 'tests'],
    optional: ['failures', 'errors', 'time', 'skipped', 'timestamp', 'hostname', 'id', 'package', 'file'],
    children: ['testsuite', 'properties', 'testcase', 'system-out', 'system-err'],
  },
  testcase: {
    required: ['name'],
    optional: ['time', 'classname', 'group'],
    children: ['skipped', 'error', 'failure', 'system-out', 'system-err'],
  },
  failure: { required: [], optional: ['type', 'message'], children: [] },
  'system-out': { required: [], optional: [], children: [] },
};

export interface JunitCase {
  readonly suite: string;
  readonly name: string;
  readonly classname: string;
  /** The text of what failed; undefined where it passed. */
  readonly failure: string | undefined;
}

/** Reads a JUnit report; fails where it is no XML, not of the form, or counts wrongly. */
export function readJunit(xml: string): readonly JunitCase[] {
  const refuse = (level: string, message: string): void =>
    assert.match(message, /^Unicode replacement character/, level);
  const root = new DOMParser({ onError: refuse }).parseFromString(xml, 'text/xml').documentElement;
  assert.ok(root?.tagName === 'testsuites');
  checkForm(root);
  checkCounts(root);
  return childrenOf(root).flatMap((suite) => {
    checkCounts(suite);
    return childrenOf(suite).map((one) => ({
      suite: attribute(suite, 'name'),
      name: attribute(one, 'name'),
      classname: attribute(one, 'classname'),
      failure: one.getElementsByTagName('failure')[0]?.textContent ?? undefined,
    }));
  });
}

function checkForm(element: Element): void {
  const form = FORMS[element.tagName];
  assert.ok(form, `no element ${element.tagName}`);
  const names = [...element.attributes].map(({ name }) => name);
  for (const name of form.required) assert.ok(names.includes(name), `${element.tagName} lacks ${name}`);
  for (const name of names)
    assert.ok([...form.required, ...form.optional].includes(name), `${element.tagName} has ${name}`);
  for (const child of childrenOf(element)) {
    assert.ok(form.children.includes(child.tagName), `${child.tagName} in ${element.tagName}`);
    checkForm(child);
  }
}

function checkCounts(element: Element): void {
  const count = (tag: string): string => String(element.getElementsByTagName(tag).length);
  assert.equal(attribute(element, 'tests'), count('testcase'));
  assert.equal(attribute(element, 'failures'), count('failure'));
  assert.equal(attribute(element, 'errors'), '0');
}

function childrenOf(element: Element): readonly Element[] {
  return [...element.childNodes].filter((node): node is Element => node.nodeType === node.ELEMENT_NODE);
}

function attribute(element: Element, name: string): string {
  return element.getAttribute(name) ?? assert.fail(`${element.tagName} has no ${name}`);
}
