export function fill(
  page: string,
  tables: Readonly<Record<string, string>>,
): string
