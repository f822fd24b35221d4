/** The part of `@huggingface/jinja` that is used, handed in so that it stays optional. */
export type JinjaLibrary = typeof import('@huggingface/jinja')

/** What evaluates a parsed template. */
export type JinjaInterpreter = InstanceType<JinjaLibrary['Interpreter']>

/** A parsed template. */
export type JinjaProgram = Parameters<JinjaInterpreter['run']>[0]
