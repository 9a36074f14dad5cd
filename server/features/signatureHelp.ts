import type { SignatureHelp, SignatureInformation } from 'vscode-languageserver-types';
import type { CallSite } from '../../core/calls/model';
import type { FunctionEntry, Overload } from '../../core/catalog/schema';
import type { SqlDocument } from '../../core/sql/document';
import { toMarkup, type ClientTraits } from '../start/clientTraits';
import { likelyOverloads, seatIn } from '../../core/calls/likelyOverloads';
import { findPlace } from '../spot/place';
import { argumentIndexAt, callAround } from '../spot/seats';
import { describeSource, parameterLabel, resultLabel } from './describe';
import { paragraphs } from './markdown';

/** One overload of the call that the cursor stands in. */
export interface Signature {
  readonly label: string;
  readonly markdown: string;
  readonly parameters: readonly SignatureParameter[];
  /** Index of the parameter being typed; undefined where this overload has none for the argument. */
  readonly activeParameter: number | undefined;
}

export interface SignatureParameter {
  /** Where it stands in the label, half open. */
  readonly labelSpan: readonly [number, number];
  readonly markdown: string;
}

export interface Signatures {
  /** All overloads, in the catalog's order. */
  readonly signatures: readonly Signature[];
  readonly activeSignature: number;
}

/**
 * The overloads of the innermost call round the cursor. `shown` is the index of the one that the user looks at
 * already: it stays where the arguments leave it as likely as any other.
 */
export function signatureHelp(document: SqlDocument, offset: number, shown?: number): Signatures | undefined {
  const place = findPlace(document, offset);
  const call = place && callAround(place.calls, place.at);
  if (!place || !call?.entry) return undefined;
  const { entry } = call;
  const indices = likelyOverloads(call).map((overload) => entry.overloads.indexOf(overload));
  const isKept = shown !== undefined && indices.includes(shown);
  return {
    signatures: entry.overloads.map((overload) => ({
      ...toSignature(entry, overload),
      activeParameter: findActiveParameter(overload, call, place.at),
    })),
    activeSignature: (isKept ? shown : indices[0]) ?? 0,
  };
}

function toSignature(entry: FunctionEntry, overload: Overload) {
  let label = `${entry.schema}.${entry.name}(`;
  const parameters = overload.parameters.map((parameter, index): SignatureParameter => {
    if (index > 0) label += ', ';
    const start = label.length;
    label += parameterLabel(parameter);
    const values = parameter.values?.map(({ value }) => `\`'${value}'\``).join(', ');
    return { labelSpan: [start, label.length], markdown: paragraphs(parameter.doc, values) };
  });
  label += `) → ${resultLabel(overload)}`;
  return { label, markdown: paragraphs(entry.doc, describeSource(entry)), parameters };
}

function findActiveParameter(overload: Overload, call: CallSite, at: number): number | undefined {
  const index = argumentIndexAt(call, at);
  const seat = seatIn(overload, call, index) ?? findNameBeingTyped(overload, call, index);
  return seat ? overload.parameters.indexOf(seat) : undefined;
}

/** Behind a named argument only a name may follow: its first letters may tell which. */
function findNameBeingTyped(overload: Overload, call: CallSite, index: number) {
  const argument = call.arguments[index];
  if (!argument || argument.name !== undefined) return undefined;
  const typed = call.fragment.text.slice(argument.span.start, argument.span.end).toLowerCase();
  const given = new Set(call.arguments.map(({ name }) => name));
  const fitting = overload.parameters.filter(({ name }) => name.startsWith(typed) && !given.has(name));
  return typed !== '' && fitting.length === 1 ? fitting[0] : undefined;
}

/** As LSP has it, with what the client can take. */
export function toSignatureHelp(
  { signatures, activeSignature }: Signatures,
  traits: ClientTraits,
): SignatureHelp {
  const none = (signature: Signature): number | null =>
    traits.noActiveParameter ? null : signature.parameters.length;
  const activeIn = (signature: Signature): number | null => signature.activeParameter ?? none(signature);
  const active = signatures[activeSignature];
  return {
    signatures: signatures.map((signature): SignatureInformation => ({
      label: signature.label,
      documentation: toMarkup(signature.markdown, traits.markdown.signature),
      parameters: signature.parameters.map(({ labelSpan: [start, end], markdown }) => ({
        label: traits.parameterOffsets ? [start, end] : signature.label.slice(start, end),
        documentation: toMarkup(markdown, traits.markdown.signature),
      })),
      ...(traits.activeParameterPerOverload && { activeParameter: activeIn(signature) }),
    })),
    activeSignature,
    ...(active && { activeParameter: activeIn(active) }),
  };
}
