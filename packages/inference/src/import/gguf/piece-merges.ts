/** A piece of a SentencePiece vocabulary. */
export type Piece = {
  readonly text: string
  readonly id: number
  readonly score: number
}

type Merge = {
  readonly left: Piece
  readonly right: Piece
  /** Of what both make together. */
  readonly score: number
}

/**
 * The merges of a SentencePiece vocabulary: it joins the neighbours that make
 * the piece of the highest score, and byte pair encoding those of the first
 * merge, so the merges are the ways to make each piece, best scores first.
 */
export function pieceMerges(pieces: readonly Piece[]): [string, string][] {
  const known = new Map(pieces.map((piece) => [piece.text, piece]))
  const merges = pieces.flatMap((piece) => waysToMake(piece, known))
  return merges
    .sort(byRank)
    .map(({ left, right }): [string, string] => [left.text, right.text])
}

function waysToMake(
  { text, score }: Piece,
  known: ReadonlyMap<string, Piece>,
): Merge[] {
  const characters = [...text]
  const ways: Merge[] = []
  for (let length = 1; length < characters.length; length++) {
    const left = known.get(characters.slice(0, length).join(''))
    const right = known.get(characters.slice(length).join(''))
    if (left && right) ways.push({ left, right, score })
  }
  return ways
}

/** The order among equal scores does not matter to text, but must be one. */
function byRank(a: Merge, b: Merge): number {
  return (
    b.score - a.score ||
    b.left.text.length - a.left.text.length ||
    b.right.text.length - a.right.text.length ||
    a.left.id - b.left.id ||
    a.right.id - b.right.id
  )
}
