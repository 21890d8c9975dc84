import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OutsideContract } from '#libs/contract';
import { Open } from '#libs/identity';
import { ProblemError } from '#libs/problems';
import { findAsset } from './asset-files.ts';

/** Styles, fonts and pictures of the pages, from this service alone. */
@Controller('assets')
export class AssetsController {
  @Open()
  @Get(':version/*')
  @OutsideContract('files of the pages')
  async file(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    const [, , version = '', ...name] = request.url.split('?')[0]?.split('/') ?? [];
    const takesGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
    const asset = await findAsset(version, name.join('/'), takesGzip);
    if (asset === undefined) throw new ProblemError('not-found');
    void reply.headers({
      'content-type': asset.mediaType,
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
      ...(asset.encoding === undefined ? {} : { 'content-encoding': asset.encoding }),
    });
    return asset.content;
  }
}
