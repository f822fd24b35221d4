import type { LogFacts, Logger } from '@aichain/sdk'

/** One JSON object a line, for whatever collects logs. */
export const log: Logger = {
  debug: () => {},
  info: (message, facts) => write('info', message, facts),
  warn: (message, facts) => write('warn', message, facts),
  error: (message, facts) => write('error', message, facts),
}

function write(level: keyof Logger, message: string, facts?: LogFacts): void {
  const line = { time: new Date().toISOString(), level, message, ...facts }
  console.log(JSON.stringify(line, (_, value) => plain(value)))
}

/** JSON has no large integers. */
function plain(value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}
