import { Session, StartSession } from '#lib/contract/collections.ts';
import { UnauthenticatedError } from '#lib/server/errors.ts';
import { readSession, sessionCookie } from '#lib/web/session.ts';
import { withApi } from '#lib/web/with-api.ts';

export const GET = withApi({
  action: 'session.read',
  summary: 'Is the first-start token needed here, and was it given?',
  isPublic: true,
  response: Session,
  handler: ({ request }) => readSession(request),
});

export const POST = withApi({
  action: 'session.start',
  summary: 'Start a session with the first-start token',
  isPublic: true,
  body: StartSession,
  response: Session,
  handler: ({ request, body }) => {
    const cookie = sessionCookie(body.token);
    if (cookie === null) throw new UnauthenticatedError('This is not the first-start token. It is in tokens/first-start of the data directory.');
    return Response.json({ ...readSession(request), isAuthenticated: true }, { headers: { 'set-cookie': cookie, 'cache-control': 'no-store' } });
  },
});
