import 'reflect-metadata';
import { RequestMethod } from '@nestjs/common';
import { HTTP_CODE_METADATA, METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants.js';
import type { FastifyContextConfig } from 'fastify';
import { type OperationLine, OPERATION, OUTSIDE } from '#libs/contract';

export type ControllerClass = abstract new (...args: never[]) => object;

/** A route that Nest serves, with its @Contract. */
export interface DescribedRoute {
  readonly method: string;
  /** As OpenAPI writes it: `/v1/persons/{key}/status`. */
  readonly path: string;
  /** The status of an answer that sets none. */
  readonly status: number;
  readonly config: FastifyContextConfig;
  readonly line: OperationLine;
}

/**
 * The routes of controllers in the order given.
 * @throws Error for a route with neither @Contract nor @OutsideContract
 */
export function describedRoutes(controllers: readonly ControllerClass[]): DescribedRoute[] {
  return controllers.flatMap((controller) => {
    const prototype = controller.prototype as Record<string, unknown>;
    return Object.getOwnPropertyNames(prototype).flatMap((name) => {
      const handler = prototype[name];
      if (typeof handler !== 'function' || !Reflect.hasMetadata(METHOD_METADATA, handler)) return [];
      return routeOf(controller, name, handler);
    });
  });
}

function routeOf(controller: ControllerClass, name: string, handler: object): DescribedRoute[] {
  const read = <T>(key: string): T | undefined => Reflect.getMetadata(key, handler) as T | undefined;
  const line = read<OperationLine>(OPERATION);
  if (line === undefined) {
    if (read<string>(OUTSIDE) !== undefined) return [];
    throw new Error(
      `${controller.name}.${name} has no @Contract: describe what it answers, or mark it @OutsideContract.`,
    );
  }
  const method = RequestMethod[read<RequestMethod>(METHOD_METADATA) ?? RequestMethod.GET] ?? 'GET';
  return [
    {
      method: method.toLowerCase(),
      path: openApiPath(Reflect.getMetadata(PATH_METADATA, controller) as string, read<string>(PATH_METADATA) ?? ''),
      status: read<number>(HTTP_CODE_METADATA) ?? (method === 'POST' ? 201 : 200),
      config: read<FastifyContextConfig>(FASTIFY_ROUTE_CONFIG_METADATA) ?? {},
      line,
    },
  ];
}

function openApiPath(...parts: readonly string[]): string {
  const names = parts.flatMap((part) => part.split('/')).filter((part) => part !== '');
  return `/${names.map((name) => (name.startsWith(':') ? `{${name.slice(1)}}` : name)).join('/')}`;
}
