export { prefers } from './accept.ts';
export { type BodyRule, type FormRule, TakesBody } from './body-rule.ts';
export { type OnFault, ProblemFilter } from './problem-filter.ts';
export { errorsIn, RefusedElement } from './refused-element.ts';
export { readBodies } from './read-bodies.ts';
export { routeConfig } from './route-config.ts';
export { answerOtherMethods } from './other-methods.ts';
export { answerUnreadable, checkHeads } from './request-head.ts';
