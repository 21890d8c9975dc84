export { routeConfig } from './route-config.ts';
export { answerOtherMethods } from './other-methods.ts';
