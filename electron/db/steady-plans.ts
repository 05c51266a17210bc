import type { Sql } from './sql.ts';

/** Words in quotes and comments are passed over; what is left of `?`, `?1`, `@name`, `:name` and `$name` is a parameter. */
const TOKEN = /'[^']*'|"[^"]*"|--[^\n]*|\/\*[\s\S]*?\*\/|(\?\d*|[@:$][A-Za-z_]\w*)/gu;

export const hideParameters = (text: string): string =>
  text.replace(TOKEN, (token: string, parameter?: string) => (parameter === undefined ? token : `+${parameter}`));

/**
 * While it plans, SQLite looks at what is bound to a parameter, and so prepares a join anew at every single run: several times the work of
 * the run itself. A unary plus changes neither value nor affinity, and hides the parameter from the planner: one plan per statement, for good.
 * What a plan must know (a status, a flag of a partial index) stands in the text of the statement.
 */
export function withSteadyPlans(sql: Sql): Sql {
  const prepare = sql.prepare.bind(sql) as (text: string) => unknown;
  sql.prepare = ((text: string) => prepare(hideParameters(text))) as Sql['prepare'];
  return sql;
}
