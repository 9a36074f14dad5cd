/** What AWS says of a function, as text for people. Names and descriptions are other people's: they stay text. */
import { toVisibleText } from '../../core/invocation/visibleText';
import type { FunctionFacts, QualifierFacts } from '../../core/liveNames/model';
import { codeSpan, paragraphs } from '../features/markdown';

/** A few words: `nodejs22.x · 30 s · 512 MB`. */
export function summarizeFunction({
  runtime = 'container image',
  timeoutMs,
  memoryMb,
}: FunctionFacts): string {
  return [runtime, `${timeoutMs / 1000} s`, `${memoryMb} MB`].join(' · ');
}

export function describeFunction(facts: FunctionFacts, alias?: QualifierFacts): string {
  const { runtime, handler, state, stateReason, lastModified } = facts;
  const lines = [
    `Runtime ${runtime === undefined ? 'container image' : codeSpan(runtime)}${handler ? `, handler ${codeSpan(handler)}` : ''}`,
    `Time-out ${facts.timeoutMs / 1000} s, memory ${facts.memoryMb} MB`,
    `Version ${codeSpan(facts.version)}${lastModified === undefined ? '' : `, last modified ${codeSpan(lastModified)}`}`,
    ...(state === undefined
      ? []
      : [`State ${codeSpan(state)}${stateReason ? `: ${toText(stateReason)}` : ''}`]),
    ...(alias ? [describeAlias(alias)] : []),
  ];
  const list = lines.map((line) => `- ${line}`).join('\n');
  return paragraphs(`**On AWS** ${codeSpan(facts.arn)}`, toText(facts.description ?? ''), list);
}

export function describeQualifier(facts: QualifierFacts): string {
  const head = facts.kind === 'alias' ? describeAlias(facts) : `Version ${codeSpan(facts.version)}`;
  return paragraphs(head, toText(facts.description ?? ''));
}

function describeAlias({ name, version, routing }: QualifierFacts): string {
  const shares = routing.map(
    (other) => `${Math.round(other.share * 100)} % of the calls go to version ${codeSpan(other.version)}`,
  );
  return [`Alias ${codeSpan(name)} of version ${codeSpan(version)}`, ...shares].join('; ');
}

/** Text that Markdown takes for nothing else, and in which nothing is hidden. */
function toText(text: string): string {
  return toVisibleText(text.replace(/\s+/g, ' ')).replace(/[\\`*_{}[\]()#+.!|<>~&:-]/g, '\\$&');
}
