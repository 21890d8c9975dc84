import { routeConfig } from './route-config.ts';

/** Largest size of a body of one media type, once unpacked. */
export interface FormRule {
  /** Bytes of the whole body. */
  readonly mostBytes: number;
  /** Default `json`. `form`: the fields of an HTML form, as texts by name; of a name sent twice the first. */
  readonly syntax?: 'json' | 'form';
  /**
   * Whether the route receives a whole body with faulty names as a `RefusedElement`, and lists the errors of the rest
   * with them.
   */
  readonly judgesFaults?: boolean;
  /**
   * Present if the body is an array whose elements are checked one by one: their largest number, and the size of each.
   */
  readonly elements?: { readonly most: number; readonly mostBytes: number };
}

/** The bodies that a route accepts. */
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

/** A few fields as JSON: the default of a route without a rule. */
export const SMALL_JSON: BodyRule = { forms: { 'application/json': { mostBytes: 4 * 1024 } }, gzip: false };

/** Sets the bodies that a route accepts. Default: `SMALL_JSON`. */
export const TakesBody = (body: BodyRule): MethodDecorator => routeConfig({ body });
