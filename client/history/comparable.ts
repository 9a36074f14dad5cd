/** A run, a statement or an invocation of the history, laid out so that two of them can stand side by side. */
import {
  decodeInvocation,
  findInvocationTexts,
  type InvocationText,
} from '../../core/invocation/invocations';
import { indentJson } from '../../core/invocation/jsonNode';
import { formatMs } from '../../core/text/duration';
import { formatCount } from '../../core/text/readable';
import type { KeptFailure, KeptResult, StatementSummary } from './entry';
import { NONE, toFigure, toFigures, type Figure } from './figures';
import type { KeptNotices } from './keptNotices';
import { formatMoment } from './moment';
import type { HistoryNode } from './nodes';

/** Part of a comparison: figures, or lines of text. */
export interface Section {
  readonly title: string;
  readonly figures?: readonly Figure[];
  readonly lines?: readonly string[];
}

/** `results`: what is kept of the node's run. */
export function toSections(node: HistoryNode, results: readonly KeptResult[]): Section[] {
  const { summary } = node.run;
  const chosen = summary.statements.flatMap((statement, index) =>
    node.kind === 'run' || node.statement === index ? { statement, index } : [],
  );
  const isAlone = chosen.length === 1;
  const about: Section = {
    title: 'Run',
    figures: [
      { name: 'File', text: summary.title },
      { name: 'Connection', text: summary.connection },
      { name: 'Started', text: formatMoment(summary.startedAt) },
      { name: 'Result', text: summary.end },
      toFigure('Time', summary.ms, formatMs),
    ],
  };
  const statements = chosen.flatMap(({ statement, index }) =>
    describeStatement(
      statement,
      results.find((one) => one.statement === index),
      isAlone ? '' : ` of statement ${index + 1}`,
      node.kind === 'invocation' ? node.invocation : undefined,
    ),
  );
  return [about, ...statements];
}

/** `which`: behind the titles, where there are several statements. `only`: one invocation of it. */
function describeStatement(
  statement: StatementSummary,
  result: KeptResult | undefined,
  which: string,
  only: number | undefined,
): Section[] {
  const texts = result ? findInvocationTexts(result.columns, result.rows) : [];
  const { length } = statement.invocations;
  const database: Section = {
    title: `Statement${which && which.replace(' of statement', '')}`,
    figures: [
      toFigure('Database time', statement.ms, formatMs),
      { name: 'Rows', text: statement.rowCount === undefined ? NONE : String(statement.rowCount) },
      { name: 'Functions', text: statement.functions.join(', ') || NONE },
    ],
    lines: statement.sql.split('\n'),
  };
  const invocations = statement.invocations.flatMap((invocation, index): Section[] => {
    if (only !== undefined && only !== index) return [];
    const number = length > 1 && only === undefined ? ` ${index + 1}` : '';
    const title = `Invocation${number}${which}`;
    const place = length > 1 ? [{ name: 'Invocation', text: `${index + 1} of ${length}` }] : [];
    return [
      { title, figures: [...place, ...toFigures(invocation)] },
      ...describeAnswer(texts[index], `${number}${which}`),
    ];
  });
  const hasRows = texts.length === 0 && result !== undefined && result.columns.length > 0;
  const rows = hasRows ? [{ title: `Rows${which}`, lines: toLines(result) }] : [];
  const notices = describeNotices(result, which);
  return [database, ...describeFailure(statement.failure, which), ...notices, ...invocations, ...rows];
}

function describeFailure(failure: KeptFailure | undefined, which: string): Section[] {
  if (!failure) return [];
  const { sqlstate, message, detail, hint, context, advice } = failure;
  const parts = [
    [sqlstate, message].filter(Boolean).join(' '),
    detail && `DETAIL: ${detail}`,
    hint && `HINT: ${hint}`,
    context && `CONTEXT: ${context}`,
    advice,
  ];
  return [{ title: `Error${which}`, lines: parts.flatMap((part) => part?.split('\n') ?? []) }];
}

function describeNotices(
  { notices = [], noticesLeftOut = 0 }: Partial<KeptNotices> = {},
  which: string,
): Section[] {
  if (notices.length === 0) return [];
  const lines = notices.flatMap(({ severity, message, detail, hint }) => [
    ...`${severity}: ${message}`.split('\n'),
    ...(detail === undefined ? [] : `DETAIL: ${detail}`.split('\n')),
    ...(hint === undefined ? [] : `HINT: ${hint}`.split('\n')),
  ]);
  const more = noticesLeftOut > 0 ? [`… ${formatCount(noticesLeftOut, 'more notice')} not kept`] : [];
  return [{ title: `Notices${which}`, lines: [...lines, ...more] }];
}

const NOT_KEPT = ['not kept'];

function describeAnswer(text: InvocationText | undefined, which: string): Section[] {
  if (!text) return [{ title: `Payload${which}`, lines: NOT_KEPT }];
  const { payload } = text;
  const lines = payload === null ? ['NULL'] : (indentJson(payload) ?? payload).split('\n');
  const { log, undecodedLog } = decodeInvocation({ ...text, payload: null });
  const logged = log ?? undecodedLog;
  return [
    { title: `Payload${which}`, lines },
    ...(logged === undefined ? [] : [{ title: `Log${which}`, lines: logged.split(/\r?\n/) }]),
  ];
}

/** A line for each row, as JSON. */
function toLines({ columns, rows, isCut }: KeptResult): string[] {
  const names = JSON.stringify(columns.map(({ name }) => name));
  return [names, ...rows.map((row) => JSON.stringify(row)), ...(isCut ? ['… more is not kept'] : [])];
}
