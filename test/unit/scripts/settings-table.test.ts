import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withSettingsTable } from '#scripts/settings-table.ts';

describe('withSettingsTable', () => {
  it('finds the README up to date', () => {
    const readme = readFileSync('README.md', 'utf8');
    expect(readme).toContain('EEF_CA_BUNDLE');
    expect(withSettingsTable(readme)).toBe(readme);
  });
});
