'use client';

/** How package look-up stands, in a quiet place. */
export function LookupNote({ summary }: { summary: readonly string[] }) {
  if (summary.length === 0) return null;
  return (
    <div className="eef-subtle eef-lookup-note" role="note" aria-label="Package look-up">
      {summary.map((line) => <p key={line}>{line}</p>)}
    </div>
  );
}
