# Runs inside the base image. $1: the interpreter, $2: the package manager, $3: the text that parts the answers.
# Prints the os-release, lines of key=value, and the JSON of probe.py ($4), each after the text.
echo "$3 os-release"
cat /etc/os-release 2>/dev/null || cat /usr/lib/os-release 2>/dev/null
echo
echo "$3 facts"
if [ -x "$2" ]; then echo manager=yes; fi
for each in /usr/bin/dnf /usr/bin/microdnf /usr/bin/apt-get /usr/bin/yum /usr/bin/zypper /sbin/apk; do
  if [ -x "$each" ]; then echo "other=$each"; fi
done
if command -v "$1" >/dev/null; then
  echo python=yes
  "$1" -m pip --version 2>/dev/null | head -1 | sed "s/^/pip=/"
  "$1" -m pip config list 2>/dev/null | head -50 | sed "s/^/config=/"
  "$1" -c "import platform; print(\"libc=\" + \" \".join(platform.libc_ver()))" 2>/dev/null
  # Debian keeps the module and refuses to run it.
  "$1" -c "import ensurepip, inspect, sys; sys.exit(\"disabled in Debian\" in inspect.getsource(ensurepip))" 2>/dev/null && echo ensurepip=yes
fi
if command -v ansible-galaxy >/dev/null; then echo galaxy=yes; fi
echo "$3 probe.json"
if command -v "$1" >/dev/null; then "$1" -I -c "$4" 2>/dev/null; fi
true
