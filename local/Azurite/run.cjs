// Azurite, bound to the life of the process that started it: our input ends when that process does, however it ends.
// Killed along with it, Azurite would lose what it has not yet written; this way it writes everything first.
'use strict';
const { EventEmitter } = require('node:events');
const { rmSync, writeFileSync } = require('node:fs');

// Who starts on the same data next waits for the process named here.
const mark = process.env.CHAT_AZURITE_MARK;
if (mark) {
  writeFileSync(mark, String(process.pid));
  process.on('exit', () => rmSync(mark, { force: true }));
}

// Ctrl-C reaches every process of the terminal; the one that started us decides what it means, and still needs us.
process.once = (event, listener) =>
  event === 'SIGINT' ? process : EventEmitter.prototype.once.call(process, event, listener);
process.on('SIGINT', () => {});

// Nobody reads any more what is said while it stops, and that must not be what ends it.
for (const output of [process.stdout, process.stderr]) {
  output.on('error', () => {});
}

process.stdin.resume();
process.stdin.on('end', () => {
  if (process.listenerCount('SIGTERM') === 0) {
    process.exit();
  }
  process.emit('SIGTERM');
  // What is idle is kept open for seconds by clients that may want it again.
  const patience = setTimeout(() => process.exit(1), 8000);
  patience.unref();
});

require('azurite/dist/src/azurite.js');
