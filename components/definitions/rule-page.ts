/** Where a finding's code is explained. */
export function rulePage(code: string): string {
  return `/rules#${code}`;
}
