import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Inject } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { getProjectRoot } from '#libs/database';
import { OPERATIONS, type OperationsOptions } from '../operations-options.ts';
import { openApiDocument } from './open-api.ts';
import type { ControllerClass } from './routes.ts';
import { TokenEndpoint } from './token-endpoint.ts';

const { version } = JSON.parse(readFileSync(join(getProjectRoot(), 'package.json'), 'utf8')) as { version: string };

/** The contract of this process, read from its routes. Calls of a sandbox are only in the document of a sandbox. */
export class OpenApiDocument extends Query<object> {}

@QueryHandler(OpenApiDocument)
export class OpenApiDocumentHandler implements IQueryHandler<OpenApiDocument> {
  private made: { readonly tokenUrl: string | undefined; readonly document: object } | undefined;

  constructor(
    @Inject(OPERATIONS) private readonly options: OperationsOptions,
    private readonly discovery: DiscoveryService,
    private readonly tokens: TokenEndpoint,
  ) {}

  async execute(): Promise<object> {
    const tokenUrl = await this.tokens.find();
    if (this.made === undefined || this.made.tokenUrl !== tokenUrl)
      this.made = { tokenUrl, document: this.documentWith(tokenUrl) };
    return this.made.document;
  }

  private documentWith(tokenUrl: string | undefined): object {
    const { issuer, publicUrl: url } = this.options;
    const controllers = this.discovery
      .getControllers()
      .flatMap(({ metatype }) => (typeof metatype === 'function' ? [metatype as ControllerClass] : []));
    return openApiDocument({ controllers, version, url, issuer: issuer ?? url, tokenUrl });
  }
}
