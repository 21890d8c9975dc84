import { applyDecorators, UseFilters, UseGuards, UseInterceptors } from '@nestjs/common';
import { OutsideContract } from '#libs/contract';
import { BySession } from '#libs/identity';
import { SessionGuard, SignedIn } from '../session/session-guard.ts';
import { PageFilter } from './page-filter.ts';
import { PageInterceptor } from './page-interceptor.ts';

/** A page that everybody may open. Its method returns a `PageView` or an address. */
export const OpenPage = (): MethodDecorator =>
  applyDecorators(
    BySession(),
    OutsideContract('a page for people'),
    UseGuards(SessionGuard),
    UseFilters(PageFilter),
    UseInterceptors(PageInterceptor),
  );

/** A page for people who are signed in; others are led to the sign-in. */
export const SignedInPage = (): MethodDecorator => applyDecorators(OpenPage(), SignedIn());
