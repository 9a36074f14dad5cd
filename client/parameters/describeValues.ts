/** Values of a row, for the user: other people's text, cut where it is long. */
import type { ParameterSet } from '../../cluster/script/parameterSets';
import type { Cell } from '../../core/invocation/outcome';

const MOST_SHOWN = 40;
const MOST_NAMED = 20;

/** `$1 = 41, region = us-west-2`. */
export function describeValues({ parameters = [], variables }: ParameterSet): string {
  const all = [
    ...(parameters.map((value, index) => [`$${index + 1}`, value]) satisfies readonly (readonly [
      string,
      Cell,
    ])[]),
    ...Object.entries(variables),
  ];
  const shown = all.slice(0, MOST_NAMED).map(([name, value]) => `${name} = ${showCell(value)}`);
  return [...shown, ...(all.length > MOST_NAMED ? ['…'] : [])].join(', ');
}

export function showCell(value: Cell): string {
  if (value === null) return 'NULL';
  return value.length <= MOST_SHOWN ? value : `${value.slice(0, MOST_SHOWN)}…`;
}
