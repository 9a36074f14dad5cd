import { test } from 'node:test';
import { checkNoRename, checkRename, checkRenameRefused } from '../support/navigation';

test('a psql variable is renamed in the whole script', () =>
  checkRename(
    "\\set a 1\n\\echo :a :{?a}\nSELECT :'<|>a', :\"a\", :a, ':a';\n\\unset a\n",
    'b',
    "\\set b 1\n\\echo :b :{?b}\nSELECT :'b', :\"b\", :b, ':a';\n\\unset b\n",
  ));

test('the alias that \\gset takes it from is renamed too, without the prefix', () => {
  checkRename("SELECT 1 AS a \\gset p_\nSELECT :'p_a<|>';", 'p_b', "SELECT 1 AS b \\gset p_\nSELECT :'p_b';");
  checkRename(
    "SELECT 1 AS <|>a \\gset\nSELECT :'a';",
    'Order',
    'SELECT 1 AS "Order" \\gset\nSELECT :\'Order\';',
  );
  checkRename("SELECT 1 a \\gset\nSELECT :'<|>a';", 'year', 'SELECT 1 "year" \\gset\nSELECT :\'year\';');
});

test('a name that the script does not decide is left alone, and the user is told why', () => {
  checkRenameRefused("SELECT :'a<|>';", undefined, /does not set a.*psql's option -v/);
  checkRenameRefused('\\set ON_ERROR_<|>STOP on\n', undefined, /variable of psql itself/);
  checkRenameRefused(
    "SELECT * FROM aws_lambda.invoke('f', '{}'::json) \\gset\nSELECT :'<|>payload';",
    undefined,
    /Give the column an alias first: AS payload/,
  );
});

test('a new name has to be one, to be free, and to begin with the prefix of \\gset', () => {
  checkRenameRefused('\\set a<|> 1\n', 'a b', /letters, digits and underscores/);
  checkRenameRefused('\\set a<|> 1\n', 'VERBOSITY', /take another name/);
  checkRenameRefused('\\set a<|> 1\n\\set b 2\n', 'b', /a variable b already/);
  checkRenameRefused("SELECT 1 AS a \\gset p_\nSELECT :'p_a<|>';", 'b', /has to begin with p_/);
});

test('nothing else is renamed', () => {
  checkNoRename("SELECT aws_lambda.invoke('<|>f', '{}'::json)");
  checkNoRename('SELECT <|>a FROM t');
});
