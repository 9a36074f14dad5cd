/** Scripts made at random of everything that psql's lexer has a state for (psqlscan.l). */
import type { Random } from './random';

/** Parts of a statement that keep no `;` of their own outside of quotes, comments and CREATE bodies. */
const PARTS: readonly string[] = [
  'select 1',
  ', 2',
  'from t',
  'where a < 5',
  "'plain; text'",
  "'it''s; so'",
  "'back\\'",
  "E'esc\\'; \\\\'",
  "e'a''b\\\\; '",
  "U&'d\\0061t; a'",
  "u&'x' UESCAPE '!'",
  "B'01;0'",
  "x'1F'",
  "N'national;'",
  "'first'\n  'second;'",
  "'first' -- between; the two\n  'second'",
  "E'one\\''\n'two; '",
  '"name; with ""quotes"""',
  'U&"n\\0061me;"',
  "$$ body; $ $1 ' $$",
  '$tag$ a; $$ b; $other$ c $tag$',
  '$é_1$;$é_1$',
  'a$b$c',
  '$1',
  '$12abc',
  '-- a comment; here\n',
  '-- one that ends in a backslash \\\\\n',
  '/* block; */',
  '/* outer; /* inner; */ still; */',
  '/* lines\n;\n*/',
  '/*/ odd; /*/ */ */',
  ':name',
  ":'name'",
  ':"name"',
  ':{?name}',
  ':{?name',
  ":'na me'",
  '::int',
  'a := 1',
  'x:y:z',
  '@-1',
  '<->',
  '+-*',
  '*-- comment; after an operator\n',
  '=/* comment; */-',
  '1.5e-3',
  '1..2',
  '.5',
  '[1:2]',
  '(1)',
  '((a))',
  ')',
  '\\;',
  ' \\; select 3',
  "c \\set v 'a;b'\n",
  'b \\qecho "x;y" \'z\'\n',
  "b \\qecho :'v' \\\\ + 1",
  '\t',
  '\r\n',
  '\n\n',
  '\f',
  ' ',
  'é',
  '😀',
  '#',
  '^@',
  '~',
  '`',
  '?',
];

const WHOLE: readonly string[] = [
  'create function f() returns int begin atomic select case when true then 1; end; select 2; end',
  'create or replace procedure p() begin atomic select 1; case; end; end;',
  'create function f(begin int) returns int language sql as $$ select 1; $$',
  'create table t2 (a int default (1), "end" text)',
  'create rule r as on insert to t do also (select 1; select 2)',
  'create or replace rule r as on insert to t do also (select ((1)); select 2;)',
  'do $do$ begin perform 1; end $do$',
  'create function begin',
  'create temp table b (a int)',
  'copy t to stdout',
  'copy t from stdin;\n1\n2;\n\\.\nselect 0',
  'COPY t (a) FROM STDIN WITH (FORMAT csv);\n"1"\n\\.\nselect 0',
];

/** Never nothing: what two parts would mean together is another question than where a statement ends. */
const GAPS: readonly string[] = [' ', ', ', '\n+ ', '\n= ', ') '];

const ENDS: readonly string[] = [
  ';',
  ';',
  ';',
  ';\n',
  ' ;\n\n',
  ' \\g\n',
  '\\g\n',
  '\\gx\n',
  ' \\gset\n',
  ';;',
  ' \\gdesc\n',
];

/** Twenty statements, the last of them often left open. */
export function createPsqlScript({ pick, integer, next }: Random): string {
  let script = '';
  for (let left = 20; left > 0; left--) {
    if (next() < 0.2) script += pick(WHOLE);
    else for (let parts = 1 + integer(6); parts > 0; parts--) script += pick(PARTS) + pick(GAPS);
    script += pick(ENDS);
  }
  return next() < 0.5 ? script : script + pick(PARTS);
}
