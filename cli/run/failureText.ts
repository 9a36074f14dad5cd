/** Errors and notices in psql's shape, with the place in the file and our advice. */
import type { Notice, RunEvent, SqlFailure } from '../../core/invocation/outcome';
import { Lines, underline } from '../excerpt';
import type { Source } from '../source';
import { visible, visibleBlock, type Style } from '../terminal';

export interface StatementPlace {
  readonly file: string | undefined;
  /** The whole script. */
  readonly script: string;
  /** Where the statement begins in it. */
  readonly start: number;
}

/** In the script itself, or in the file of it that the script includes. */
export function placeOf(
  { start, included }: Pick<RunEvent & { kind: 'statementStarted' }, 'start' | 'included'>,
  { file, text }: Source,
): StatementPlace {
  return included ? { ...included, script: included.text } : { file, script: text, start };
}

export interface FailurePlace extends StatementPlace {
  readonly sql: string;
}

export function formatFailure(failure: SqlFailure, place: FailurePlace, style: Style): string {
  const { message, detail, hint, context, offset, advice } = failure;
  const lines = [
    `${formatPlace(place, offset)}${style.red('ERROR:')}  ${visibleBlock(message)}`,
    ...(offset === undefined ? [] : formatExcerpt(place.sql, offset)),
    ...(detail === undefined ? [] : [`DETAIL:  ${visibleBlock(detail)}`]),
    ...(hint === undefined ? [] : [`HINT:  ${visibleBlock(hint)}`]),
    ...(context === undefined ? [] : [`CONTEXT:  ${visibleBlock(context)}`]),
    ...(advice === undefined ? [] : [formatAdvice(advice, style)]),
  ];
  return `${lines.join('\n')}\n`;
}

export function formatNotice({ severity, message, detail, hint }: Notice): string {
  const lines = [
    `${visible(severity)}:  ${visibleBlock(message)}`,
    ...(detail === undefined ? [] : [`DETAIL:  ${visibleBlock(detail)}`]),
    ...(hint === undefined ? [] : [`HINT:  ${visibleBlock(hint)}`]),
  ];
  return `${lines.join('\n')}\n`;
}

export function formatAdvice(advice: string, style: Style): string {
  return `${style.yellow('ADVICE:')}  ${visible(advice)}`;
}

/** `a.sql:3:8: `, of the error where its place is known, else of the statement. */
function formatPlace({ file, script, start }: FailurePlace, offset = 0): string {
  if (file === undefined) return '';
  const { line, column } = new Lines(script).positionAt(start + offset);
  return `${visible(file)}:${line}:${column}: `;
}

/** psql: the line of the statement and a caret under the place. */
function formatExcerpt(sql: string, offset: number): string[] {
  const lines = new Lines(sql);
  const { line, column } = lines.positionAt(offset);
  const label = `LINE ${line}: `;
  const [text, caret] = underline(lines.lineText(line), column, column);
  return [label + text, ' '.repeat(label.length) + caret];
}
