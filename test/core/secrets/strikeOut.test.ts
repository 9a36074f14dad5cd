import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SECRET_FORMS, SECRET_MARK } from '../../../core/catalog/secrets';
import { strikeOut } from '../../../core/secrets/strikeOut';
import { strikeOutSql } from '../../../core/secrets/strikeOutSql';

// None of these is a secret of anybody's: AWS's documents have the keys.
const KEY_ID = 'AKIAIOSFODNN7EXAMPLE';
const KEY = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJub2JvZHkifQ.dGhpcyBpcyBub3QgYSBzaWduYXR1cmU';
const M = SECRET_MARK;

/** [text, what is kept of it] */
type Case = readonly [text: string, kept: string];

function checkAll(strike: (text: string) => { readonly text: string }, cases: readonly Case[]): void {
  assert.deepEqual(
    cases.map(([text]) => strike(text).text),
    cases.map(([, kept]) => kept),
  );
}

describe('in SQL', () => {
  test('passwords of roles, in every form of a literal', () => {
    checkAll(strikeOutSql, [
      [`ALTER ROLE app PASSWORD 'hunter2';`, `ALTER ROLE app PASSWORD ${M};`],
      [
        `CREATE USER app WITH ENCRYPTED PASSWORD 'it''s' LOGIN`,
        `CREATE USER app WITH ENCRYPTED PASSWORD ${M} LOGIN`,
      ],
      [
        `CREATE ROLE a PASSWORD E'a\\'b' VALID UNTIL 'infinity'`,
        `CREATE ROLE a PASSWORD ${M} VALID UNTIL 'infinity'`,
      ],
      [
        `CREATE ROLE a PASSWORD /* new */ $x$hun'ter$x$ INHERIT`,
        `CREATE ROLE a PASSWORD /* new */ ${M} INHERIT`,
      ],
      [`ALTER ROLE app PASSWORD 'a\\' LOGIN IN ROLE "b"`, `ALTER ROLE app PASSWORD ${M} LOGIN IN ROLE "b"`],
      [`ALTER ROLE app PASSWORD 'half typed`, `ALTER ROLE app PASSWORD ${M}`],
    ]);
  });

  test('options of user mappings and connection strings of dblink, subscriptions and postgres_fdw', () => {
    checkAll(strikeOutSql, [
      [
        `CREATE USER MAPPING FOR me SERVER s OPTIONS (user 'bob', password 'hunter2');`,
        `CREATE USER MAPPING FOR me SERVER s OPTIONS (user 'bob', password ${M});`,
      ],
      [
        `ALTER USER MAPPING FOR me SERVER s OPTIONS (SET password 'hunter2')`,
        `ALTER USER MAPPING FOR me SERVER s OPTIONS (SET password ${M})`,
      ],
      [
        `SELECT dblink_connect('host=h user=u password=hunter2 dbname=d')`,
        `SELECT dblink_connect('host=h user=u password=${M} dbname=d')`,
      ],
      [
        `SELECT * FROM dblink('host=h password = ''two words'' user=u', 'SELECT 1') AS t(a int)`,
        `SELECT * FROM dblink('host=h password = ${M} user=u', 'SELECT 1') AS t(a int)`,
      ],
      [
        `CREATE SUBSCRIPTION s CONNECTION 'postgresql://u:p@ss:w0rd@h:5432/d?sslmode=require' PUBLICATION p`,
        `CREATE SUBSCRIPTION s CONNECTION 'postgresql://u:${M}@h:5432/d?sslmode=require' PUBLICATION p`,
      ],
      [
        `SELECT 'postgres://h/d?user=u&password=hunter2&x=1'`,
        `SELECT 'postgres://h/d?user=u&password=${M}&x=1'`,
      ],
    ]);
  });

  test('values of names that say they are secret', () => {
    checkAll(strikeOutSql, [
      [`SET app.jwt_secret TO 'hunter2'`, `SET app.jwt_secret TO ${M}`],
      [`SELECT set_config('app.api_key', 'hunter2', false)`, `SELECT set_config('app.api_key', ${M}, false)`],
      [`UPDATE users SET password = 'hunter2' WHERE id = 1`, `UPDATE users SET password = ${M} WHERE id = 1`],
      [
        `SELECT json_build_object('user', 'bob', 'password', 'hunter2')`,
        `SELECT json_build_object('user', 'bob', 'password', ${M})`,
      ],
      [
        `SELECT 1 FROM u WHERE data ->> 'password' = 'hunter2'`,
        `SELECT 1 FROM u WHERE data ->> 'password' = ${M}`,
      ],
      [`SELECT login(client_secret => 'hunter2')`, `SELECT login(client_secret => ${M})`],
      [`\\set db_password hunter2\nSELECT 1`, `\\set db_password ${M}\nSELECT 1`],
    ]);
  });

  test('values that an INSERT puts into columns of such names', () => {
    checkAll(strikeOutSql, [
      [
        `INSERT INTO public.users AS u (id, "password", note) VALUES (1, 'hunter2', 'a'), (f(2, 3), lower('hunter3'), 'b');`,
        `INSERT INTO public.users AS u (id, "password", note) VALUES (1, ${M}, 'a'), (f(2, 3), lower(${M}), 'b');`,
      ],
    ]);
  });

  test('keys that functions are given', () => {
    checkAll(strikeOutSql, [
      [
        `SELECT aws_s3.query_export('SELECT 1', u, aws_commons.create_aws_credentials('${KEY_ID}', 'short', ''))`,
        `SELECT aws_s3.query_export('SELECT 1', u, aws_commons.create_aws_credentials(${M}, ${M}, ${M}))`,
      ],
      [`SELECT crypt('hunter2', gen_salt('bf'))`, `SELECT crypt(${M}, gen_salt('bf'))`],
      [
        `SELECT pgp_sym_encrypt(concat('a', 'b'), 'hunter2')`,
        `SELECT pgp_sym_encrypt(concat('a', 'b'), ${M})`,
      ],
    ]);
  });

  test('payloads in literals, and SQL in the strings of SQL', () => {
    checkAll(strikeOutSql, [
      [
        `SELECT aws_lambda.invoke('f', '{"user": "bob", "password": "hunter2"}'::json)`,
        `SELECT aws_lambda.invoke('f', '{"user": "bob", "password": "${M}"}'::json)`,
      ],
      [
        `DO $$ BEGIN EXECUTE 'ALTER ROLE a PASSWORD ''hunter2'' LOGIN'; END $$;`,
        `DO $$ BEGIN EXECUTE 'ALTER ROLE a PASSWORD ${M} LOGIN'; END $$;`,
      ],
      [
        `DO $$ BEGIN EXECUTE 'DO $x$ BEGIN EXECUTE ''ALTER ROLE a PASSWORD ''''hunter2'''''' ; END $x$'; END $$;`,
        `DO $$ BEGIN EXECUTE 'DO $x$ BEGIN EXECUTE ''ALTER ROLE a PASSWORD ${M}'' ; END $x$'; END $$;`,
      ],
      [`-- old: ALTER ROLE app PASSWORD 'hunter2'`, `-- old: ALTER ROLE app PASSWORD '${M}'`],
      [
        `COPY users FROM STDIN;\n1\tpostgres://u:hunter2@h/d\n\\.`,
        `COPY users FROM STDIN;\n1\tpostgres://u:${M}@h/d\n\\.`,
      ],
    ]);
  });

  test('what only looks like one stays', () => {
    const untouched = [
      `SELECT password, token, u.secret FROM users u WHERE u.token = s.token AND password = $1`,
      `ALTER ROLE app PASSWORD :'pw'`,
      `ALTER ROLE app PASSWORD NULL`,
      `UPDATE users SET password = '' WHERE password = crypt($1, password)`,
      `SELECT token ->> 'name', "nextToken", 'page_token: 4' FROM t`,
      `SELECT payload::text, token::text, arr[1:2] FROM t WHERE length(password) > 8`,
      `SELECT aws_lambda.invoke('arn:aws:lambda:us-west-2:123456789012:function:f', '{"name": "Ada"}'::json)`,
      `COMMENT ON COLUMN users.password IS 'kept as a hash'`,
    ];
    checkAll(
      strikeOutSql,
      untouched.map((sql): Case => [sql, sql]),
    );
  });

  test('a literal that was struck out can no longer run', () => {
    assert.match(strikeOutSql(`ALTER ROLE app PASSWORD 'hunter2'`).text, /PASSWORD <secret>$/);
  });
});

