import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import readExcel from 'read-excel-file/node';
import { createParts } from '../../../../cluster/export/excel/parts';
import { writeWorkbook } from '../../../../cluster/export/excel/workbook';
import type { Rows } from '../../../../cluster/rows/rowStream';
import type { Cell, Column } from '../../../../core/invocation/outcome';

// What is written is read by a reader that has nothing to do with us.
interface Read {
  readonly sheets: readonly { readonly sheet: string; readonly data: readonly (readonly unknown[])[] }[];
  readonly cut: number;
}

async function writeAndRead(columns: readonly Column[], rows: Rows, mostRows?: number): Promise<Read> {
  const parts: Uint8Array[] = [];
  let [cut, written] = [0, 0];
  const append = (bytes: Uint8Array): Promise<void> => {
    parts.push(bytes);
    return Promise.resolve();
  };
  const events = { onRows: (more: number) => (written += more), onCut: () => cut++ };
  const { sheets } = await writeWorkbook(append, columns, inPieces(rows), events, mostRows);
  const read = await readExcel(Buffer.concat(parts), { trim: false, parseNumber: (number) => ({ number }) });
  assert.equal(written, rows.length);
  assert.equal(read.length, sheets);
  return { sheets: read, cut };
}

async function* inPieces(rows: Rows): AsyncGenerator<Rows> {
  for (let at = 0; at < rows.length; at += 7) {
    await Promise.resolve();
    yield rows.slice(at, at + 7);
  }
}

/** The cells of one column as the reader has them; a number is `{ number }`, its text in the file. */
async function column(type: string, cells: readonly Cell[]): Promise<unknown[]> {
  // The second column keeps rows that would be empty.
  const columns = [
    { name: 'a', type },
    { name: 'n', type: 'integer' },
  ];
  const { sheets } = await writeAndRead(
    columns,
    cells.map((cell) => [cell, '1']),
  );
  return sheets[0]?.data.slice(1).map(([cell]) => cell) ?? [];
}

test('text is text: formulas, control characters, markup, what looks like an escape, spaces at its ends', async () => {
  const texts = [
    '=1+1',
    '+cmd|calc!A0',
    '-2+3',
    '@SUM(A1)',
    "'quoted",
    '=HYPERLINK("https://evil.example","here")',
    '<script>alert(1)</script>',
    '&amp; "x" </t></is></c>',
    ']]>',
    '\u0001\u0008\u000b\u001b[31m\u0085\ufffe',
    'two\r\nlines\rand\ttab\n',
    '_x0041_ _x000D_ _x005F_ _x00zz_',
    ' \t both ends \n ',
    '\u202egnp.exe\u200b',
    '😀 ü \u{10ffff}',
    '0123',
    '1e5',
    'TRUE',
  ];
  assert.deepEqual(await column('text', texts), texts);
  assert.deepEqual(await column('jsonb', ['{"a": "<b>"}']), ['{"a": "<b>"}']);
});

test('numbers are numbers where no digit is lost, else text', async () => {
  const numbers: Readonly<Record<string, readonly string[]>> = {
    integer: ['-2147483648', '0'],
    oid: ['4294967295'],
    bigint: ['999999999999999', '-5'],
    numeric: ['123456789012345000000', '0.000000000000001', '-0.5'],
    'numeric(10,2)': ['1.10', '0.00', '1234567890123.45'],
    'double precision': ['0.30000000000000004', '1e+300', '-2.5', '0'],
    real: ['3.4028235e+38'],
  };
  for (const [type, cells] of Object.entries(numbers)) {
    const expected = cells.map((number) => ({ number }));
    assert.deepEqual(await column(type, cells), expected, type);
  }
  const texts: Readonly<Record<string, readonly string[]>> = {
    bigint: ['9007199254740993', '1234567890123456'],
    numeric: ['NaN', 'Infinity', '1234567890.1234567', `1${'0'.repeat(400)}`, `0.${'0'.repeat(400)}1`],
    'double precision': ['NaN', '-Infinity', '5e-324', '1.7976931348623157e+308', '-0'],
    'integer[]': ['{1,2}'],
    money: ['$1.00'],
    text: ['12'],
  };
  for (const [type, cells] of Object.entries(texts)) assert.deepEqual(await column(type, cells), cells, type);
});

