import { parseBoolean } from './variables';

/** `ignored`: no branch of it can be taken any more, or the whole stands in a branch that is not taken. */
type Branch = 'taken' | 'waiting' | 'ignored';

/** The open `\if`s. Messages are psql's own (src/bin/psql/command.c). */
export class Conditions {
  private readonly stack: { branch: Branch; elseSeen: boolean }[] = [];

  /** Whether what stands here runs. */
  get active(): boolean {
    return this.stack.at(-1)?.branch !== 'waiting' && this.stack.at(-1)?.branch !== 'ignored';
  }

  get isOpen(): boolean {
    return this.stack.length > 0;
  }

  static isCommand(name: string): boolean {
    return /^(?:if|elif|else|endif)$/.test(name);
  }

  /** Whether the command's expression decides anything; psql evaluates it only then. */
  evaluates(name: string): boolean {
    return (name === 'if' && this.active) || (name === 'elif' && this.stack.at(-1)?.branch === 'waiting');
  }

  /** Does the command; the answer is psql's complaint. An expression that is no Boolean counts as false. */
  apply(name: string, expression: string): string | undefined {
    if (name === 'if') return this.open(expression);
    const top = this.stack.at(-1);
    if (!top) return `\\${name}: no matching \\if`;
    if (name === 'endif') return void this.stack.pop();
    if (top.elseSeen) return `\\${name}: cannot occur after \\else`;
    if (name === 'else') {
      top.elseSeen = true;
      top.branch = top.branch === 'waiting' ? 'taken' : 'ignored';
      return undefined;
    }
    if (top.branch !== 'waiting') return void (top.branch = 'ignored');
    const value = parseBoolean(expression);
    if (value === true) top.branch = 'taken';
    return complain('elif', expression, value);
  }

  private open(expression: string): string | undefined {
    if (!this.active) return void this.stack.push({ branch: 'ignored', elseSeen: false });
    const value = parseBoolean(expression);
    this.stack.push({ branch: value === true ? 'taken' : 'waiting', elseSeen: false });
    return complain('if', expression, value);
  }
}

function complain(name: string, expression: string, value: boolean | undefined): string | undefined {
  return value === undefined
    ? `unrecognized value "${expression}" for "\\${name} expression": Boolean expected`
    : undefined;
}
