import 'reflect-metadata';
import { RouteConfig } from '@nestjs/platform-fastify';
import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants.js';
import type { FastifyContextConfig } from 'fastify';

/** Adds members to a route's Fastify config. `RouteConfig` alone would replace those of another decorator. */
export function routeConfig(members: FastifyContextConfig): MethodDecorator {
  return (target, property, descriptor) => {
    const before = Reflect.getMetadata(FASTIFY_ROUTE_CONFIG_METADATA, descriptor.value as object) as
      FastifyContextConfig | undefined;
    RouteConfig({ ...before, ...members })(target, property, descriptor);
  };
}
