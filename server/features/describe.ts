/** The catalog's facts as Markdown, for hovers, completions and signatures alike. */
import { findPartition, type Region } from '../../core/catalog/regions';
import type { ArnPart } from '../../core/arn/functionReference';
import { CREATE_LAMBDA_FUNCTION_ARN } from '../../core/catalog/createLambdaArn';
import { LAMBDA_ARN_TYPE } from '../../core/catalog/invoke';
import type { ContextMember } from '../../core/catalog/clientContext';
import { arnPart, QUALIFIER_FORMS } from '../../core/catalog/lambdaArn';
import type { EnumValue, FunctionEntry, OutColumn, Overload, Parameter } from '../../core/catalog/schema';
import { SETTINGS, type Setting } from '../../core/catalog/settings';
import { stripColours } from '../../core/invocation/visibleText';
import type { PsqlDefinition } from '../../core/psqlVariables';
import { codeSpan, paragraphs, sqlBlock, textBlock } from './markdown';

export function describeEntry(entry: FunctionEntry): string {
  const settings = SETTINGS.filter((setting) => setting.name.startsWith(`${entry.schema}.`));
  const lines = settings.map(
    (setting) => `- \`${setting.name}\` (default ${codeSpan(setting.default || "''")}): ${setting.doc}`,
  );
  return paragraphs(
    entry.doc,
    lines.length > 0 ? `Settings:\n${lines.join('\n')}` : undefined,
    describeSource(entry),
  );
}

export function describeSource(entry: FunctionEntry): string {
  return `[AWS's reference](${entry.source})`;
}

/** `name type [DEFAULT value]`. */
export function parameterLabel(parameter: Parameter): string {
  const standard = parameter.default === undefined ? '' : ` DEFAULT ${parameter.default}`;
  return `${parameter.name} ${parameter.type}${standard}`;
}

/** What a call of the overload returns, as in a declaration. */
export function resultLabel(overload: Overload): string {
  if (overload.outColumns.length === 0) return overload.returns;
  return `(${overload.outColumns.map((column) => `${column.name} ${column.type}`).join(', ')})`;
}

/** The declaration, one parameter a line. */
export function describeOverload(entry: FunctionEntry, overload: Overload): string {
  const parameters = overload.parameters.map((parameter) => `  ${parameterLabel(parameter)}`);
  const head = `${entry.schema}.${entry.name}(\n${parameters.join(',\n')}\n)`;
  return sqlBlock(`${head} RETURNS ${resultLabel(overload)}`);
}

/** What tells the overload from the others: the types of its required parameters. */
export function describeDifference(overload: Overload): string {
  const required = overload.parameters.filter((parameter) => parameter.default === undefined);
  return required.map((parameter) => `\`${parameter.name} ${parameter.type}\``).join(', ');
}

/** The composite type. */
export function describeType(): string {
  const { schema, name } = CREATE_LAMBDA_FUNCTION_ARN;
  return paragraphs(
    sqlBlock(LAMBDA_ARN_TYPE),
    `The name and the Region of a Lambda function in one value. \`${schema}.${name}\` makes it.`,
    describeSource(CREATE_LAMBDA_FUNCTION_ARN),
  );
}

export function describeParameter(parameter: Parameter): string {
  const values = parameter.values?.map((value) => `- ${describeEnumValue(value)}`).join('\n');
  return paragraphs(sqlBlock(parameterLabel(parameter)), parameter.doc, values);
}

export function describeEnumValue(value: EnumValue): string {
  return `\`'${value.value}'\`: ${value.doc}`;
}

export function describeRegion(region: Region): string {
  return `**${region.title}** (\`${region.name}\`), partition \`${region.partition.id}\`: ${region.partition.doc}`;
}

export function describePartition(id: string): string | undefined {
  const partition = findPartition(id);
  return partition && `Partition \`${partition.id}\`: ${partition.doc}`;
}

/** One part of a function's name; what a Region or partition of this name is comes with it. */
export function describeArnPart(part: ArnPart, known: string | undefined): string {
  const { title, doc, example } = arnPart(part.name);
  const text = part.text === '' ? '' : ` ${codeSpan(part.text)}`;
  return paragraphs(`**${title}**${text}`, `${doc} For instance ${codeSpan(example)}.`, known);
}

/** What kind of qualifier it is, by its form. */
export function describeQualifier(text: string): string | undefined {
  const exact = QUALIFIER_FORMS.find(({ example, varies }) => !varies && example === text);
  const isVersion = /^\d+$/.test(text);
  const form =
    exact ?? QUALIFIER_FORMS.find(({ example, varies }) => varies && /^\d+$/.test(example) === isVersion);
  return form && `${form.title}: ${form.doc}`;
}

export function describeSetting(setting: Setting): string {
  return paragraphs(`**${codeSpan(setting.name)}**`, setting.doc, describeDefault(setting));
}

function describeDefault(setting: Setting): string {
  return `Default: ${codeSpan(setting.default || "''")}. \`SET ${setting.name} = …\` changes it for the session.`;
}

export function describeContextMember({ name, doc, members = [] }: ContextMember): string {
  const known = members.map((member) => `- ${codeSpan(member.name)}: ${member.doc}`).join('\n');
  return paragraphs(`**${codeSpan(name)}** of the client context`, doc, known);
}

/** The log that a base64 text stands for, as text. */
export function describeLog(log: string): string {
  return paragraphs(
    'A log of Lambda in base64, as `log_result` has it:',
    textBlock(stripColours(log).trimEnd()),
  );
}

export function describeOutColumn(column: OutColumn): string {
  return paragraphs(sqlBlock(`${column.name} ${column.type}`), column.doc);
}

/** `line` is zero-based, as LSP counts. */
export function describeVariable({ name, command, type }: PsqlDefinition, line: number): string {
  const value = type && `It holds a value of type \`${type}\`, which psql writes as an untyped literal.`;
  return paragraphs(`psql variable ${codeSpan(name)}, set by \`\\${command}\` in line ${line + 1}.`, value);
}
