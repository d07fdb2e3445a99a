import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openTestPodman, type TestPodman } from '#test/support/local-podman.ts';

let podman: TestPodman;

beforeAll(async () => {
  podman = await openTestPodman();
}, 300_000);

afterAll(async () => {
  await podman.close();
});

/** An image made inside, as a base of many owners, a setuid file and a file capability, and a layer built upon it. */
const BUILD = `
set -eu
cd /tmp && mkdir base && cd base
cat > make.py <<'E'
import io, tarfile
out = tarfile.open("rootfs.tar", "w", format=tarfile.PAX_FORMAT)
def add(name, mode, uid, gid, data=None, caps=None, link=None):
    info = tarfile.TarInfo(name)
    info.mode, info.uid, info.gid, info.mtime = mode, uid, gid, 1700000000
    if caps: info.pax_headers["SCHILY.xattr.security.capability"] = caps
    if link is not None: info.type, info.linkname = tarfile.SYMTYPE, link
    elif data is None: info.type = tarfile.DIRTYPE
    else: info.size = len(data)
    out.addfile(info, io.BytesIO(data) if data is not None else None)
add("base", 0o755, 0, 0)
add("base/root-file", 0o644, 0, 0, b"r")
add("base/user-file", 0o640, 1234, 55, b"u")
add("base/high-file", 0o600, 60000, 60001, b"h")
add("base/setuid", 0o4755, 33, 33, b"s")
add("base/sticky", 0o1777, 33, 34)
add("base/link", 0o777, 7, 8, link="root-file")
add("base/capable", 0o755, 0, 0, b"c", caps="\\x01\\x00\\x00\\x02\\x00\\x04\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00")
out.close()
E
python3 -I make.py
podman import -q rootfs.tar localhost/base:1 >/dev/null
mkdir layer && printf x > layer/file
printf 'FROM localhost/base:1\\nCOPY --chown=1000:2000 --chmod=0750 layer /built\\nCOPY --chown=33:44 layer/file /built2\\n' > Containerfile
podman build -q --pull=never -t localhost/built:1 . >/dev/null
`;

/** Owners, modes, times, capabilities and contents as the image has them in the storage of the volume. */
const LIST = (image: string): string => `
set -eu
cd /tmp
cat > list.py <<'E'
import hashlib, os, stat, sys
root = sys.argv[1]
for folder, dirs, files in os.walk(root):
    for name in sorted(dirs + files):
        path = os.path.join(folder, name)
        s = os.lstat(path)
        try: caps = os.getxattr(path, "security.capability", follow_symlinks=False).hex()
        except OSError: caps = "-"
        data = hashlib.sha256(open(path, "rb").read()).hexdigest()[:12] if stat.S_ISREG(s.st_mode) else "-"
        print(os.path.relpath(path, root), oct(s.st_mode), s.st_uid, s.st_gid, caps, data)
E
podman unshare sh -c 'c=$(buildah from --pull=never ${image}); m=$(buildah mount "$c"); python3 -I list.py "$m" | sort; buildah rm "$c" >/dev/null'
`;

/** What a registry would get: the layers' own tar entries. */
const EXPORT = (image: string): string => `
set -eu
cd /tmp
skopeo copy -q containers-storage:${image} dir:/tmp/exported
cat > entries.py <<'E'
import glob, json, tarfile
manifest = json.load(open("/tmp/exported/manifest.json"))
for layer in manifest["layers"]:
    with tarfile.open("/tmp/exported/" + layer["digest"].split(":")[1]) as tar:
        for entry in sorted(tar, key=lambda e: e.name):
            caps = entry.pax_headers.get("SCHILY.xattr.security.capability", "-")
            print(entry.name.strip("/"), oct(entry.mode), entry.uid, entry.gid, "caps" if caps != "-" else "-")
E
python3 -I entries.py
`;

async function run(script: string): Promise<string[]> {
  const { lines, code } = await podman.runPhase(script, { mountsStorage: true });
  expect({ code, lines: code === 0 ? [] : lines }).toEqual({ code: 0, lines: [] });
  return lines;
}

