/** The part of a connection's settings that says through which SSH server it goes. */
import type { Fields, Report } from './fields';

export interface SshSettings {
  /** A host name, an address, or a `Host` of the user's SSH configuration. */
  readonly host: string;
  readonly port?: number;
  readonly user?: string;
  /** The private key to sign in with. */
  readonly keyFile?: string;
  /** Socket of the agent; `false`: no agent is asked. Undefined: that of the SSH configuration or the environment. */
  readonly agent?: string | false;
  /** Undefined: those of the SSH configuration. */
  readonly knownHostsFile?: string;
}

const PROBLEM =
  '"ssh" must be "user@host:port", a Host of ~/.ssh/config, or an object with "host" and, where needed, "port", "user", "keyFile", "agent" and "knownHostsFile".';

/** `"ssh": "me@bastion"`, or `{ "host", "port", "user", "keyFile", "agent", "knownHostsFile" }`. */
export function readSsh(fields: Fields, report: Report): { readonly ssh?: SshSettings } {
  const { ssh: value, tunnel } = fields;
  if (value === undefined) return {};
  if (tunnel !== undefined) report('only one of "ssh" and "tunnel" can lead to the server.');
  const ssh = typeof value === 'string' ? parseDestination(value) : readObject(value);
  if (!ssh) report(PROBLEM);
  return ssh ? { ssh } : {};
}

/** `[user@]host[:port]`, as `ssh` and its ProxyJump take it; an IPv6 address with a port stands in brackets. */
export function parseDestination(text: string): SshSettings | undefined {
  const [, user, bracketed, plain, port] =
    /^(?:([^@\s]+)@)?(?:\[([^\]\s]+)\]|([^@\s:]+(?:(?::[^@\s:]*){2,})?))(?::(\d{1,5}))?$/.exec(text.trim()) ??
    [];
  const host = bracketed ?? plain;
  if (host === undefined || !isPort(port === undefined ? undefined : Number(port))) return undefined;
  return { host, ...(user !== undefined && { user }), ...(port !== undefined && { port: Number(port) }) };
}

const TEXTS = ['host', 'user', 'keyFile', 'knownHostsFile'] as const;
const KNOWN = new Set<string>([...TEXTS, 'port', 'agent']);

function readObject(value: unknown): SshSettings | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const fields = value as Fields;
  const { host, port, agent } = fields;
  const texts = TEXTS.map((key) => fields[key]).every((text) => text === undefined || isText(text));
  const fine =
    texts && isText(host) && isPort(port) && (agent === undefined || agent === false || isText(agent));
  return fine && Object.keys(fields).every((key) => KNOWN.has(key)) ? (value as SshSettings) : undefined;
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

function isPort(value: unknown): boolean {
  return value === undefined || (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 65_535);
}
