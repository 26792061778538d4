import { globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const NO_BARRELS = {
  selector: "ExportAllDeclaration[source.value='./index.js']",
  message: 'No barrels: import from the file that has it.',
};
const ENV_READ = {
  object: 'process',
  property: 'env',
  message: 'Only src/config reads the environment: inject ENV.',
};

export default tseslint.config(
  globalIgnores(['dist/', '.data/', '.tmp/', 'coverage/', 'node_modules/']),
  // Made by programs, as long and as alike as the API is.
  globalIgnores(['src/**/generated/']),
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.check.json', './src/storefront/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      // Loggers and templates take numbers; the rest must be text on purpose.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // Nest's modules and TypeORM's migrations are classes with nothing but a decorator.
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/unbound-method': ['error', { ignoreStatic: true }],
      '@typescript-eslint/ban-ts-comment': 'error',
      eqeqeq: ['error', 'always'],
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-depth': ['error', 3],
      'max-params': 'off',
      '@typescript-eslint/max-params': ['error', { max: 7 }],
      'no-console': 'error',
      'no-restricted-properties': ['error', ENV_READ],
      'no-restricted-syntax': ['error', NO_BARRELS],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      'prefer-const': 'error',
    },
  },
  {
    files: ['src/config/**', 'src/dev/**', 'test/**', 'vitest.config.ts', '.stryker.vitest.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: ['src/cli/**', 'src/cli.ts', 'src/dev/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: [
      '**/*.spec.ts',
      '**/*.int-spec.ts',
      '**/*.e2e-spec.ts',
      '**/*.model-spec.ts',
      'test/**',
    ],
    rules: {
      'max-lines': ['error', { max: 400 }],
      'max-lines-per-function': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    // The Swagger plugin turns the types of properties into values.
    files: ['**/*.{request,response,query,problem}.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    // Word lists are data: their length is what they are for.
    files: ['src/dev/demo-data/vocabulary/**'],
    rules: { 'max-lines': 'off' },
  },
  {
    files: ['migrations/**'],
    // A migration is one story told in SQL, from CREATE to DROP.
    rules: { 'max-lines': ['error', { max: 400 }], 'max-lines-per-function': 'off' },
  },
  { files: ['vitest.config.ts', '.stryker.vitest.ts'], rules: { 'no-restricted-exports': 'off' } },
);
