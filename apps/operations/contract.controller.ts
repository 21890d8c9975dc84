import { Controller, Get } from '@nestjs/common';
import { openApiDocument } from '#libs/contract';
import { Open } from '#libs/identity';

/** The contract as the catalogue and the paths give it. */
@Controller()
export class ContractController {
  @Open()
  @Get('openapi.json')
  openApi(): object {
    return openApiDocument();
  }
}
