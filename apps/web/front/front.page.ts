import { Controller, Get } from '@nestjs/common';
import { OpenPage } from '../frame/page.ts';
import type { PageView } from '../frame/page-view.ts';
import { DA } from '../words/da.ts';

/** `/`: what the service is, and where each reader goes on. */
@Controller()
export class FrontPage {
  @Get()
  @OpenPage()
  show(): PageView {
    return { template: 'front/front.njk', title: DA.front.title, data: {} };
  }
}
