import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import {
  answerTo,
  ask,
  composer,
  focusedName,
  openProof,
  patience,
  turnOf,
} from '../support/actions.js'
import { audit, overflow } from '../support/audit.js'
import { photograph, type Scene, visitPage } from '../support/scene.js'
import { withoutHonestNodes } from '../support/without-honest-nodes.js'

const question = 'What is the capital of France?'

/** The same page for keyboards, screen readers, phones, and eyes of all kinds. */
export function describeReach(scene: () => Scene): void {
  test('everything can be done with the keyboard alone', () =>
    visitPage(scene(), {}, async (page) => {
      const { keyboard } = page
      await composer(page).waitFor()
      await expect.poll(() => focusedName(page)).toBe('Your question')

      await keyboard.type('First line')
      await keyboard.press('Shift+Enter')
      await keyboard.type('second line')
      expect(await composer(page).inputValue()).toBe('First line\nsecond line')
      expect(await page.getByRole('article').count()).toBe(0)

      await keyboard.press('Enter')
      await page.getByRole('article').waitFor()
      await keyboard.press('Escape')
      await page.getByText('You stopped watching').waitFor()

      await keyboard.type(question)
      await keyboard.press('Enter')
      await answerTo(page, question)
      await tabTo(page, 'Proof', 'Shift+Tab')
      await keyboard.press('Enter')
      const proof = turnOf(page, question).locator('.proof')
      await proof.waitFor()
      await tabTo(page, 'Verify again in this browser', 'Tab')
      await keyboard.press('Enter')
      await proof.getByText('All of it holds.').waitFor()
    }))

  test('the focus goes from the skip link through the header to the page', () =>
    visitPage(scene(), {}, async (page) => {
      await composer(page).waitFor()
      const names: string[] = []
      // Before the first link is only the browser itself.
      await page.locator('a, button, textarea').first().focus()
      for (let step = 0; step < 8; step += 1) {
        if (step > 0) await page.keyboard.press('Tab')
        names.push(await focusedName(page))
        expect(await hasVisibleFocus(page), names.at(-1)).toBe(true)
      }
      expect(names).toEqual([
        'Skip to the conversation',
        'Use the dark theme',
        'Network: Devnet',
        expect.stringMatching(/^Account/),
        'What is the capital of France?',
        'Why is the sky blue?',
        'Write one sentence about the sea.',
        'Your question',
      ])
    }))

  test('a window keeps the focus, closes with Escape and gives it back', () =>
    visitPage(scene(), {}, async (page) => {
      const button = page.getByRole('button', { name: /^Network/ })
      await button.press('Enter')
      const dialog = page.getByRole('dialog', { name: 'Devnet' })
      await dialog.waitFor()
      await audit(page)
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'hidden' })
      expect(await focusedName(page)).toBe('Network: Devnet')
    }))

  test('what happens is said aloud', () =>
    visitPage(scene(), {}, (page) =>
      // Or all of it may happen at once, and only the end be said.
      withoutHonestNodes(scene(), async (startThem) => {
        await composer(page).waitFor()
        const said = await listen(page)
        await ask(page, question)
        await expect
          .poll(said, { timeout: patience })
          .toContain(
            'The committee is drawn. Its nodes think, and seal their answers',
          )
        await startThem()
        const text = await answerTo(page, question)
        const sentences = await said()
        expect(sentences.at(-1)).toBe(`2 of 3 agreed. Answer: ${text}`)
        // A stage is said once, not with every vote.
        expect([...new Set(sentences)]).toEqual(sentences)
      }),
    ))

  test('a phone of 360 pixels shows all of it without sideways scroll', () =>
    visitPage(
      scene(),
      { viewport: { width: 360, height: 740 }, colorScheme: 'dark' },
      async (page) => {
        await composer(page).waitFor()
        await photograph(page, 'phone-welcome-dark')
        expect(await overflow(page)).toBe(0)
        await ask(page, question)
        await page.getByRole('list', { name: 'Steps' }).waitFor()
        expect(await overflow(page)).toBe(0)
        await photograph(page, 'phone-running-dark')
        await answerTo(page, question)
        await openProof(page, question)
        await photograph(page, 'phone-proof-dark')
        await audit(page)
        await page.getByRole('button', { name: /^Account/ }).click()
        await page.getByRole('dialog').waitFor()
        await photograph(page, 'phone-account-light')
        await audit(page)
      },
    ))

  test('the theme follows the system until a person chooses, then stays', () =>
    visitPage(scene(), { colorScheme: 'dark' }, async (page) => {
      const background = () =>
        page.evaluate(
          () => getComputedStyle(document.documentElement).backgroundColor,
        )
      await composer(page).waitFor()
      const dark = await background()
      await photograph(page, 'welcome-dark')
      await audit(page)
      await page.emulateMedia({ colorScheme: 'dark' })
      await page.getByRole('button', { name: 'Use the light theme' }).click()
      const light = await background()
      expect(light).not.toBe(dark)
      await page.reload()
      await composer(page).waitFor()
      expect(await background()).toBe(light)
    }))
}

async function tabTo(
  page: Page,
  name: string,
  key: 'Tab' | 'Shift+Tab',
): Promise<void> {
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press(key)
    if ((await focusedName(page)).trim() === name) return
  }
  expect.fail(`${name} cannot be reached with ${key}`)
}

function hasVisibleFocus(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const focused = document.activeElement
    if (focused === null) return false
    const { outlineStyle, outlineWidth } = getComputedStyle(focused)
    const hasOutline = outlineStyle !== 'none' && outlineWidth !== '0px'
    const box = focused.closest('.composer-box')
    return (
      hasOutline || (box !== null && getComputedStyle(box).boxShadow !== 'none')
    )
  })
}

/** Collects what the polite live region says from now on. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  const said = await page.evaluateHandle(() => {
    const sentences: string[] = []
    const region = document.querySelector('[aria-live=polite][role=status]')
    new MutationObserver(() => {
      const sentence = region?.textContent ?? ''
      if (sentence !== '') sentences.push(sentence)
    }).observe(region as Node, {
      subtree: true,
      childList: true,
      characterData: true,
    })
    return sentences
  })
  return () => said.jsonValue()
}
