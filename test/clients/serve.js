// A sandbox of its own for the generated clients: writes its document and a token to files, and ends with its standard
// input.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

const [folder = '.', port = '0'] = process.argv.slice(2);
const url = `http://127.0.0.1:${port}`;
const service = spawn(process.execPath, ['bin/ungestatus.js', 'start'], {
  env: { ...process.env, PORT: port, DATA_DIR: join(folder, 'data') },
  stdio: ['ignore', 'ignore', 'inherit'],
});
service.on('exit', (status) => process.exit(status ?? 1));
process.stdin.on('end', () => service.kill()).resume();

const json = async (path, init) => (await fetch(url + path, init)).json();
for (;;) {
  const ready = await fetch(`${url}/health/ready`).catch(() => undefined);
  if (ready?.ok) break;
  await pause(200);
}
writeFileSync(join(folder, 'openapi.json'), JSON.stringify(await json('/openapi.json')));
const { clients } = await json('/v1/sandbox');
const { token_endpoint: endpoint } = await json('/.well-known/openid-configuration');
for (const { id, secret } of clients) {
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
  });
  writeFileSync(join(folder, `${id}.token`), (await answer.json()).access_token);
}
writeFileSync(join(folder, 'ready'), url);
