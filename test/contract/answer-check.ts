import { isDay, isTime } from '#libs/validation';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

type Json = Record<string, any>;

export interface SeenAnswer {
  readonly method: string;
  /** The path with its query. */
  readonly path: string;
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Headers with a meaning for callers: every one that an answer has must be in the document. */
const OWN_HEADERS = ['allow', 'etag', 'link', 'location', 'retry-after', 'www-authenticate', 'x-correlation-id'];
/** Paths that a standard or a page defines, not this contract. */
const OUTSIDE = /^\/(?:\.well-known|oidc|docs)\b|^\/problems$/;

/** Checks real answers against an OpenAPI document, unknown members forbidden. */
export class AnswerCheck {
  readonly #ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    formats: { date: isDay, 'date-time': isTime, uuid: true, 'uri-reference': true },
  });
  readonly #compiled = new Map<string, ValidateFunction>();
  readonly #paths: readonly { readonly shape: RegExp; readonly template: string; readonly operations: Json }[];

  constructor(private readonly document: Json) {
    this.#ajv.addSchema({ $id: 'contract', components: { schemas: closed(document['components'].schemas) } });
    this.#paths = Object.entries(document['paths'] as Json)
      .map(([template, operations]) => ({
        template,
        operations,
        shape: new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`),
      }))
      .sort((one, other) => Number(one.template.includes('{')) - Number(other.template.includes('{')));
  }

  /** The differences from the document; empty if there are none. */
  faults(answer: SeenAnswer): string[] {
    const path = answer.path.split('?')[0] ?? '';
    const found = this.#paths.find(({ shape }) => shape.test(path));
    const operation = found?.operations[answer.method.toLowerCase()];
    if (operation === undefined)
      return answer.status < 300 && !OUTSIDE.test(path) ? ['the document has no such operation'] : [];
    const promised = operation.responses[answer.status];
    if (promised === undefined) return [`no answer ${answer.status} is promised`];
    return [...this.#headerFaults(promised.headers ?? {}, answer), ...this.#bodyFaults(promised.content, answer)];
  }

  #headerFaults(promised: Json, { headers }: SeenAnswer): string[] {
    const names = Object.keys(promised).map((name) => name.toLowerCase());
    const sent = OWN_HEADERS.filter((name) => headers.has(name) && !names.includes(name)).map(
      (name) => `the header ${name} is not promised`,
    );
    const required = Object.entries(promised)
      .filter(([, header]) => this.#header(header)['required'] === true)
      .map(([name]) => name);
    return [...sent, ...required.filter((name) => !headers.has(name)).map((name) => `the header ${name} is missing`)];
  }

  #header(header: Json): Json {
    const name = String(header['$ref'] ?? '').replace('#/components/headers/', '');
    return name === '' ? header : this.document['components'].headers[name];
  }

  #bodyFaults(content: Json | undefined, { headers, body, status }: SeenAnswer): string[] {
    if (content === undefined) return body === '' ? [] : [`an answer ${status} has a body`];
    const mediaType = headers.get('content-type')?.split(';')[0] ?? '';
    const schema = content[mediaType]?.schema;
    if (schema === undefined) return [`the media type ${mediaType} is not promised`];
    if (!mediaType.endsWith('json')) return [];
    const fits = this.#validator(schema);
    return fits(body)
      ? []
      : (fits.errors ?? []).map(
          ({ instancePath, message, params }) => `${instancePath}: ${message} ${JSON.stringify(params)}`,
        );
  }

  #validator(schema: Json): ValidateFunction {
    const text = JSON.stringify(schema).replaceAll('"#/components', '"contract#/components');
    let known = this.#compiled.get(text);
    if (known === undefined) this.#compiled.set(text, (known = this.#ajv.compile(JSON.parse(text))));
    return known;
  }
}

/** Forbids members that are not described; the published schemas leave room for new ones. */
function closed(schema: any): any {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const members = Object.fromEntries(
    Object.entries(schema).map(([name, value]) => [
      name,
      name === 'examples' || name === 'enum' ? value : closed(value),
    ]),
  );
  return typeof schema.properties === 'object' && schema.type === 'object' && schema.additionalProperties === undefined
    ? { ...members, additionalProperties: false }
    : members;
}
