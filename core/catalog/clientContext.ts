/**
 * The members of a client context that Lambda's runtimes read, as the SDKs spell them.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html (clientContext)
 */
export interface ContextMember {
  readonly name: string;
  /** Markdown. */
  readonly doc: string;
  /** What is known of an object's own members; absent where the member is text. */
  readonly members?: readonly ContextMember[];
}

export const CONTEXT_MEMBERS: readonly ContextMember[] = [
  {
    name: 'custom',
    doc: 'Values of your own; the handler reads them from the client context.',
    members: [],
  },
  {
    name: 'env',
    doc: 'Facts about the environment, such as the locale.',
    members: [
      { name: 'locale', doc: 'The language and country of the client, e.g. `en_US`.' },
      { name: 'platform', doc: 'The operating system of the client.' },
      { name: 'platform_version', doc: 'The version of the operating system.' },
      { name: 'make', doc: 'The manufacturer of the device.' },
      { name: 'model', doc: 'The model of the device.' },
    ],
  },
  {
    name: 'client',
    doc: 'Facts about the client application.',
    members: [
      { name: 'installation_id', doc: 'Identifies the installation of the application.' },
      { name: 'app_title', doc: 'The name of the application.' },
      { name: 'app_version_name', doc: 'The version of the application, as people read it.' },
      { name: 'app_version_code', doc: 'The version of the application, as programs count it.' },
      { name: 'app_package_name', doc: 'The package of the application.' },
    ],
  },
];

/** The members that are known at a path of an object's names; undefined where nothing is known of the path. */
export function findContextMembers(path: readonly (string | number)[]): readonly ContextMember[] | undefined {
  let members: readonly ContextMember[] | undefined = CONTEXT_MEMBERS;
  for (const step of path) members = members?.find(({ name }) => name === step)?.members;
  return members;
}
