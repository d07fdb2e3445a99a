/** What a log-in on trial came to; the message is for the person. */
export type TestResult = { ok: boolean; message: string };
