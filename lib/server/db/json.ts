import { z } from 'zod';

const StringList = z.array(z.string());
const StringRecord = z.record(z.string(), z.string());

/** Reads a JSON string[] column. */
export function stringList(json: string): string[] {
  return StringList.parse(JSON.parse(json));
}

/** Reads a JSON {name: text} column. */
export function stringRecord(json: string): Record<string, string> {
  return StringRecord.parse(JSON.parse(json));
}

/** Reads a nullable JSON column with its schema. */
export function jsonOrNull<S extends z.ZodType>(schema: S, json: string | null): z.output<S> | null {
  return json === null ? null : schema.parse(JSON.parse(json));
}
