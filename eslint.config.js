// Policy, not taste: each rule enforces a house rule of CONTRIBUTING.md or finds a fault that compilers overlook.
import tseslint from 'typescript-eslint';

const SPECS = ['**/*.spec.ts', '**/*.proof.ts', '**/*.contract.ts'];
const SCRIPTS = ['bin/**', 'apps/cli/**', 'test/**', '**/*.spec.ts', '**/*.proof.ts'];

/** Time, randomness and identity are passed as arguments (house rule 5). */
const IMPURE = [
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Time comes in as an argument.' },
  {
    selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
    message: 'Time comes in as an argument.',
  },
  {
    selector: 'CallExpression[callee.object.name="Math"][callee.property.name="random"]',
    message: 'Randomness comes in as an argument.',
  },
  { selector: 'CallExpression[callee.name="randomUUID"]', message: 'Identity comes in as an argument.' },
];

const DEFAULT_EXPORT = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name: one word per thing, wherever it is imported.',
};

/** The in-memory bus of @nestjs/cqrs must never carry events from the log to a projection (docs/adr). */
const MEMORY_BUS = {
  name: '@nestjs/cqrs',
  importNames: ['EventBus', 'EventPublisher', 'EventsHandler', 'Saga', 'AggregateRoot'],
  message: 'Events go by the log and its feed only; a bus in memory forgets them when the process ends.',
};

const everywhere = {
  files: ['**/*.ts', '**/*.js'],
  linterOptions: { reportUnusedDisableDirectives: 'error' },
  rules: {
    eqeqeq: 'error',
    'max-lines': ['error', 300],
    'max-lines-per-function': ['error', 40],
    'no-console': 'error',
    'no-constant-condition': ['error', { checkLoops: 'allExceptWhileTrue' }],
    'no-debugger': 'error',
    'no-dupe-else-if': 'error',
    'no-duplicate-case': 'error',
    'no-empty': 'error',
    'no-eval': 'error',
    'no-loss-of-precision': 'error',
    'no-self-assign': 'error',
    'no-self-compare': 'error',
    'no-sparse-arrays': 'error',
    'no-unreachable': 'error',
    'no-unsafe-finally': 'error',
    'no-useless-catch': 'error',
    'no-var': 'error',
    'prefer-const': 'error',
    'use-isnan': 'error',
    'no-restricted-imports': ['error', { paths: [MEMORY_BUS] }],
    'no-restricted-properties': [
      'error',
      { object: 'jest', property: 'mock', message: 'Tests run on the real thing: real PostgreSQL, real HTTP.' },
      {
        object: 'jest',
        property: 'unstable_mockModule',
        message: 'Tests run on the real thing: real PostgreSQL, real HTTP.',
      },
    ],
    'no-restricted-syntax': ['error', DEFAULT_EXPORT],
  },
};

const typed = {
  files: ['**/*.ts'],
  languageOptions: {
    parser: tseslint.parser,
    parserOptions: { project: './tsconfig.test.json', tsconfigRootDir: import.meta.dirname },
  },
  plugins: { '@typescript-eslint': tseslint.plugin },
  rules: {
    '@typescript-eslint/await-thenable': 'error',
    // Skips files with decorators by itself: there a type-only import would remove the class from Nest's metadata.
    '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    '@typescript-eslint/no-explicit-any': 'error',
    '@typescript-eslint/no-floating-promises': 'error',
    '@typescript-eslint/no-misused-promises': 'error',
    '@typescript-eslint/no-non-null-assertion': 'error',
    '@typescript-eslint/no-unused-vars': [
      'error',
      { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_', ignoreRestSiblings: true },
    ],
    '@typescript-eslint/only-throw-error': 'error',
    '@typescript-eslint/switch-exhaustiveness-check': [
      'error',
      {
        allowDefaultCaseForExhaustiveSwitch: false,
        considerDefaultExhaustiveForUnions: false,
        requireDefaultForNonUnion: false,
      },
    ],
  },
};

export default [
  { ignores: ['dist/**', 'node_modules/**', '.data/**', 'bench-results/**', 'figures-results/**', 'docs/**'] },
  everywhere,
  typed,
  {
    files: ['**/*.js'],
    rules: { 'no-unused-vars': ['error', { argsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' }] },
  },
  {
    files: ['events/**/*.ts', 'projections/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/*.proof.ts'],
    rules: { 'no-restricted-syntax': ['error', DEFAULT_EXPORT, ...IMPURE] },
  },
  { files: SCRIPTS, rules: { 'no-console': 'off' } },
  { files: ['test/**'], rules: { '@typescript-eslint/no-explicit-any': 'off' } },
  // A describe block is a chapter, not a function.
  { files: SPECS, rules: { 'max-lines-per-function': 'off' } },
  { files: ['*.config.js', 'libs/testing/jest-*.js'], rules: { 'no-restricted-syntax': 'off' } },
];
