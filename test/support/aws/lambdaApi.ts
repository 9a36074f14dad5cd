/** Lambda's API on this machine: real HTTP, real signatures, functions that exist only here. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { checkSignature, type Keys } from './signature';

export const ACCOUNT = '123456789012';
export const REGION = 'eu-central-1';
export const KEYS: Keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'a-secret/of+this=test' };

/** As the API spells them. */
export interface StandInFunction {
  readonly FunctionName: string;
  readonly Runtime?: string;
  readonly Description?: string;
  readonly Timeout?: number;
  readonly MemorySize?: number;
  readonly State?: string;
  readonly StateReason?: string;
  readonly versions?: readonly {
    readonly Version: string;
    readonly Description?: string;
    readonly Timeout?: number;
  }[];
  readonly aliases?: readonly {
    readonly Name: string;
    readonly FunctionVersion: string;
    readonly Description?: string;
    readonly RoutingConfig?: { readonly AdditionalVersionWeights: Readonly<Record<string, number>> };
  }[];
}

export type Operation =
  'ListFunctions' | 'GetFunctionConfiguration' | 'ListAliases' | 'ListVersionsByFunction';
/** In place of an answer. `stall`: none ever comes · `reset`: the connection is cut. */
export type Fault =
  | 'stall'
  | 'reset'
  | { readonly status: number; readonly error: string; readonly retryAfterSeconds?: number }
  | { readonly status: number; readonly body: string };

export interface Call {
  readonly operation: Operation;
  readonly region: string;
  /** The function's name, with its qualifier behind a colon where there is one. */
  readonly on: string;
}

const PAGE = 50;

export class LambdaStandIn {
  readonly calls: Call[] = [];
  /** Requests that were refused for their signature. */
  readonly refused: string[] = [];
  /** The next requests get these, in their order. */
  readonly faults: Fault[] = [];
  /** For every request that may fail always. */
  fault: ((call: Call) => Fault | undefined) | undefined;
  keys: Keys = KEYS;
  private readonly sockets: Socket[] = [];
  private readonly waiting: (() => void)[] = [];

  private constructor(
    private readonly server: Server,
    readonly functions: Map<string, StandInFunction>,
  ) {
    server.on('connection', (socket) => this.sockets.push(socket));
    server.on('request', (request, response) => void this.receive(request, response));
  }

  static async start(functions: readonly StandInFunction[] = []): Promise<LambdaStandIn> {
    const server = createServer();
    const standIn = new LambdaStandIn(server, new Map(functions.map((one) => [one.FunctionName, one])));
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    return standIn;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** `operation on`, one a call. */
  get asked(): readonly string[] {
    return this.calls.map(({ operation, on }) => `${operation}${on && ` ${on}`}`);
  }

  /** Ends when so many calls have come in all. */
  async untilCalls(count: number): Promise<void> {
    while (this.calls.length < count) await new Promise<void>((wake) => this.waiting.push(wake));
  }

  /** Ends when the client next closes a connection. */
  async untilClosed(): Promise<void> {
    await new Promise<void>((closed) => this.sockets.forEach((socket) => socket.once('close', closed)));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const part of request) body += String(part);
    const signed = checkSignature(request, body, this.keys);
    if (signed.refusal || signed.service !== 'lambda') {
      this.refused.push(signed.refusal ?? signed.service);
      return fail(response, 403, signed.refusal ?? 'InvalidSignatureException');
    }
    const url = new URL(request.url ?? '/', this.endpoint);
    const question = readQuestion(request.method ?? '', url);
    if (!question) return fail(response, 404, 'UnknownOperationException');
    const call = { ...question, region: signed.region };
    this.calls.push(call);
    this.waiting.splice(0).forEach((wake) => wake());
    const fault = this.faults.shift() ?? this.fault?.(call);
    if (fault === 'stall') return;
    if (fault === 'reset') return void request.socket.resetAndDestroy();
    if (fault && 'body' in fault) return void response.writeHead(fault.status).end(fault.body);
    if (fault) return fail(response, fault.status, fault.error, fault.retryAfterSeconds);
    this.answer(response, call, url);
  }