describe('in payloads, logs and messages', () => {
  test('members of JSON, at any depth of strings', () => {
    checkAll(strikeOut, [
      [`{"apiKey" : "a\\"b", "n": 1}`, `{"apiKey" : "${M}", "n": 1}`],
      [
        `{"accessKeyId": "x", "secretAccessKey": "hunter2"}`,
        `{"accessKeyId": "x", "secretAccessKey": "${M}"}`,
      ],
      [`{"password": 1234, "count": 2}`, `{"password": "${M}", "count": 2}`],
      [
        String.raw`{"body": "{\"password\": \"hun\\\"ter\", \"a\": 1}"}`,
        String.raw`{"body": "{\"password\": \"<secret>\", \"a\": 1}"}`,
      ],
      [
        String.raw`{"a": "{\"b\": \"{\\\"token\\\": \\\"hunter2\\\"}\"}"}`,
        String.raw`{"a": "{\"b\": \"{\\\"token\\\": \\\"<secret>\\\"}\"}"}`,
      ],
    ]);
  });

  test('keys of AWS, tokens, private keys, verifiers', () => {
    checkAll(strikeOut, [
      [`key ${KEY_ID} and ${KEY}.`, `key ${M} and ${M}.`],
      [`Authorization: Bearer abc123.def-456`, `Authorization: ${M} ${M}`],
      [`{"Authorization": "Basic dXNlcjpodW50ZXIy"}`, `{"Authorization": "${M}"}`],
      [`jwt=${JWT};`, `jwt=${M};`],
      [
        `-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----`,
        `-----BEGIN RSA PRIVATE KEY-----${M}-----END RSA PRIVATE KEY-----`,
      ],
      [`-----BEGIN PRIVATE KEY-----\ncut off`, `-----BEGIN PRIVATE KEY-----${M}`],
      [`SCRAM-SHA-256$4096:c2FsdA==$a2V5:c2VydmVy`, M],
      [`ghp_${'a1B2'.repeat(9)}`, M],
    ]);
  });

  test('assignments in logs, and PostgreSQL quoting a row', () => {
    checkAll(strikeOut, [
      [`connecting with password=hunter2 as bob`, `connecting with password=${M} as bob`],
      [`{'password': 'hunter2', 'a': 1}`, `{'password': '${M}', 'a': 1}`],
      [`DB_PASSWORD: hunter2`, `DB_PASSWORD: ${M}`],
      [`Key (password)=(hunter2) already exists.`, `Key (password)=(${M}) already exists.`],
      [`SQL statement "ALTER ROLE a PASSWORD 'hunter2'"`, `SQL statement "ALTER ROLE a PASSWORD '${M}'"`],
    ]);
  });

  test('what only looks like one stays', () => {
    const untouched = [
      `REPORT RequestId: 8f507cfc-xmpl-4697-b07a-ac58fc914c95 Duration: 1.2 ms Memory Size: 128 MB`,
      `Unexpected token: } in JSON at position 4`,
      `password authentication failed for user "bob"`,
      `{"nextToken": "abc", "passwordChangedAt": "2024-01-01", "tokens": 12}`,
      `da39a3ee5e6b4b0d3255bfef95601890afd80709`,
      `Basic authentication`,
      `https://example.com/a:b@c`,
    ];
    checkAll(
      strikeOut,
      untouched.map((text): Case => [text, text]),
    );
  });

  test('hidden values wherever they stand, however they are written', () => {
    const hidden = [`o'hun"ter`, 'a b&c', '42'];
    assert.equal(
      strikeOut(`1: o'hun"ter 2: "o'hun\\"ter" 3: 'o''hun"ter' 4: ?q=a%20b%26c 42`, hidden).text,
      `1: ${M} 2: "${M}" 3: '${M}' 4: ?q=${M} 42`,
    );
    assert.equal(strikeOutSql(`SELECT 'o''hun"ter'`, hidden).text, `SELECT '${M}'`);
  });
});

