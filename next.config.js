/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  // Responses are small and the dashboard is usually reached directly; perMessageDeflate is off for sockets, too.
  transpilePackages: ['@patternfly/react-core', '@patternfly/react-table', '@patternfly/react-icons', '@patternfly/react-styles'],
  serverExternalPackages: ['@prisma/client', '@prisma/adapter-libsql', '@libsql/client', 'libsql', 'pino', 'undici'],
  typescript: { ignoreBuildErrors: true },
  // PatternFly has a style sheet for each component: a few larger ones are there sooner than forty small ones.
  experimental: { cssChunking: { type: 'graph', requestCost: 10_000_000 } },
};
export default config;
