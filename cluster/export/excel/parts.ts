/** The parts of a workbook that hold no rows. Source: ECMA-376 Part 1, §12 and §18; Part 2, §10 (packaging). */

/** Numbers of the cell formats in `styles`, in their order there. */
export const STYLES = { plain: 0, header: 1, text: 2, date: 3, timestamp: 4, milliseconds: 5 };

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The name of a sheet's part; sheets count from 1. */
export const sheetPath = (sheet: number): string => `xl/worksheets/sheet${sheet}.xml`;

/** The parts around so many sheets, by their names in the package. */
export function createParts(sheets: number): ReadonlyMap<string, string> {
  const numbers = Array.from({ length: sheets }, (_, at) => at + 1);
  return new Map([
    ['[Content_Types].xml', XML + contentTypes(numbers)],
    ['_rels/.rels', XML + relationships([relationship(1, 'officeDocument', 'xl/workbook.xml')])],
    ['xl/workbook.xml', XML + workbook(numbers)],
    [
      'xl/_rels/workbook.xml.rels',
      XML +
        relationships([
          ...numbers.map((sheet) => relationship(sheet, 'worksheet', `worksheets/sheet${sheet}.xml`)),
          relationship(sheets + 1, 'styles', 'styles.xml'),
        ]),
    ],
    ['xl/styles.xml', XML + STYLE_SHEET],
  ]);
}

function contentTypes(sheets: readonly number[]): string {
  const part = (path: string, type: string): string =>
    `<Override PartName="/${path}" ContentType="${TYPES}.${type}+xml"/>`;
  return [
    `<Types xmlns="${PACKAGE}/content-types">`,
    `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`,
    part('xl/workbook.xml', 'sheet.main'),
    part('xl/styles.xml', 'styles'),
    ...sheets.map((sheet) => part(sheetPath(sheet), 'worksheet')),
    '</Types>',
  ].join('');
}

const relationships = (all: readonly string[]): string =>
  `<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`;

const relationship = (id: number, type: string, target: string): string =>
  `<Relationship Id="rId${id}" Type="${DOCUMENT}/${type}" Target="${target}"/>`;

function workbook(sheets: readonly number[]): string {
  const list = sheets.map((sheet) => {
    const name = sheet === 1 ? 'Rows' : `Rows ${sheet}`;
    return `<sheet name="${name}" sheetId="${sheet}" r:id="rId${sheet}"/>`;
  });
  return `<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets>${list.join('')}</sheets></workbook>`;
}

/** Number format 49 is text: a cell that has it stays text when it is edited. */
const STYLE_SHEET = [
  `<styleSheet xmlns="${MAIN}"><numFmts count="3">`,
  '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>',
  '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/>',
  '<numFmt numFmtId="166" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss.000"/></numFmts>',
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>',
  '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>',
  '<fills count="2"><fill><patternFill patternType="none"/></fill>',
  '<fill><patternFill patternType="gray125"/></fill></fills>',
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
  '<cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
  '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>',
  ...[49, 164, 165, 166].map(
    (format) =>
      `<xf numFmtId="${format}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
  ),
  '</cellXfs></styleSheet>',
].join('');
