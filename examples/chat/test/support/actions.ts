import type { Locator, Page } from 'playwright-core'

/** How long nodes may take to think on a busy machine. */
export const patience = 120_000

export function composer(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Your question' })
}

/** Writes a question and sends it with Enter. */
export async function ask(page: Page, question: string): Promise<void> {
  await composer(page).fill(question)
  await composer(page).press('Enter')
}

/** The turn of a question. */
export function turnOf(page: Page, question: string): Locator {
  return page.getByRole('article', { name: question })
}

/** Waits for the agreed text of a question. */
export async function answerTo(page: Page, question: string): Promise<string> {
  const text = turnOf(page, question).locator('.answer-text')
  await text.waitFor({ timeout: patience })
  return (await text.textContent()) ?? ''
}

/** Opens the proof of a question's answer. */
export async function openProof(
  page: Page,
  question: string,
): Promise<Locator> {
  const turn = turnOf(page, question)
  await turn.getByRole('button', { name: 'Proof' }).click()
  return turn.locator('.proof')
}

/** The rows of a table, as the texts of their cells. */
export function rowsOf(table: Locator): Promise<string[][]> {
  return table
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) =>
        [...row.children].map((cell) =>
          (cell.textContent ?? '').replaceAll(/\s+/g, ' ').trim(),
        ),
      ),
    )
}

/** The accessible name of what has the focus, as far as the page gives it. */
export function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const focused = document.activeElement as HTMLElement | null
    const labels = (focused as HTMLInputElement | null)?.labels ?? []
    const label = focused?.getAttribute('aria-label') ?? labels[0]?.textContent
    return label ?? focused?.textContent ?? ''
  })
}
