import { routeConfig } from './route-config.ts';

/** How large a body of one media type may be, once unpacked. */
export interface FormRule {
  /** Bytes of the whole body. */
  readonly mostBytes: number;
  /** Whether the route takes a whole body with faulty names as a `RefusedElement` and lists the errors of the rest with them. */
  readonly judgesFaults?: boolean;
  /** Given if the body is an array whose elements are judged one by one: how many there may be, and how large each. */
  readonly elements?: { readonly most: number; readonly mostBytes: number };
}

/** The bodies a route takes. */
export interface BodyRule {
  /** By media type, in lower case. */
  readonly forms: Readonly<Record<string, FormRule>>;
  /** Whether the body may come gzipped. */
  readonly gzip: boolean;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    readonly body?: BodyRule;
  }
}

/** A few fields as JSON: what a route without a rule of its own takes. */
export const SMALL_JSON: BodyRule = { forms: { 'application/json': { mostBytes: 4 * 1024 } }, gzip: false };

/** Says which bodies a route takes. Without it a route takes `SMALL_JSON`. */
export const TakesBody = (body: BodyRule): MethodDecorator => routeConfig({ body });
