/**
 * What users decide about the rules: in the settings of an editor, and in the project file that the command line
 * reads too. Foreign data: whatever is wrong with it is said in a sentence, and the rest counts.
 */
import { RULES, type RuleCode, type Severity } from './catalog/rules';
import type { Problem } from './problems';
import { findNearest } from './text/nearest';

/** Name of the project file; it counts for the folder it lies in and all below. */
export const CONFIGURATION_FILE = 'aurora-lambda-sql.json';

export type Grade = Severity | 'off';
export type Grades = ReadonlyMap<RuleCode, Grade>;

/** Every rule as it comes. */
export const NO_GRADES: Grades = new Map();

export interface Configuration {
  readonly grades: Grades;
  /** What could not be used, a sentence each. */
  readonly complaints: readonly string[];
}

export const GRADES: readonly Grade[] = ['error', 'warning', 'information', 'off'];
const CODES: readonly string[] = RULES.map(({ code }) => code);

/** Reads the project file's text: `{ "rules": { "CODE": "off" } }`. */
export function parseConfiguration(text: string): Configuration {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { grades: NO_GRADES, complaints: [`${CONFIGURATION_FILE} is no JSON: ${error.message}.`] };
  }
  if (!isObject(value))
    return { grades: NO_GRADES, complaints: [`${CONFIGURATION_FILE} is no JSON object.`] };
  const unknown = Object.keys(value).filter((key) => key !== 'rules' && key !== '$schema');
  const rules = readGrades(value['rules'] ?? {});
  const complaints = unknown.map((key) => `${CONFIGURATION_FILE} knows "rules" alone, not "${key}".`);
  return { grades: rules.grades, complaints: [...complaints, ...rules.complaints] };
}

/** Reads an object of grades by code, as the project file and the setting have it. */
export function readGrades(value: unknown): Configuration {
  if (!isObject(value)) return { grades: NO_GRADES, complaints: ['"rules" is an object of grades by code.'] };
  const grades = new Map<RuleCode, Grade>();
  const complaints: string[] = [];
  for (const [code, grade] of Object.entries(value)) {
    if (!isCode(code)) complaints.push(describeUnknownCode(code));
    else if (!isGrade(grade)) complaints.push(`The grade of ${code} is one of ${GRADES.join(', ')}.`);
    else grades.set(code, grade);
  }
  return { grades, complaints };
}

/** The problems as the user grades them; those that are off are left out. */
export function applyGrades(problems: readonly Problem[], grades: Grades): readonly Problem[] {
  if (grades.size === 0) return problems;
  return problems.flatMap((problem) => {
    const grade = grades.get(problem.code) ?? problem.severity;
    if (grade === problem.severity) return [problem];
    return grade === 'off' ? [] : [{ ...problem, severity: grade }];
  });
}

function describeUnknownCode(code: string): string {
  const meant = findNearest(code, CODES);
  return `There is no rule "${code}".${meant === undefined ? '' : ` Did you mean "${meant}"?`}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCode(code: string): code is RuleCode {
  return CODES.includes(code);
}

function isGrade(grade: unknown): grade is Grade {
  return GRADES.some((known) => known === grade);
}
