/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  // Responses are small and the dashboard is usually reached directly; perMessageDeflate is off for sockets, too.
  transpilePackages: ['@patternfly/react-core', '@patternfly/react-table', '@patternfly/react-icons', '@patternfly/react-styles'],
  serverExternalPackages: ['@prisma/client', '@prisma/adapter-libsql', '@libsql/client', 'libsql', 'pino', 'undici'],
  typescript: { ignoreBuildErrors: true },
};
export default config;
