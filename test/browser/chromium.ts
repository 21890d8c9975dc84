import { type Browser, chromium } from 'playwright-core';

/** No network of its own and no sandbox, which needs rights that a container lacks. Each start has a new profile. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function startChromium(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'];
  if (executablePath === undefined) throw new Error('CHROMIUM names the browser: npm run test:browser');
  return chromium.launch({ executablePath, args: FLAGS, headless: true });
}
