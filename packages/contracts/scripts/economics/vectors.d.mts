export function safetyVectors(): Readonly<Record<string, readonly number[]>>
