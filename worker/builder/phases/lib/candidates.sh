# Runs inside the base image: which of the packages the package manager knows. $1: the package manager, then the names.
# Prints "asked" once it has package lists, then "candidate NAME VERSION" or "unknown NAME".
manager=$1
shift
case ${manager##*/} in
  apt-get)
    "$manager" -q update >&2 || exit 1
    echo asked
    for name in "$@"; do
      version=$(apt-cache policy "$name" 2>/dev/null | sed -n 's/^  Candidate: //p' | head -1)
      if [ -n "$version" ] && [ "$version" != "(none)" ]; then echo "candidate $name $version"
      elif "$manager" -q -s install --no-install-recommends "$name" >/dev/null 2>&1; then echo "candidate $name virtual"
      else echo "unknown $name"; fi
    done
    ;;
  dnf | yum | microdnf)
    "$manager" -q makecache >&2 || exit 1
    echo asked
    for name in "$@"; do
      found=$("$manager" -q repoquery "$name" 2>/dev/null | tail -1)
      if [ -z "$found" ]; then found=$("$manager" -q repoquery --whatprovides "$name" 2>/dev/null | tail -1); fi
      if [ -n "$found" ]; then echo "candidate $name $found"
      elif rpm -q "$name" >/dev/null 2>&1; then echo "candidate $name installed"
      else echo "unknown $name"; fi
    done
    ;;
esac
