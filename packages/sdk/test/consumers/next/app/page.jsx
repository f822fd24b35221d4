import { askInMemory } from '../shared/ask-in-memory.js'
import { Client } from './client.jsx'

export default async function Page() {
  return (
    <main>
      <p>{await askInMemory()}</p>
      <Client />
    </main>
  )
}
