/** A request of a `.http` file. */
export interface WrittenRequest {
  readonly title: string;
  /** The status in the line above it. */
  readonly status: number;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/**
 * Reads the requests as the REST Client does: `@name = value`, `{{name}}`, `{{$processEnv NAME}}`, `###` between two.
 */
export function readRequests(text: string, env: Readonly<Record<string, string>>): WrittenRequest[] {
  const [head = '', ...parts] = text.split(/^###\s*/m);
  const variables = Object.fromEntries([...head.matchAll(/^@(\w+) = (.*)$/gm)].map(([, name, value]) => [name, value]));
  const filled = (part: string): string =>
    part.replace(
      /\{\{(?:\$processEnv )?(\w+)\}\}/g,
      (whole, name: string) => variables[name] ?? env[name] ?? unknownName(whole),
    );
  return parts.map((part) => readRequest(filled(part)));
}

function unknownName(whole: string): never {
  throw new Error(`${whole} has no value`);
}

function readRequest(part: string): WrittenRequest {
  const [head = '', ...body] = part.split(/\n\n/);
  const [title = '', status = '', line = '', ...fields] = head.split('\n');
  const [method = '', url = ''] = line.split(' ');
  if (!/^# \d{3}$/.test(status) || !/^[A-Z]+$/.test(method))
    throw new Error(`${title}: a line like "# 200" and the request belong below it`);
  const headers = Object.fromEntries(
    fields.filter((field) => field !== '').map((field) => field.split(/: (.*)/s).slice(0, 2)),
  );
  const content = body.join('\n\n').trim();
  return { title, status: Number(status.slice(2)), method, url, headers, body: content === '' ? undefined : content };
}
