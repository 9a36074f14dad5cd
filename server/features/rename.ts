import type { Range, TextEdit } from 'vscode-languageserver-types';
import { PSQL_SPECIAL_VARIABLES } from '../../core/catalog/psqlSpecialVariables';
import { findAllDefinitions, type PsqlDefinition } from '../../core/psqlVariables';
import type { SqlDocument } from '../../core/sql/document';
import { toRange } from '../documents/ranges';
import { findVariableAt, findVariablePlaces, type VariablePlace } from '../spot/psqlVariablePlaces';

export type Refusable<T> = T | { readonly refusal: string };

/**
 * The name under the cursor, if it is a psql variable; or why it can't be renamed. `others`: the scripts that share
 * their variables with the document.
 */
export function prepareRename(
  document: SqlDocument,
  offset: number,
  others: readonly SqlDocument[] = [],
): Refusable<{ readonly range: Range; readonly placeholder: string }> | undefined {
  const place = findVariableAt(document, offset);
  if (!place) return undefined;
  const refusal = refuseOld([document, ...others], place.name);
  if (refusal !== undefined) return { refusal };
  return { range: toRange(document, place.span), placeholder: place.name };
}

/**
 * Renames a psql variable in the whole script: where it is set, by whatever command, and where it is used. The edits
 * of the document come first, then those of the others in their order.
 */
export function rename(
  document: SqlDocument,
  offset: number,
  newName: string,
  others: readonly SqlDocument[] = [],
): Refusable<readonly (readonly TextEdit[])[]> | undefined {
  const variable = findVariableAt(document, offset);
  if (!variable) return undefined;
  const scripts = [document, ...others];
  const refusal = refuseOld(scripts, variable.name) ?? refuseNew(scripts, variable.name, newName);
  if (refusal !== undefined) return { refusal };
  return scripts.map((script) =>
    findVariablePlaces(script, variable.name).map((place) => ({
      range: toRange(script, place.span),
      newText: writeName(place, newName),
    })),
  );
}

function refuseOld(scripts: readonly SqlDocument[], name: string): string | undefined {
  if (PSQL_SPECIAL_VARIABLES.has(name)) return `${name} is a variable of psql itself: its name is fixed.`;
  const definitions = findDefinitions(scripts, name);
  const isSet = definitions.some(({ command }) => command !== 'unset');
  if (!isSet)
    return `This script does not set ${name}: it comes from outside, for instance from psql's option -v.`;
  if (definitions.some(({ nameSpan }) => !nameSpan))
    return `\\gset takes the name ${name} from a column without an alias. Give the column an alias first: AS ${name}.`;
  return undefined;
}

function findDefinitions(scripts: readonly SqlDocument[], name: string): readonly PsqlDefinition[] {
  return scripts.flatMap((script) => findAllDefinitions(script)).filter((one) => one.name === name);
}

function refuseNew(scripts: readonly SqlDocument[], name: string, newName: string): string | undefined {
  if (!/^[\w\u0080-\uffff]+$/.test(newName))
    return "A psql variable's name has letters, digits and underscores only.";
  if (PSQL_SPECIAL_VARIABLES.has(newName))
    return `${newName} is a variable of psql itself: take another name.`;
  const isTaken = scripts.some((script) => findVariablePlaces(script, newName).length > 0);
  if (newName !== name && isTaken) return `This script has a variable ${newName} already.`;
  const unfit = findDefinitions(scripts, name).find((definition) => !fitsPrefix(definition, newName));
  return (
    unfit && `\\gset ${unfit.prefix} puts its prefix before the name: it has to begin with ${unfit.prefix}.`
  );
}

function fitsPrefix({ prefix = '' }: PsqlDefinition, newName: string): boolean {
  return newName.startsWith(prefix) && newName.length > prefix.length;
}

/** As an alias it is a name of SQL, without the prefix; PostgreSQL folds it and reserves some, so it is quoted. */
function writeName({ definition }: VariablePlace, newName: string): string {
  if (definition?.command !== 'gset') return newName;
  const alias = newName.slice(definition.prefix?.length);
  return /^[a-z_][a-z0-9_]*$/.test(alias) && !AS_LABELS.has(alias) ? alias : `"${alias}"`;
}

/** kwlist.h, AS_LABEL: words that are no column's alias without AS. */
const AS_LABELS = new Set(
  (
    'array as char character create day except fetch filter for from grant group having hour intersect into isnull ' +
    'limit minute month notnull offset on order over overlaps precision returning second to union varying where ' +
    'window with within without year'
  ).split(' '),
);
