import type { BaseFacts, Findings } from '#lib/ee/preflight/findings.ts';
import type { Places } from '#lib/ee/preflight/places.ts';
import { ok, problem, skipped, warning, type Check } from '#lib/ee/preflight/result.ts';

interface Known {
  facts: BaseFacts;
  findings: Findings;
  places: Places;
  /** Steps of the definition that run before anything else could bring what the base lacks. */
  hasBaseSteps: boolean;
}

/** What the base image brings for a build. */
export function baseChecks(findings: Findings, places: Places): Check[] {
  const { facts } = findings;
  if (facts === null) return [skipped({ id: 'interpreter', title: 'Contents of the base', detail: 'The base image could not be looked into. Once it can be pulled, preflight goes on from there.' })];
  const known: Known = { facts, findings, places, hasBaseSteps: ['prepend_base', 'append_base'].some((hook) => places.form.steps[hook as 'prepend_base'].source !== 'absent') };
  return [managerCheck(known), interpreterCheck(known), pipCheck(known), ansibleCheck(known)].filter((check) => check !== null);
}

/** A step may bring what is missing: then it is only a warning. */
function missing({ hasBaseSteps }: Known, draft: Parameters<typeof problem>[0]): Check {
  if (!hasBaseSteps) return problem(draft);
  return warning({ ...draft, detail: `${draft.detail ?? ''} The steps of the base stage may install it; preflight does not run them.` });
}

function managerCheck(known: Known): Check {
  const { facts, findings, places } = known;
  const { path } = places.form.texts.packageManagerPath;
  const head = { id: 'package-manager', title: 'Package manager', path } as const;
  const wanted = findings.packageManager;
  if (facts.hasPackageManager) return ok({ ...head, detail: `${wanted} is there.` });
  const [other] = facts.otherPackageManagers;
  const edits = other === undefined ? null : places.firstWay([[{ kind: 'set', path, value: other }]]);
  return missing(known, {
    ...head,
    detail: `The base image has no ${wanted}.`,
    remedy: other === undefined ? 'Set options.package_manager_path to the package manager that it has, or use another base.' : `It has ${other}: set options.package_manager_path to it.`,
    fixes: edits === null || other === undefined ? [] : [{ title: `Use ${other}`, edits }],
  });
}

function interpreterCheck(known: Known): Check {
  const { facts, findings, places } = known;
  const head = { id: 'interpreter', title: 'Python', path: places.form.texts.pythonPath.path } as const;
  if (facts.pythonVersion !== null) return ok({ ...head, detail: `${findings.interpreter} is Python ${facts.pythonVersion}.` });
  const systemPackage = places.form.texts.pythonPackage.value;
  if (!facts.hasInterpreter && systemPackage !== null) {
    return ok({ ...head, detail: `${findings.interpreter} is not in the base; the build installs ${systemPackage}.` });
  }
  return missing(known, {
    ...head,
    detail: facts.hasInterpreter ? `${findings.interpreter} of the base image does not run.` : `The base image has no ${findings.interpreter}.`,
    remedy: 'Set dependencies.python_interpreter (package_system installs one), or use another base.',
  });
}

function pipCheck(known: Known): Check | null {
  const { facts, places } = known;
  if (facts.pythonVersion === null) return null;
  const head = { id: 'pip', title: 'pip', path: places.form.switches.skipPipInstall.path } as const;
  const isSkipped = places.form.switches.skipPipInstall.value === true;
  if (facts.hasPip && (isSkipped || facts.hasEnsurepip)) return ok({ ...head, detail: 'pip is there.' });
  if (!isSkipped && facts.hasEnsurepip) return ok({ ...head, detail: 'The build installs pip with ensurepip.' });
  const skip = isSkipped ? null : places.firstWay([[{ kind: 'set', path: head.path, value: true }]]);
  if (facts.hasPip) {
    return problem({
      ...head,
      detail: 'This Python has no ensurepip (Debian and Ubuntu leave it out), so the build stops where it installs pip.',
      remedy: 'pip is there already: set options.skip_pip_install to true.',
      fixes: skip === null ? [] : [{ title: 'Set skip_pip_install', edits: skip }],
    });
  }
  return missing(known, { ...head, detail: 'The base image has no pip.', remedy: 'Install it in prepend_base (python3-pip), or use another base.' });
}

function ansibleCheck(known: Known): Check | null {
  const { facts, places } = known;
  if (facts.pythonVersion === null) return null;
  const { texts, switches } = places.form;
  const head = { id: 'ansible', title: 'ansible-core and ansible-runner' } as const;
  const parts = [
    { name: 'ansible-core', asked: texts.ansibleCore.value, has: hasAny(facts, ['ansible-core', 'ansible-base']), path: texts.ansibleCore.path },
    { name: 'ansible-runner', asked: texts.ansibleRunner.value, has: hasAny(facts, ['ansible-runner']), path: texts.ansibleRunner.path },
  ];
  const lacking = parts.filter(({ asked, has }) => asked === null && !has);
  if (lacking.length === 0) return ok({ ...head, detail: parts.map(({ name, asked }) => (asked === null ? `${name} is in the base.` : `The build installs ${asked}.`)).join(' ') });
  const names = lacking.map(({ name }) => name).join(' and ');
  if (switches.skipAnsibleCheck.value === true) return warning({ ...head, detail: `Neither the base nor the definition brings ${names}.`, remedy: 'That is as asked for by skip_ansible_check; playbooks will not run in this image.' });
  const edits = places.firstWay([lacking.map(({ name, path }) => ({ kind: 'set', path, value: name }))]);
  return missing(known, {
    ...head,
    detail: `Neither the base nor the definition brings ${names}.`,
    remedy: 'Let pip install them: dependencies.ansible_core and ansible_runner.',
    path: lacking[0]?.path ?? null,
    fixes: edits === null ? [] : [{ title: `Install ${names}`, edits }],
  });
}

function hasAny({ python }: BaseFacts, names: readonly string[]): boolean {
  return python.some(({ name }) => names.includes(name.toLowerCase().replaceAll('_', '-')));
}
