/** The chunks of a stream. Not every browser iterates one; leaving early cancels it. */
export async function* streamChunks(
  stream: ReadableStream<Uint8Array>,
): AsyncGenerator<Uint8Array, void, void> {
  const reader = stream.getReader()
  try {
    while (true) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    // After a failure there is nothing left to cancel, and no one to tell.
    await reader.cancel().catch(() => {})
  }
}
