/** Everything that a service answered during the recording: status, headers, body, and redirects. */
export interface Traffic {
  readonly answers: string[];
  stop(): void;
}

/** Records every call of this process by `fetch`, including those for tokens and the clock. */
export function recordTraffic(): Traffic {
  const real = globalThis.fetch;
  const answers: string[] = [];
  globalThis.fetch = async (...call) => {
    const response = await real(...call);
    const headers = [...response.headers].map((header) => header.join(': '));
    const went = response.redirected ? [response.url] : [];
    answers.push([String(response.status), ...went, ...headers, await response.clone().text()].join('\n'));
    return response;
  };
  return { answers, stop: () => void (globalThis.fetch = real) };
}

/** A civil number in every form in which it could leak: plain, with a hyphen, and as bytes in hex or base64. */
export function formsOf(cpr: string): string[] {
  const bytes = Buffer.from(cpr);
  // Base64 depends on the offset of the text in groups of three bytes; cuts off the characters shared with neighbours.
  const base64 = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    return text.slice(Math.ceil((shift * 4) / 3), -1);
  });
  return [
    cpr,
    `${cpr.slice(0, 6)}-${cpr.slice(6)}`,
    `${cpr.slice(0, 6)} ${cpr.slice(6)}`,
    bytes.toString('hex'),
    ...base64,
  ];
}

/** The texts that hold one of the civil numbers in any form, shortened; empty if none leaks. */
export function leaksIn(texts: readonly string[], civilNumbers: readonly string[]): string[] {
  const needles = civilNumbers.flatMap(formsOf);
  return texts.filter((text) => needles.some((needle) => text.includes(needle))).map((text) => text.slice(0, 400));
}
