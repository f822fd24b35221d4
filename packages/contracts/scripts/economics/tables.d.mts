import type { Report } from './report.mjs'

export function tablesOf(report: Report): Readonly<Record<string, string>>
export function percent(probability: number): string
