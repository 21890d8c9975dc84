import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Controller, Get, Inject } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Contract, openObject } from '#libs/contract';
import { getProjectRoot } from '#libs/database';
import { Open } from '#libs/identity';
import { SERVICE_PARTS, type ServiceParts } from '../../service/service-parts.ts';
import { openApiDocument } from './open-api.ts';
import type { ControllerClass } from './routes.ts';
import { TokenEndpoint } from './token-endpoint.ts';

const { version } = JSON.parse(readFileSync(join(getProjectRoot(), 'package.json'), 'utf8')) as { version: string };

/** `GET /openapi.json`: what this process serves, read from the routes that answer. A sandbox's calls stand in a sandbox's document alone. */
@Controller('openapi.json')
export class OpenApiController {
  private made: { readonly tokenUrl: string | undefined; readonly document: object } | undefined;

  constructor(
    @Inject(SERVICE_PARTS) private readonly parts: ServiceParts,
    @Inject(DiscoveryService) private readonly discovery: DiscoveryService,
    @Inject(TokenEndpoint) private readonly tokens: TokenEndpoint,
  ) {}

  @Open()
  @Get()
  @Contract({
    id: 'getContract',
    tag: 'Service',
    summary: 'This document.',
    answers: {
      200: { means: 'OpenAPI 3.1.', schema: openObject('OpenApi', 'An OpenAPI 3.1 document.', { openapi: '3.1.0' }) },
    },
  })
  async openApi(): Promise<object> {
    const tokenUrl = await this.tokens.find();
    if (this.made === undefined || this.made.tokenUrl !== tokenUrl)
      this.made = { tokenUrl, document: this.documentWith(tokenUrl) };
    return this.made.document;
  }

  private documentWith(tokenUrl: string | undefined): object {
    const { issuer, publicUrl: url } = this.parts.config;
    const controllers = this.discovery
      .getControllers()
      .flatMap(({ metatype }) => (typeof metatype === 'function' ? [metatype as ControllerClass] : []));
    return openApiDocument({ controllers, version, url, issuer: issuer ?? url, tokenUrl });
  }
}
