"""Runs a command as the container's first process and caps what it prints.

cap.py MAX_BYTES TAIL_BYTES COMMAND [ARGUMENT ...]

Output passes through up to MAX_BYTES, then is dropped but for the last TAIL_BYTES, which follow at the end. TERM and
INT go to the command's process group, orphans are reaped, the exit code is the command's (128 + n for signal n).
Where the kernel killed something for lack of memory, /job/out/oom-killed appears: conmon does not see it on cgroups v1.
"""

import os
import select
import signal
import sys
import time

DRAIN_SECONDS = 2.0
READ_BYTES = 65536
OOM_COUNTERS = ("/sys/fs/cgroup/memory.events", "/sys/fs/cgroup/memory/memory.oom_control")
OOM_MARK = "/job/out/oom-killed"


def write_all(data):
    view = memoryview(data)
    while view:
        view = view[os.write(1, view):]


class Cap:
    def __init__(self, max_bytes, tail_bytes):
        self.left = max_bytes
        self.max_bytes = max_bytes
        self.tail_bytes = tail_bytes
        self.tail = bytearray()
        self.dropped = 0

    def feed(self, data):
        if self.left > 0:
            passed = data[:self.left]
            write_all(passed)
            self.left -= len(passed)
            data = data[len(passed):]
            if self.left == 0:
                write_all(b"\n[ee-foundry] The log reached its limit of %d bytes: what follows is left out but for its end.\n" % self.max_bytes)
        if data:
            self.dropped += len(data)
            self.tail += data
            if len(self.tail) > 2 * self.tail_bytes:
                del self.tail[:-self.tail_bytes]

    def finish(self):
        if self.dropped == 0:
            return
        del self.tail[:-self.tail_bytes]
        if self.dropped > len(self.tail):
            write_all(b"[ee-foundry] %d bytes are left out here.\n" % (self.dropped - len(self.tail)))
            cut = self.tail.find(b"\n")
            del self.tail[:cut + 1]
        write_all(self.tail)


def start(argv, write_end):
    pid = os.fork()
    if pid != 0:
        return pid
    try:
        os.setsid()
        os.dup2(write_end, 1)
        os.dup2(write_end, 2)
        os.execvp(argv[0], argv)
    except OSError as error:
        os.write(2, f"{argv[0]}: {error.strerror}\n".encode())
    os._exit(127)


def reap(child):
    """Collects what has ended; the exit code once the command itself has, else None."""
    code = None
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return code
        if pid == 0:
            return code
        if pid == child:
            code = os.waitstatus_to_exitcode(status)
            code = 128 - code if code < 0 else code


def mark_oom():
    for counter in OOM_COUNTERS:
        try:
            with open(counter, encoding="ascii") as lines:
                killed = [int(line.split()[1]) for line in lines if line.startswith("oom_kill ")]
            if any(killed):
                with open(OOM_MARK, "w", encoding="ascii"):
                    pass
        except OSError:
            pass


def main():
    cap = Cap(int(sys.argv[1]), int(sys.argv[2]))
    read_end, write_end = os.pipe()
    wake_read, wake_write = os.pipe()
    os.set_blocking(wake_write, False)
    signal.set_wakeup_fd(wake_write)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    child = start(sys.argv[3:], write_end)
    os.close(write_end)

    def forward(number, _frame):
        try:
            os.killpg(child, number)
        except ProcessLookupError:
            pass

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, forward)

    code = None
    deadline = None
    while True:
        wait = None if deadline is None else max(0.0, deadline - time.monotonic())
        ready, _, _ = select.select([read_end, wake_read], [], [], wait)
        if wake_read in ready:
            os.read(wake_read, 512)
        if code is None:
            code = reap(child)
            if code is not None:
                deadline = time.monotonic() + DRAIN_SECONDS
        if read_end in ready:
            data = os.read(read_end, READ_BYTES)
            if data == b"":
                break
            cap.feed(data)
        # Also while data comes: a daemon that was left behind may print for ever.
        if deadline is not None and time.monotonic() >= deadline:
            break
    while code is None:
        time.sleep(0.01)
        code = reap(child)
    cap.finish()
    mark_oom()
    sys.exit(code)


main()
