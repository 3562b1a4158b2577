// A stand-in for the emulator: chips that show a serial port and a drive, and do what single letters on the port say.
const BLOCKS = 64;
const boards = new Map();
let pending = Buffer.alloc(0);

function send(board, type, payload = Buffer.alloc(0)) {
  const head = Buffer.alloc(6);
  head.writeUInt32LE(payload.length + 2, 0);
  head[4] = board;
  head.write(type, 5);
  process.stdout.write(Buffer.concat([head, payload]));
}
const json = (value) => Buffer.from(JSON.stringify(value));
const u32 = (...values) => {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => bytes.writeUInt32LE(value, 4 * i));
  return bytes;
};

function time(board) {
  const one = boards.get(board);
  const payload = Buffer.alloc(9);
  const wall = process.hrtime.bigint() - one.since;
  payload.writeBigUInt64LE(one.mute ? wall * 10n : wall / 4n, 0); // a quarter of real time
  payload[8] = 1;
  send(board, 't', payload);
}

function start(board, cause) {
  const one = boards.get(board);
  one.taken = 0;
  time(board);
  send(board, 'r', json({ cause }));
  if (one.mute) return;
  send(board, 'e', json({ vid: 0x239a, pid: 0x80f4, manufacturer: 'Raspberry Pi', product: 'Pico\nplayed',
    serial: one.config.uid, cdc: true, disk: { blocks: BLOCKS, blockBytes: 512 } }));
  send(board, 'd', Buffer.concat([u32(3), Buffer.alloc(512, 'device')]));
  send(board, 'd', u32(BLOCKS));
}

function stop(board) {
  clearInterval(boards.get(board)?.timer);
  boards.delete(board);
}

const LETTERS = {
  '?': (board, one) => send(board, 's', Buffer.from(`dtr ${one.dtr} baud ${one.baud} written ${one.written}\n`)),
  p: (board, one) => send(board, 's', Buffer.from(`pins ${one.pins}\n`)),
  w: (board) => { send(board, 'g'); start(board, 'watchdog'); },
  c: (board) => send(board, 'd', Buffer.concat([u32(5), Buffer.alloc(512, 'changed')])),
  u: (board) => { stop(board); send(board, 'u'); },
  h: (board) => send(board, 'f', json({ what: 'hardfault', pc: 0x10000123, text: 'an \u001b[31mescape' })),
  o: (board) => send(board, 'o', Buffer.from('from the UART: \u001b[31mup\r\n')),
  x: () => process.exit(3),
  z: () => process.kill(process.pid, 'SIGSTOP'),
  n: () => process.stdout.write('no frame at all, but words'),
};

const COMMANDS = {
  B: (board, payload) => {
    stop(board);
    const config = JSON.parse(payload);
    boards.set(board, { config, since: process.hrtime.bigint(), dtr: 0, baud: 0, written: '', taken: 0,
      mute: config.uid.endsWith('FF'), timer: setInterval(() => time(board), 20) });
    start(board, 'power');
  },
  X: stop,
  V: (board, payload) => { if (payload[0]) start(board, 'run'); else send(board, 'g'); },
  R: (board) => { send(board, 'g'); start(board, 'run'); },
  Z: (board, payload) => { boards.get(board).pins = [...payload].join('='); },
  D: (board, payload) => { boards.get(board).dtr = payload[0]; },
  L: (board, payload) => { boards.get(board).baud = payload.readUInt32LE(0); },
  Y: () => {},
  W: (board, payload) => {
    const one = boards.get(board);
    const block = payload.readUInt32LE(0);
    const ok = payload[4] !== 0x21; // '!' is refused
    if (ok) one.written += `${block}+${(payload.length - 4) / 512}:${String.fromCharCode(payload[4])} `;
    send(board, 'w', Buffer.concat([u32(block, (payload.length - 4) / 512), Buffer.of(ok ? 1 : 0)]));
  },
  S: (board, payload) => {
    const one = boards.get(board);
    for (const byte of payload) LETTERS[String.fromCharCode(byte)]?.(board, one);
    if (payload.includes(0x2e)) return; // '.' is never taken
    one.taken += payload.length;
    send(board, 'k', u32(one.taken));
  },
};

process.stderr.write('the stand-in is there\n');
process.stdin.on('data', (bytes) => {
  pending = Buffer.concat([pending, bytes]);
  while (pending.length >= 4 && pending.length >= 4 + pending.readUInt32LE(0)) {
    const end = 4 + pending.readUInt32LE(0);
    COMMANDS[String.fromCharCode(pending[5])]?.(pending[4], pending.subarray(6, end));
    pending = pending.subarray(end);
  }
});
process.stdin.on('end', () => process.exit(0));
