import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatTiming } from '../../../cluster/psql/display';

test('times are written as psql writes them', () => {
  const times = [0, 1.23456, 999.9, 1_000, 61_234.567, 3_600_000, 90_061_501, 266_461_001];
  assert.deepEqual(times.map(formatTiming), [
    'Time: 0.000 ms\n',
    'Time: 1.235 ms\n',
    'Time: 999.900 ms\n',
    'Time: 1000.000 ms (00:01.000)\n',
    'Time: 61234.567 ms (01:01.235)\n',
    'Time: 3600000.000 ms (01:00:00.000)\n',
    'Time: 90061501.000 ms (1 d 01:01:01.501)\n',
    'Time: 266461001.000 ms (3 d 02:01:01.001)\n',
  ]);
});
