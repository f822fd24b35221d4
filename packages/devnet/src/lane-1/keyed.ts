/** A map that makes what it is asked for and does not have. */
export function keyed<K, V>(make: () => V): (key: K) => V {
  const values = new Map<K, V>()
  return (key) => {
    const value = values.get(key) ?? make()
    values.set(key, value)
    return value
  }
}
