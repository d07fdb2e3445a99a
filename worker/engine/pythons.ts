/** Where images have their Python, tried in this order. */
export const PYTHONS: readonly string[] = ['/usr/bin/python3', '/usr/local/bin/python3', '/usr/bin/python', '/usr/libexec/platform-python'];
