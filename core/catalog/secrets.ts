/**
 * How secrets look in SQL, payloads, logs and messages: what is kept on disk has them struck out. Whoever finds one
 * that is not known here adds a row; what no row describes is kept as it stands.
 */

/** Stands in the place of a secret. As SQL it is a syntax error, so that nobody sets it as a password by running it. */
export const SECRET_MARK = '<secret>';

/** A name that says "what follows is secret" ends in one of these, in any spelling of its parts. */
const WORDS = [
  'password',
  'passwd',
  'passphrase',
  'passcode',
  'pwd',
  'secret',
  // Not of pages that go on, nor of parsers that complain.
  '(?<!next[_-]?|page[_-]?|continuation[_-]?|unexpected |invalid )token',
  '(?:api|access|secret|private|encryption|signing)[_-]?key',
  'credentials?',
  'authorization',
  'cookie',
  'x-amz-signature',
].join('|');

const NAME = `(?:${WORDS})(?![\\w-])`;

/** Whether a column, variable, parameter or member of this name holds a secret. */
export const SECRET_NAME = new RegExp(`(?:${WORDS})$`, 'i');

export interface SecretForm {
  /** For whoever reads a failing test. */
  readonly id: string;
  /** With the flags `dg`; the group `secret` is what is struck out. No part of it may repeat without a bound. */
  readonly pattern: RegExp;
  /** It reads quotes as data has them: where SQL's own tokens are known, they tell better. */
  readonly readsQuotes?: true;
  /** Stands in its place where `SECRET_MARK` alone would spoil the JSON around it. */
  readonly mark?: string;
}

const form = (id: string, source: string, flags = ''): SecretForm => ({
  id,
  pattern: new RegExp(source, `dg${flags}`),
});
const quotedForm = (id: string, source: string, flags: string): SecretForm => ({
  ...form(id, source, flags),
  readsQuotes: true,
});

/** What an unquoted value consists of: up to white space, or to what ends a value in a URI, a list or JSON. */
const BARE = '[^\\s\'"\\\\,;&(){}\\[\\]<>]';
/** Bare words that are SQL and no value: variables, parameters, columns, calls, constants. */
const NO_VALUE =
  '(?![$:%?@]|(?:null|true|false|default|none)(?!\\w)|[a-z_]\\w{0,62}\\.[a-z_]\\w{0,62}(?![\\w.-])|\\w{1,63}\\()';

/** In any text: SQL, JSON, logs, messages. Values in SQL's own literals are found by its tokens besides. */
export const SECRET_FORMS: readonly SecretForm[] = [
  // postgres://user:secret@host, and any other URI; the last @ counts, as an unescaped one may be in the password.
  form('uri', `:\\/\\/[^\\s:@/'"<>]{0,256}:(?<secret>[^\\s'"<>]{1,512})@`),
  // "password": "…" of JSON
  form('member', `${NAME}"\\s{0,9}:\\s{0,9}"(?<secret>(?:[^"\\\\]|\\\\.){1,8192})`, 'is'),
  {
    ...form('member-number', `${NAME}"\\s{0,9}:\\s{0,9}(?<secret>-?\\d[\\d.eE+-]{0,64})`, 'i'),
    mark: `"${SECRET_MARK}"`,
  },
  // \"password\": \"…\" of JSON inside JSON: ends at the quote that is escaped as deep
  form(
    'member-escaped',
    `${NAME}(?<deep>\\\\{1,15})"\\s{0,9}:\\s{0,9}\\k<deep>"(?<secret>(?:[^"\\\\]|\\\\{1,31}(?!["\\\\])|(?!\\k<deep>")\\\\{1,31}"){1,8192})`,
    'is',
  ),
  // password='…' of connection strings, password: "…" of logs
  quotedForm('assigned', `${NAME}\\s{0,9}(?:=>|:=|=)\\s{0,9}'(?<secret>(?:[^'\\\\]|\\\\.|''){1,8192})`, 'is'),
  quotedForm('assigned-quoted', `${NAME}'?(?:\\s{0,9}=|:)\\s{0,9}["'](?<secret>[^"'\\\\]{1,8192})`, 'i'),
  form('assigned-bare', `${NAME}(?:\\s{0,9}=|:(?!:))\\s{0,9}${NO_VALUE}(?<secret>${BARE}{1,512})`, 'i'),
  // PASSWORD '…' in a message or a comment, \set password …
  quotedForm('clause', `${NAME}\\s{1,9}'(?<secret>(?:[^'\\\\]|\\\\.|''){1,8192})`, 'is'),
  form('psql-set', `\\\\set\\s{1,9}\\w{0,63}${NAME}[ \\t]{1,9}(?<secret>[^\\n]{1,512})`, 'i'),
  // Key (password)=(…) already exists.
  form('key-detail', `${NAME}\\)=\\((?<secret>[^)]{1,512})`, 'i'),
  form(
    'authorization',
    '\\b(?:bearer|basic)\\s{1,9}(?=[\\w.~+/-]{0,512}[\\d=])(?<secret>[\\w.~+/=-]{8,8192})',
    'i',
  ),
  // A JSON web token, signed (three parts) or encrypted (five).
  form('jwt', '\\b(?<secret>eyJ[\\w-]{5,8192}(?:\\.[\\w-]{0,8192}){2,4})'),
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  form('aws-key-id', '\\b(?<secret>(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16})(?![A-Z0-9])'),
  // 40 characters of base64; a hash in hex has no upper and lower case at once.
  form(
    'aws-secret-key',
    '(?<![\\w/+=])(?<secret>(?=[\\w/+]{0,39}[A-Z])(?=[\\w/+]{0,39}[a-z])(?=[\\w/+]{0,39}\\d)[A-Za-z0-9/+]{40})(?![\\w/+=])',
  ),
  form('aws-session-token', '(?<![\\w/+=])(?<secret>(?:FwoG|IQoJ|FQoG)[A-Za-z0-9/+=]{80,8192})'),
  form('private-key', '-----BEGIN [A-Z ]{0,32}PRIVATE KEY-----(?<secret>[^]{1,16384}?)(?=-----END|$)'),
  // What PostgreSQL stores of a password.
  form('verifier', '(?<secret>SCRAM-SHA-256\\$\\d{1,9}:[\\w+/=$:]{1,512})'),
  // https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github
  form('github-token', '\\b(?<secret>gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_\\w{22,255})'),
  form('slack-token', '\\b(?<secret>xox[abeprs]-[\\w-]{10,255})'),
];

/** Which arguments of a function are secrets, from 0; the names without their schema. */
export const SECRET_ARGUMENTS: ReadonlyMap<string, readonly number[]> = new Map([
  ['create_aws_credentials', [0, 1, 2]],
  ['crypt', [0]],
  ['hmac', [1]],
  ['encrypt', [1]],
  ['decrypt', [1]],
  ['encrypt_iv', [1]],
  ['decrypt_iv', [1]],
  ['pgp_sym_encrypt', [1]],
  ['pgp_sym_encrypt_bytea', [1]],
  ['pgp_sym_decrypt', [1]],
  ['pgp_sym_decrypt_bytea', [1]],
  ['pgp_pub_decrypt', [1, 2]],
  ['pgp_pub_decrypt_bytea', [1, 2]],
]);
