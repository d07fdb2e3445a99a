/** An index without its log-in, and the log-in as a header: neither messages nor keys hold a secret. */
export type PythonIndex = { url: string; host: string; headers: Record<string, string> };

export function indexOf(configured: string): PythonIndex {
  const url = new URL(configured.endsWith('/') ? configured : `${configured}/`);
  const { username, password, host } = url;
  url.username = '';
  url.password = '';
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { url: url.href, host, headers: username === '' ? {} : { authorization: `Basic ${Buffer.from(login).toString('base64')}` } };
}
