import { Controller, Get, Header, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { OutsideContract } from '#libs/contract';
import { Open } from '#libs/identity';
import { ProblemError } from '#libs/problems';
import { TokenEndpoint } from '../openapi/token-endpoint.ts';
import { DOCS_PAGE, START_SCRIPT } from './docs-page.ts';
import { findViewerFile } from './viewer-files.ts';

const SCRIPT = 'text/javascript; charset=utf-8';

/** `GET /docs`: the contract in a viewer that loads nothing from outside. */
@Controller('docs')
export class DocsController {
  constructor(private readonly tokens: TokenEndpoint) {}

  @Open()
  @Get()
  @OutsideContract('a page for people')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async page(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    void reply.header('Content-Security-Policy', policy(await this.tokens.find()));
    return DOCS_PAGE;
  }

  @Open()
  @Get('start.js')
  @OutsideContract('a file of the page')
  @Header('Content-Type', SCRIPT)
  start(): string {
    return START_SCRIPT;
  }

  @Open()
  @Get(':file')
  @OutsideContract('files of the page')
  async file(@Param('file') name: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    const found = await findViewerFile(name);
    if (found === undefined) throw new ProblemError('not-found');
    void reply.header('Content-Type', found.mediaType);
    return found.content;
  }
}

/** The viewer fetches the document from this service and, to try a call, a token from the issuer. */
function policy(tokenUrl: string | undefined): string {
  const elsewhere = tokenUrl === undefined ? [] : [new URL(tokenUrl).origin];
  const connect = ["'self'", ...elsewhere].join(' ');
  return (
    `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src ${connect}; ` +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
  );
}
