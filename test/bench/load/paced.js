#!/usr/bin/env node
// Sends HTTP calls at a fixed pace from a process of its own; a time runs from the moment a call was due.
// In (message): { base, perSecond, seconds, calls: [{ method, path, body, type, token, headers }] }.
// Out: { times, statuses }.
import { caller } from './caller.js';

const CONNECTIONS = 64;
const STEP_MILLISECONDS = 1;

process.once('message', async ({ base, perSecond, seconds, calls }) => {
  const callers = new Map(
    [...new Set(calls.map(({ token }) => token))].map((token) => [token, caller(base, token, CONNECTIONS)]),
  );
  const times = [];
  const statuses = {};
  const underway = new Set();
  const started = performance.now();
  for (let sent = 0; sent < perSecond * seconds;) {
    const due = Math.min(perSecond * seconds, Math.floor(((performance.now() - started) / 1_000) * perSecond) + 1);
    for (; sent < due; sent += 1) {
      const { method, path, token, ...rest } = calls[sent % calls.length];
      const at = started + (sent / perSecond) * 1_000;
      const call = callers
        .get(token)
        .call(method, path, rest)
        .then(
          ({ status }) => {
            times.push(performance.now() - at);
            statuses[status] = (statuses[status] ?? 0) + 1;
          },
          () => (statuses.broken = (statuses.broken ?? 0) + 1),
        );
      underway.add(call);
      void call.finally(() => underway.delete(call));
    }
    await new Promise((resolve) => setTimeout(resolve, STEP_MILLISECONDS));
  }
  await Promise.all(underway);
  for (const { close } of callers.values()) close();
  process.send({ times, statuses }, () => process.disconnect());
});
process.send('ready');
