const BY_EXTENSION: Record<string, string> = { yml: 'yaml', yaml: 'yaml', sh: 'shell', bash: 'shell', cfg: 'ini', ini: 'ini', conf: 'ini', toml: 'ini', py: 'python' };

/** Monaco's language for a file, by its name. */
export function languageOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/^(Containerfile|Dockerfile)/.test(name)) return 'dockerfile';
  return BY_EXTENSION[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? 'plaintext';
}
