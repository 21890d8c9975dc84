import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { type RunningService, startService } from '../../service/running.ts';
import { ServiceStory } from '../../stories/service-story.ts';
import { playAutumn } from '../busy-autumn.ts';
import { startChromium } from '../chromium.ts';
import { Reader, WIDTHS } from '../reader.ts';

let service: RunningService;
let browser: Browser;
beforeAll(async () => {
  service = await startService();
  await playAutumn(new ServiceStory(service));
  browser = await startChromium();
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

const text = (reader: Reader): Promise<string> => reader.page.locator('main').innerText();

test('by mouse: the monitor signs in, filters, opens the school that became slow and reads its late reports', async () => {
  const monitor = await Reader.at(browser, service.url);
  await monitor.open('/');
  await monitor.click('link', 'Se indberettere');
  expect(monitor.path).toContain('/oidc/personer/');
  await monitor.click('button', /Karen/);
  expect(monitor.path).toBe('/indberettere');
  expect(await monitor.page.locator('tbody tr').count()).toBe(5);
  await monitor.page.selectOption('#kommune', { label: 'Aarhus' });
  await monitor.click('button', 'Vis');
  expect(monitor.path).toContain('kommune=0751');
  expect(await monitor.page.locator('tbody tr').count()).toBe(3);
  await monitor.click('link', 'Klitborg Gymnasium');
  expect(await text(monitor)).toContain('indberetninger kom til tiden');
  expect(await monitor.page.locator('#for-sent ~ .scroll tbody tr').count()).toBeGreaterThan(5);
  await monitor.click('link', 'Indberettere');
  await monitor.click('button', 'Log ud');
  expect(monitor.path).toBe('/logget-ud');
  expect(monitor.faults).toEqual([]);
  await monitor.close();
});

test('by keyboard alone: the same, from the skip link to the late report', async () => {
  const monitor = await Reader.at(browser, service.url);
  await monitor.open('/');
  expect(await monitor.tabTo('Gå til indholdet')).toBe(1);
  await monitor.tabTo('Se indberettere');
  await monitor.press('Enter');
  await monitor.tabTo('Karen');
  await monitor.press('Enter');
  await monitor.tabTo('Kommune');
  await monitor.page.keyboard.type('Aarh');
  await monitor.tabTo('Vis');
  await monitor.press('Space');
  expect(monitor.path).toContain('kommune=0751');
  await monitor.tabTo('Klitborg Gymnasium');
  await monitor.press('Enter');
  expect(await monitor.page.getByRole('heading', { level: 1 }).innerText()).toBe('Klitborg Gymnasium');
  await monitor.tabTo('Vis ugetallene som tabel');
  await monitor.page.keyboard.press('Enter');
  expect(await monitor.page.getByText('Til tiden, uge for uge – nyeste uge først').isVisible()).toBe(true);
  expect(await text(monitor)).toMatch(/\d+ arbejdsdage/);
  expect(monitor.faults).toEqual([]);
  await monitor.close();
});

test('without scripts every page shows the same', async () => {
  const monitor = await Reader.at(browser, service.url, 1280, false);
  await monitor.page.goto(`${service.url}/log-ind?til=/indberettere`);
  await monitor.page.getByRole('button', { name: /Karen/ }).click();
  await monitor.page.getByRole('link', { name: 'Klitborg Gymnasium' }).click();
  await monitor.page.getByText('Vis ugetallene som tabel').click();
  expect(await monitor.page.getByRole('row', { name: /uge/ }).count()).toBeGreaterThan(50);
  await monitor.close();
});

const PAGES = [
  ['forside', '/'],
  ['metode', '/metode'],
  ['indberettere', '/indberettere'],
  ['efter-kommune', '/indberettere?efter=municipality'],
  ['efter-uge', '/indberettere?efter=week'],
  ['efter-system', '/indberettere?efter=system'],
  ['udvalg-tomt', '/indberettere?kommune=0101&uge=2025-W10'],
  ['indberetter', '/indberettere/990210'],
  ['indberetter-uden-tal', '/indberettere/990710'],
  ['adresse-afvist', '/indberettere?uge=x'],
] as const;

test.each(WIDTHS)('at %i px every page is free of faults and does not scroll sideways', async (width) => {
  const monitor = await Reader.at(browser, service.url, width);
  await monitor.signIn(/Karen/);
  for (const [name, path] of PAGES) {
    await monitor.open(path);
    await monitor.picture(`${name}-${width}`);
  }
  // A refused address is an error to the console, as it must be.
  expect(monitor.faults.filter((fault) => !fault.includes('status of 400'))).toEqual([]);
  await monitor.close();
});

test.each(['print', 'forced colours'])('in %s nothing is lost', async (medium) => {
  const monitor = await Reader.at(browser, service.url);
  await monitor.signIn(/Karen/);
  await monitor.page.emulateMedia(medium === 'print' ? { media: 'print' } : { forcedColors: 'active' });
  for (const [name, path] of PAGES.slice(1, 8)) {
    await monitor.open(path);
    await monitor.picture(`${name}-${medium.split(' ')[0]}`);
  }
  expect(monitor.faults).toEqual([]);
  await monitor.close();
});

test('a school’s secretary, the operator and the data protection officer get the page of what is not there', async () => {
  for (const persona of [/Line/, /Ole/, /Pia/]) {
    const other = await Reader.at(browser, service.url);
    await other.signIn(persona);
    await other.open('/indberettere');
    expect(await text(other)).toContain('Siden findes ikke, eller du har ikke adgang til den');
    await other.picture('ingen-adgang-1280');
    expect(other.faults.filter((fault) => !fault.includes('status of 403'))).toEqual([]);
    await other.close();
  }
});
