import { pino } from 'pino';
import { getConfig } from './config.ts';

/** The service log: one JSON object per line. Never a secret value. */
export const log = pino({ level: getConfig().settings.EEF_LOG_LEVEL, base: null, redact: ['*.token', '*.password', '*.secret'] });
