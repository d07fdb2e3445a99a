import { plainScalarRule, type PlainScalar } from '#lib/ee/lint/plain-scalars.ts';

const SWITCHES = ['relax_passwd_permissions', 'skip_ansible_check', 'skip_pip_install'];

/** `yes`, `no`, `on` and `off` are true and false for ansible-builder (YAML 1.1), text for other readers. */
export const yaml11Boolean = plainScalarRule('yaml11-boolean', read);

function read({ scalar, source, path }: PlainScalar) {
  if (scalar.type !== 'bool' || /^(?:true|false)$/i.test(source)) return null;
  const value = String(scalar.value);
  const isSwitch = path[0] === 'options' && SWITCHES.includes(String(path[1]));
  if (isSwitch) return { severity: 'info' as const, message: `${source} is read as ${value}. Write ${value}, which every YAML reader understands.`, better: value };
  return { message: `${source} is read as ${value}. Quote it to keep it as text.` };
}
