/** A page as a browser received it. */
export interface SeenPage {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  /** Of a redirect. */
  readonly location: string;
}

/** A browser without an engine: keeps cookies, follows no redirect by itself. */
export class Visitor {
  readonly cookies = new Map<string, string>();

  constructor(readonly url: string) {}

  get(path: string, headers: Record<string, string> = {}): Promise<SeenPage> {
    return this.#call(path, { headers });
  }

  post(path: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<SeenPage> {
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    return this.#call(path, {
      method: 'POST',
      body: String(new URLSearchParams(fields)),
      headers: { ...type, ...headers },
    });
  }

  /** Goes from the sign-in to the persona's choice. @returns the address of the issuer's answer */
  async choose(persona: string, from = '/log-ind'): Promise<string> {
    const { location: issuer } = await this.get(from);
    const { location: choice } = await this.get(issuer);
    const { location: resumed } = await this.post(`${choice}/${persona}`);
    return (await this.get(resumed)).location;
  }

  /** @returns the page that the sign-in leads to */
  async signIn(persona: string, from?: string): Promise<string> {
    return (await this.get(await this.choose(persona, from))).location;
  }

  /** The token in the forms of a page. */
  async formToken(path = '/'): Promise<string> {
    return /name="_csrf" value="([^"]+)"/.exec((await this.get(path)).html)?.[1] ?? '';
  }

  async #call(path: string, init: RequestInit): Promise<SeenPage> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...(init.headers as Record<string, string>), ...(cookie === '' ? {} : { cookie }) };
    const answer = await fetch(new URL(path, this.url), { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) this.#keep(line);
    const { status } = answer;
    return {
      status,
      headers: answer.headers,
      html: await answer.text(),
      location: answer.headers.get('location') ?? '',
    };
  }

  #keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === '') this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
