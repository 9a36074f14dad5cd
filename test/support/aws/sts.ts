/** AWS's Security Token Service as far as AssumeRole goes: real HTTP, real signatures. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkSignature, type Keys } from './signature';

export interface StsStandIn {
  readonly endpoint: string;
  /** The roles that were asked for with a good signature. */
  readonly assumed: readonly string[];
  stop(): Promise<void>;
}

/** Gives out `temporary` to whoever signs with `keys`. */
export async function startSts(keys: Keys, temporary: Required<Keys>): Promise<StsStandIn> {
  const assumed: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      const signed = checkSignature(request, body, keys);
      if (signed.refusal || signed.service !== 'sts') return void response.writeHead(403).end();
      assumed.push(new URLSearchParams(body).get('RoleArn') ?? '');
      response.writeHead(200, { 'content-type': 'text/xml' }).end(writeAnswer(temporary));
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    assumed,
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function writeAnswer({ accessKeyId, secretAccessKey, sessionToken }: Required<Keys>): string {
  return `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
<AssumedRoleUser><AssumedRoleId>AROA:session</AssumedRoleId><Arn>arn:aws:sts::123456789012:assumed-role/reader/session</Arn></AssumedRoleUser>
<Credentials><AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>${secretAccessKey}</SecretAccessKey>
<SessionToken>${sessionToken}</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>
</AssumeRoleResult></AssumeRoleResponse>`;
}
