import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findOwner } from '../../../cluster/sandbox/wire/peer';

const TABLE = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1538 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 1065 1 0000000057b2d707 100 0 0 10 0
   1: 0100007F:1538 0100007F:D431 01 00000000:00000000 00:00000000 00000000  1000        0 1066 1 0000000057b2d707 20 4 30 10 -1
   2: 0100007F:D431 0100007F:1538 01 00000000:00000000 00:00000000 00000000  1001        0 1067 1 0000000057b2d707 20 4 30 10 -1
`;

test("the peer's line is the one whose local port is the peer's", () => {
  assert.equal(findOwner(TABLE, 0xd431, 0x1538), 1001);
  assert.equal(findOwner(TABLE, 0x1538, 0xd431), 1000);
  assert.equal(findOwner(TABLE, 0xd432, 0x1538), undefined);
});
