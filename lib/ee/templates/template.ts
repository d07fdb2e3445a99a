export interface TemplateParameters {
  /** With tag, for instance localhost:5000/ee-minimal:latest. */
  readonly baseImage: string;
  /** Of the base image; without it ansible-builder's default, /usr/bin/dnf. */
  readonly packageManagerPath?: string;
}

export interface Template {
  readonly id: string;
  readonly title: string;
  /** What it is for, in one sentence. */
  readonly description: string;
  /** Lower-case words to filter by. */
  readonly tags: readonly string[];
  readonly text: string;
  /** Files beside the definition: path to text. */
  readonly files: Readonly<Record<string, string>>;
}

/** The options that a base image of the Debian family needs; nothing for others. */
export function optionsBlock({ packageManagerPath }: TemplateParameters): string {
  if (packageManagerPath === undefined) return '';
  const pip = packageManagerPath.endsWith('/apt-get') ? '  # Debian brings pip as a package; ansible-builder cannot install it there.\n  skip_pip_install: true\n' : '';
  return `options:\n  # What installs system packages in this base image.\n  package_manager_path: ${packageManagerPath}\n${pip}`;
}