test('booleans, dates and timestamps are those of Excel where it has them exactly', async () => {
  assert.deepEqual(await column('boolean', ['t', 'f', null]), [true, false, null]);
  assert.deepEqual(await column('date', ['2024-02-29', '1900-03-01', '9999-12-31']), [
    new Date('2024-02-29'),
    new Date('1900-03-01'),
    new Date('9999-12-31'),
  ]);
  const unlike = ['1900-02-28', '0044-03-15 BC', 'infinity', '10000-01-01'];
  assert.deepEqual(await column('date', unlike), unlike);
  assert.deepEqual(await column('timestamp(3) without time zone', ['2024-02-29 23:59:59.999']), [
    new Date('2024-02-29T23:59:59.999Z'),
  ]);
  for (const type of ['timestamp without time zone', 'timestamp with time zone', 'interval', 'bytea']) {
    assert.deepEqual(await column(type, ['2024-02-29 23:59:59.123456']), ['2024-02-29 23:59:59.123456']);
  }
});

test('NULL is an empty cell, empty text is text', async () => {
  const rows = [
    [null, '', null, 'd'],
    ['a', null, 'c', null],
  ];
  const columns = ['', 'id', 'id', 'a<b'].map((name) => ({ name, type: 'text' }));
  const { sheets } = await writeAndRead(columns, rows);
  assert.deepEqual(sheets[0]?.data, [
    [null, 'id', 'id', 'a<b'],
    [null, null, null, 'd'],
    ['a', null, 'c', null],
  ]);
});

test('a cell that is too long loses its end, never half a character, and is counted', async () => {
  const rows = [['x'.repeat(32_767)], [`${'x'.repeat(32_766)}😀`], ['y'.repeat(50_000)]];
  const { sheets, cut } = await writeAndRead([{ name: 'a', type: 'text' }], rows);
  assert.deepEqual(
    sheets[0]?.data.slice(1).map(([cell]) => (cell as string).length),
    [32_767, 32_766, 32_767],
  );
  assert.equal(cut, 2);
});

test('more rows than a sheet has room for go on in another, under the same header', async () => {
  const rows = Array.from({ length: 25 }, (_, n) => [String(n)]);
  const { sheets } = await writeAndRead([{ name: 'n', type: 'integer' }], rows, 11);
  assert.deepEqual(
    sheets.map(({ sheet, data }) => [sheet, data.length, data[0], data.at(-1)]),
    [
      ['Rows', 11, ['n'], [{ number: '9' }]],
      ['Rows 2', 11, ['n'], [{ number: '19' }]],
      ['Rows 3', 6, ['n'], [{ number: '24' }]],
    ],
  );
  const exactly = await writeAndRead([{ name: 'n', type: 'integer' }], rows.slice(0, 10), 11);
  assert.equal(exactly.sheets.length, 1);
});

test('no rows is a header; columns go past Z', async () => {
  const columns = Array.from({ length: 800 }, (_, n) => ({ name: `c${n}`, type: 'text' }));
  const none = await writeAndRead(columns, []);
  assert.deepEqual(none.sheets[0]?.data, [columns.map(({ name }) => name)]);
  const { sheets } = await writeAndRead(columns, [columns.map(({ name }) => name)]);
  assert.deepEqual(sheets[0]?.data[1], sheets[0]?.data[0]);
});

test('what fails, the rows or the file, fails it, and nothing waits for the other', async () => {
  const columns = [{ name: 'a', type: 'text' }];
  const events = { onRows: () => undefined, onCut: () => undefined };
  async function* doomed(): AsyncGenerator<Rows> {
    yield [['a']];
    await once(process, 'never', { signal: AbortSignal.abort() }).catch(() => undefined);
    throw new Error('no more rows');
  }
  await assert.rejects(
    writeWorkbook(() => Promise.resolve(), columns, doomed(), events),
    { message: 'no more rows' },
  );
  const full = (): Promise<void> => Promise.reject(new Error('no space left on device'));
  const many = inPieces(Array.from({ length: 100_000 }, (_, n) => [String(n)]));
  await assert.rejects(writeWorkbook(full, columns, many, events), { message: 'no space left on device' });
});

test('every part is named in the content types and in the relationships', () => {
  const parts = createParts(3);
  const types = parts.get('[Content_Types].xml') ?? '';
  for (const sheet of [1, 2, 3]) {
    assert.ok(types.includes(`/xl/worksheets/sheet${sheet}.xml`));
    assert.ok(parts.get('xl/_rels/workbook.xml.rels')?.includes(`"rId${sheet}"`));
  }
});
