import tseslint from 'typescript-eslint';
import reactHooks from 'eslint-plugin-react-hooks';

const ENV_FILES = ['lib/server/config.ts', 'worker/config.ts', 'cli/config.ts', 'scripts/config.ts', 'prisma.config.ts'];
const PROCESS_FILES = ['worker/podman/run.ts', 'scripts/**/*.ts', 'test/**/*.ts'];

const envRule = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'process.env is read only in lib/server/config.ts, worker/config.ts, cli/config.ts and scripts/config.ts: take the value from the config.',
};
const timerRule = {
  selector: "ExpressionStatement > AwaitExpression > NewExpression[callee.name='Promise'] CallExpression[callee.name='setTimeout']",
  message: 'Wait on a condition, or use setTimeout from node:timers/promises with a signal.',
};
const rawSql = {
  selector: "MemberExpression[property.name=/^\\$(query|execute)Raw/]",
  message: 'Raw SQL lives in lib/server/db/raw.ts only, so that PostgreSQL can follow.',
};
const html = {
  selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
  message: 'Logs and contents are claims of untrusted code: render them as text.',
};

export default tseslint.config(
  { ignores: ['node_modules', '.next', 'data', 'prisma/generated', 'next-env.d.ts', 'test-results'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      complexity: ['error', 10],
      'max-depth': ['error', 3],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
      'func-style': ['error', 'declaration', { allowArrowFunctions: true }],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-syntax': ['error', envRule, timerRule, rawSql, html],
      'no-restricted-imports': ['error', {
        paths: [
          { name: 'child_process', message: 'Start processes through worker/podman/run.ts.' },
          { name: 'node:child_process', message: 'Start processes through worker/podman/run.ts.' },
          { name: 'execa', message: 'Start processes through worker/podman/run.ts.' },
          { name: 'monaco-editor', message: 'components/editor is the only importer of monaco.' },
        ],
        patterns: [{ group: ['../*/**', '../../*'], message: 'Use the subpath imports (#lib/…, #components/…).' }],
      }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/naming-convention': ['error',
        { selector: 'function', format: ['camelCase', 'PascalCase', 'UPPER_CASE'] },
        { selector: 'typeLike', format: ['PascalCase'] },
      ],
    },
  },
  {
    files: ['**/*.tsx', 'components/**/*.ts'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'max-lines-per-function': ['error', { max: 120, skipBlankLines: true, skipComments: true }],
      'complexity': ['error', 15],
    },
  },
  { files: ENV_FILES, rules: { 'no-restricted-syntax': ['error', timerRule, rawSql] } },
  { files: ['lib/server/db/raw.ts'], rules: { 'no-restricted-syntax': ['error', envRule, timerRule] } },
  { files: PROCESS_FILES, rules: { 'no-restricted-imports': 'off' } },
  { files: ['components/editor/**'], rules: { 'no-restricted-imports': 'off' } },
  { files: ['scripts/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['test/**/*.ts', 'test/**/*.tsx'],
    rules: {
      'max-lines-per-function': 'off',
      'max-lines': ['error', { max: 500, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': ['error', timerRule],
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-console': 'off',
    },
  },
);
