export { routeConfig } from './route-config.ts';
export { answerOtherMethods } from './other-methods.ts';
export { answerUnreadable, checkHeads } from './request-head.ts';