  private answer(response: ServerResponse, { operation, region, on }: Call, url: URL): void {
    const [name = '', qualifier] = on.split(':');
    if (operation === 'ListFunctions') {
      const all = [...this.functions.values()].map((one) => withoutState(toConfiguration(one, region)));
      return page(response, url, 'Functions', all);
    }
    const found = this.functions.get(name);
    const configuration = found && toConfiguration(found, region, qualifier);
    if (!configuration) {
      const arn = `arn:aws:lambda:${region}:${ACCOUNT}:function:${on}`;
      return fail(response, 404, 'ResourceNotFoundException', undefined, `Function not found: ${arn}`);
    }
    if (operation === 'GetFunctionConfiguration') return send(response, 200, configuration);
    if (operation === 'ListAliases') return page(response, url, 'Aliases', found.aliases ?? []);
    const numbers = ['$LATEST', ...(found.versions ?? []).map(({ Version }) => Version)];
    const versions = numbers.map((version) => toConfiguration(found, region, version));
    return page(response, url, 'Versions', versions);
  }
}

/** By the paths of the API, 2015-03-31. */
function readQuestion(method: string, url: URL): Omit<Call, 'region'> | undefined {
  if (method !== 'GET') return undefined;
  const path = /^\/2015-03-31\/functions(?:\/?$|\/([^/]+)\/([a-z]+)$)/.exec(url.pathname);
  if (!path) return undefined;
  const [, encoded = '', part] = path;
  const name = decodeURIComponent(encoded).split(':function:').at(-1) ?? '';
  const qualifier = url.searchParams.get('Qualifier');
  const operation = part === undefined ? 'ListFunctions' : OPERATIONS[part];
  return operation && { operation, on: qualifier === null ? name : `${name}:${qualifier}` };
}

const OPERATIONS: Readonly<Record<string, Operation>> = {
  configuration: 'GetFunctionConfiguration',
  aliases: 'ListAliases',
  versions: 'ListVersionsByFunction',
};

function toConfiguration(found: StandInFunction, region: string, qualifier?: string) {
  const { versions = [], aliases = [], ...facts } = found;
  const number = aliases.find(({ Name }) => Name === qualifier)?.FunctionVersion ?? qualifier ?? '$LATEST';
  const version = versions.find(({ Version }) => Version === number);
  if (number !== '$LATEST' && !version) return undefined;
  const FunctionArn = `arn:aws:lambda:${region}:${ACCOUNT}:function:${found.FunctionName}`;
  return {
    Runtime: 'nodejs22.x',
    Handler: 'index.handler',
    Timeout: 3,
    MemorySize: 128,
    LastModified: '2026-05-01T10:00:00.000+0000',
    State: 'Active',
    FunctionArn: qualifier === undefined ? FunctionArn : `${FunctionArn}:${qualifier}`,
    ...facts,
    ...(version && { Description: undefined, ...version }),
    Version: number,
  };
}

/** As a listing has them. */
function withoutState<T extends { readonly State: string } | undefined>(configuration: T) {
  return { ...configuration, State: undefined, StateReason: undefined };
}

function page(response: ServerResponse, url: URL, member: string, all: readonly unknown[]): void {
  const start = Number(url.searchParams.get('Marker') ?? 0);
  const size = Math.min(Number(url.searchParams.get('MaxItems') ?? PAGE), PAGE);
  const next = start + size < all.length ? { NextMarker: String(start + size) } : {};
  send(response, 200, { [member]: all.slice(start, start + size), ...next });
}

function fail(
  response: ServerResponse,
  status: number,
  error: string,
  retryAfterSeconds?: number,
  message = `A stand-in's ${error}.`,
): void {
  response.setHeader('x-amzn-ErrorType', error);
  if (retryAfterSeconds !== undefined) response.setHeader('Retry-After', String(retryAfterSeconds));
  send(response, status, { Type: 'User', Message: message });
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
