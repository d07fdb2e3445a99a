import { defineConfig } from 'vitest/config';

const shared = { environment: 'node', restoreMocks: true, unstubEnvs: true } as const;

export default defineConfig({
  test: {
    passWithNoTests: false,
    projects: [
      { test: { ...shared, name: 'unit', include: ['test/unit/**/*.test.{ts,tsx}'], testTimeout: 60_000 } },
      { test: { ...shared, name: 'integration', include: ['test/integration/**/*.test.ts'], testTimeout: 180_000, hookTimeout: 300_000, maxWorkers: 2, globalSetup: ['test/support/ansible-builder.ts'] } },
      { test: { ...shared, name: 'e2e', include: ['test/e2e/**/*.test.ts'], testTimeout: 1_200_000, hookTimeout: 1_800_000, fileParallelism: false, maxWorkers: 1, globalSetup: ['test/support/e2e-platform.ts'] } },
    ],
  },
});