describe('what is struck out', () => {
  test('is told by its place in the text as it was', () => {
    const sql = `ALTER ROLE a PASSWORD 'x y'; -- password=zz`;
    const { spans } = strikeOutSql(sql);
    assert.deepEqual(
      spans.map(({ start, end }) => sql.slice(start, end)),
      [`'x y'`, 'zz'],
    );
  });

  test('stays struck out when it is read again', () => {
    const once = strikeOutSql(`ALTER ROLE a PASSWORD 'x'; SELECT 'password=y postgres://u:z@h'`).text;
    assert.equal(strikeOutSql(once).text, once);
  });

  test('every form has its own name and a bound on each of its parts', () => {
    assert.equal(new Set(SECRET_FORMS.map(({ id }) => id)).size, SECRET_FORMS.length);
    for (const { id, pattern } of SECRET_FORMS) {
      const parts = pattern.source.replace(/\[(?:\\.|[^\]\\])*\]/g, 'x').replace(/\\./g, 'x');
      assert.doesNotMatch(parts, /[*+]/, id);
    }
  });
});

describe('every name of a secret', () => {
  const names = [
    ...['password', 'passwd', 'passphrase', 'passcode', 'pwd', 'secret', 'token', 'api_key', 'apikey'],
    ...[
      'access-key',
      'secretKey',
      'private_key',
      'encryptionkey',
      'signing-key',
      'credential',
      'credentials',
    ],
    ...['authorization', 'cookie', 'X-Amz-Signature', 'next_secret', 'DB_PASSWORD'],
  ];
  for (const name of names)
    test(`${name}: in JSON, in a URI, in a list of settings, as a variable of psql`, () => {
      checkAll(strikeOut, [
        [`{"${name}": "hunter2", "a": 1}`, `{"${name}": "${M}", "a": 1}`],
        [`https://h/p?${name}=hunter2&a=1`, `https://h/p?${name}=${M}&a=1`],
        [`host=h ${name}=hunter2 a=1`, `host=h ${name}=${M} a=1`],
      ]);
      // psql's own names have no hyphens.
      if (!name.includes('-')) checkAll(strikeOutSql, [[`\\set ${name} hunter2`, `\\set ${name} ${M}`]]);
    });
});