describe('a storage volume', () => {
  test('keeps owners, modes and file capabilities of base and built layers over three starts', async () => {
    await run(BUILD);
    const first = await run(LIST('localhost/built:1'));
    expect(first).toContainEqual(expect.stringMatching(/^base\/user-file 0o100640 1234 55 - /));
    expect(first).toContainEqual(expect.stringMatching(/^base\/high-file 0o100600 60000 60001 - /));
    expect(first).toContainEqual(expect.stringMatching(/^base\/setuid 0o104755 33 33 - /));
    expect(first).toContainEqual(expect.stringMatching(/^base\/sticky 0o41777 33 34 - -$/));
    expect(first).toContainEqual(expect.stringMatching(/^base\/capable 0o100755 0 0 [0-9a-f]{40,48} /));
    expect(first).toContainEqual(expect.stringMatching(/^built\/file 0o100750 1000 2000 - /));
    expect(first).toContainEqual(expect.stringMatching(/^built2 0o100644 33 44 - /));
    const exported = await run(EXPORT('localhost/built:1'));
    expect(exported).toContain('base/user-file 0o640 1234 55 -');
    expect(exported).toContain('base/capable 0o755 0 0 caps');
    expect(exported).toContain('built/file 0o750 1000 2000 -');
    for (let start = 2; start <= 3; start += 1) {
      expect(await run(LIST('localhost/built:1'))).toEqual(first);
      expect(await run(EXPORT('localhost/built:1'))).toEqual(exported);
    }
  });

  test('is native overlay, belongs to the builder user, and is not shared between slots', async () => {
    const [driver, owner] = await run(`podman info --format '{{.Store.GraphDriverName}} {{index .Store.GraphStatus "Native Overlay Diff"}}'; stat -c '%U %a' ~/.local/share/containers; podman images -q | wc -l`);
    expect([driver, owner]).toEqual(['overlay true', 'podman 755']);
    const other = await podman.runPhase('podman images -q | wc -l; cat /proc/1/uid_map', { mountsStorage: true, storage: { trustDomain: 'team', slot: 1 } });
    const same = await podman.runPhase('podman images -q | wc -l; cat /proc/1/uid_map', { mountsStorage: true });
    expect([other.lines[0], same.lines[0]]).toEqual(['0', '2']);
    if (!podman.host.isRootless) expect(other.lines[1]).not.toBe(same.lines[1]);
  });

  test('is listed with its size and removed only when no container uses it', async () => {
    const slot = { trustDomain: 'sized', slot: 3 };
    const handle = await podman.driver.start(await podman.phase('head -c 30000000 /dev/urandom > ~/.local/share/containers/big; echo written; sleep 100', { mountsStorage: true, storage: slot }));
    for await (const { text } of podman.driver.attach(handle, 0, AbortSignal.timeout(60_000))) if (text === 'written') break;
    const found = (await podman.driver.listVolumes()).find(({ trustDomain }) => trustDomain === 'sized');
    expect(found).toMatchObject({ slot: 3, name: expect.stringContaining(podman.config.name) as string });
    expect(found?.sizeBytes).toBeGreaterThan(30_000_000);
    await expect(podman.driver.removeVolume(slot)).rejects.toThrow('remove a storage volume');
    await podman.driver.remove(handle);
    await podman.driver.removeVolume(slot);
    await podman.driver.removeVolume(slot);
    expect((await podman.driver.listVolumes()).map(({ trustDomain }) => trustDomain)).not.toContain('sized');
  });

  test('is emptied before a build when an earlier one left it too full, and only then', async () => {
    const storage = { trustDomain: 'full', slot: 0 };
    const small = { ...(await podman.phase('')).limits, diskGb: 1 };
    const labels = (phase: 'fetch' | 'build') => ({ job: 'jobfull', attempt: 1, token: `${phase}${Math.random()}`, phase });
    const fill = 'head -c 800000000 /dev/zero > ~/.local/share/containers/big; sleep 4';
    const look = 'ls ~/.local/share/containers';
    await podman.runPhase(fill, { mountsStorage: true, storage, labels: labels('build'), limits: small });
    await podman.runPhase('sleep 3', { mountsStorage: true, storage, labels: labels('build'), limits: small });
    expect((await podman.runPhase(look, { mountsStorage: true, storage, labels: labels('build'), limits: small })).lines).toEqual(['big']);
    expect((await podman.runPhase(look, { mountsStorage: true, storage, labels: labels('fetch'), limits: small })).lines).toEqual([]);
  });

  test('is made once though two phases of a slot start together', async () => {
    const storage = { trustDomain: 'raced', slot: 0 };
    const ends = await Promise.all(['collect', 'fetch'].map((phase) => podman.runPhase('cat /proc/1/uid_map', { mountsStorage: phase === 'fetch', storage, labels: { job: 'jobraced', attempt: 1, token: phase, phase: phase === 'fetch' ? 'fetch' : 'collect' } })));
    expect(ends.map(({ code }) => code)).toEqual([0, 0]);
    expect(ends[0]?.lines).toEqual(ends[1]?.lines);
  });
});
