import type { ColumnDef, Constraint, FuncCall, Node } from 'libpg-query';
import { findAll, namesOf } from './names.ts';

export function constraintsOf(definition: ColumnDef): readonly Constraint[] {
  return (definition.constraints ?? []).flatMap((node) => ('Constraint' in node ? [node.Constraint] : []));
}

export function isNull(expression: Node): boolean {
  if ('TypeCast' in expression) return expression.TypeCast.arg !== undefined && isNull(expression.TypeCast.arg);
  return 'A_Const' in expression && expression.A_Const.isnull === true;
}

/** Functions whose value is one for the whole statement; PostgreSQL computes such a default once. Any other may differ from row to row. */
const steady = new Set(
  `now transaction_timestamp statement_timestamp current_setting current_database current_schema timezone date_trunc date_part extract age
  to_char to_date to_timestamp to_number make_date make_time make_timestamp make_timestamptz make_interval
  lower upper initcap trim btrim ltrim rtrim concat concat_ws format left right lpad rpad replace substring substr md5 length repeat reverse
  abs ceil floor round trunc power sqrt mod greatest least json_build_object jsonb_build_object json_build_array jsonb_build_array
  to_json to_jsonb array_fill string_to_array decode encode int4range int8range numrange tsrange tstzrange daterange`.split(/\s+/),
);

export function isVolatile(expression: Node): boolean {
  return findAll<FuncCall>(expression, 'FuncCall').some((call) => !steady.has(namesOf(call.funcname).at(-1) ?? ''));
}
