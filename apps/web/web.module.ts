import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AssetsController } from './assets/assets.controller.ts';
import { PageFilter } from './frame/page-filter.ts';
import { PageInterceptor } from './frame/page-interceptor.ts';
import { PageRenderer } from './frame/page-renderer.ts';
import { FrontPage } from './front/front.page.ts';
import { MethodPage } from './method/method.page.ts';
import { ReporterPage } from './reporter/reporter.page.ts';
import { Names } from './reporters/names.ts';
import { ReportersPage } from './reporters/reporters.page.ts';
import { Cookies } from './session/cookies.ts';
import { Session } from './session/session.entity.ts';
import { SessionGuard } from './session/session-guard.ts';
import { Sessions } from './session/sessions.ts';
import { OpenId } from './sign-in/open-id.ts';
import { SignInPage } from './sign-in/sign-in.page.ts';

/** Pages for people. They send the queries of the API by the bus: `apps/status`, which answers, runs in the process. */
@Module({
  imports: [TypeOrmModule.forFeature([Session])],
  controllers: [AssetsController, FrontPage, MethodPage, SignInPage, ReportersPage, ReporterPage],
  providers: [Sessions, Cookies, SessionGuard, OpenId, Names, PageRenderer, PageInterceptor, PageFilter],
})
export class WebModule {}
