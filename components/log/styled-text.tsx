import { toSpans } from './ansi.ts';
import { cutAtMatches } from './cut-at-matches.ts';
import type { Piece } from './cut-at-matches.ts';
import styles from './log.module.css';
import type { Matcher } from '#lib/contract/log-search.ts';

function classOf(piece: Piece, currentOrdinal: number | null): string | undefined {
  const names = [
    // On the marker's own background a light colour could not be read.
    piece.colour === null || piece.matchOrdinal !== null ? null : styles[piece.colour],
    piece.isBold ? styles['bold'] : null,
    piece.isDim ? styles['dim'] : null,
    piece.isItalic ? styles['italic'] : null,
    piece.isUnderlined ? styles['underline'] : null,
    piece.matchOrdinal === null ? null : styles['match'],
    piece.matchOrdinal !== null && piece.matchOrdinal === currentOrdinal ? styles['isCurrent'] : null,
  ].filter((name) => name !== null);
  return names.length === 0 ? undefined : names.join(' ');
}

function PieceView({ piece, currentOrdinal }: { piece: Piece; currentOrdinal: number | null }) {
  const className = classOf(piece, currentOrdinal);
  if (piece.href !== null) {
    return (
      <a href={piece.href} className={className} target="_blank" rel="noreferrer noopener nofollow">
        {piece.text}
      </a>
    );
  }
  if (piece.matchOrdinal !== null) return <mark className={className}>{piece.text}</mark>;
  return className === undefined ? <>{piece.text}</> : <span className={className}>{piece.text}</span>;
}

/** A line's text with the theme's colours, links and marked matches. Text nodes only. */
export function StyledText({ text, matcher, currentOrdinal }: { text: string; matcher: Matcher | null; currentOrdinal: number | null }) {
  const spans = toSpans(text);
  const matches = matcher === null ? [] : matcher(spans.map((span) => span.text).join(''));
  return cutAtMatches(spans, matches).map((piece, index) => <PieceView key={index} piece={piece} currentOrdinal={currentOrdinal} />);
}
