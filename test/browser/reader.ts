import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { faultsOf } from './page-faults.ts';

/** The widths at which every page is looked at. */
export const WIDTHS = [1280, 390, 320] as const;

/**
 * Somebody who reads the pages. Each page that is opened is checked: axe, markup, errors in the console and of the
 * content security policy. The faults are collected, and a story ends by expecting none.
 */
export class Reader {
  readonly faults: string[] = [];

  private constructor(
    readonly page: Page,
    readonly url: string,
  ) {
    page.on('console', (message) => {
      if (message.type() === 'error') this.faults.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.faults.push(`error: ${error.message}`));
    page.on('requestfailed', (request) => this.faults.push(`not loaded: ${request.url()}`));
    page.on('request', (request) => {
      if (!request.url().startsWith(url)) this.faults.push(`from elsewhere: ${request.url()}`);
    });
  }

  /** @param scripts pages work without; checks run in the page either way */
  static async at(browser: Browser, url: string, width = 1280, scripts = true): Promise<Reader> {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      javaScriptEnabled: scripts,
      locale: 'da-DK',
    });
    return new Reader(await context.newPage(), url);
  }

  /** The address without the service's own part. */
  get path(): string {
    return this.page.url().replace(this.url, '');
  }

  async open(path: string): Promise<void> {
    await this.page.goto(this.url + path);
    await this.check();
  }

  async click(role: 'link' | 'button', name: string | RegExp): Promise<void> {
    await this.page.getByRole(role, { name }).first().click();
    await this.check();
  }

  async signIn(persona: RegExp): Promise<void> {
    await this.open('/log-ind');
    await this.click('button', persona);
  }

  /** Presses Tab until the focus is on an element with this text, and returns how often. */
  async tabTo(text: string): Promise<number> {
    for (let pressed = 1; pressed <= 60; pressed += 1) {
      await this.page.keyboard.press('Tab');
      const focused = await this.page.evaluate(
        '(document.activeElement?.labels?.[0] ?? document.activeElement)?.textContent.trim()',
      );
      if (typeof focused === 'string' && focused.startsWith(text)) return pressed;
    }
    throw new Error(`Tab does not reach ${text}`);
  }

  /** Presses a key that opens a page. */
  async press(key: string): Promise<void> {
    await Promise.all([this.page.waitForEvent('load'), this.page.keyboard.press(key)]);
    await this.check();
  }

  async check(): Promise<void> {
    await this.page.waitForLoadState('load');
    const faults = await faultsOf(this.page);
    this.faults.push(...faults.map((fault) => `${this.path}: ${fault}`));
  }

  /** Keeps a picture if BROWSER_PICTURES names a folder. */
  async picture(name: string): Promise<void> {
    const folder = process.env['BROWSER_PICTURES'];
    if (folder === undefined) return;
    mkdirSync(folder, { recursive: true });
    await this.page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}
