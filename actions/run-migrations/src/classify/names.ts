import type { Node, RangeVar } from 'libpg-query';

/** A name of the catalog as rules compare it: `public.` is what most people leave out. */
export function plainName(name: string): string {
  return name.startsWith('public.') ? name.slice('public.'.length) : name;
}

export function tableOf(relation: RangeVar | undefined): string {
  const { schemaname, relname = '' } = relation ?? {};
  return plainName(schemaname ? `${schemaname}.${relname}` : relname);
}

/** Strings of a list, as in `a.b.c`. */
export function namesOf(nodes: readonly Node[] | undefined): readonly string[] {
  return (nodes ?? []).flatMap((node) => ('String' in node && node.String.sval !== undefined ? [node.String.sval] : []));
}

export function nameOf(nodes: readonly Node[] | undefined): string {
  return plainName(namesOf(nodes).join('.'));
}

/** The name of an object of DROP, ALTER or COMMENT, whatever node it is. */
export function objectName(node: Node | undefined): string {
  if (!node) return '';
  if ('List' in node) return nameOf(node.List.items);
  if ('String' in node) return node.String.sval ?? '';
  if ('TypeName' in node) return nameOf(node.TypeName.names);
  if ('ObjectWithArgs' in node) return nameOf(node.ObjectWithArgs.objname);
  if ('RangeVar' in node) return tableOf(node.RangeVar);
  return '';
}

/** Every node of a kind below a value, in the order of the text. */
export function findAll<T>(value: unknown, kind: string): T[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [...(key === kind ? [inner as T] : []), ...findAll<T>(inner, kind)]);
}

/** Whether an option of a statement is given, as in `REINDEX (CONCURRENTLY)`, and not switched off. */
export function isOn(options: readonly Node[] | undefined, name: string): boolean {
  return (options ?? []).some((node) => {
    if (!('DefElem' in node) || node.DefElem.defname !== name) return false;
    const said = findAll<unknown>(node.DefElem.arg, 'sval').map(String).join('');
    return (
      !/^(false|off|0)$/i.test(said) && !(node.DefElem.arg && 'Boolean' in node.DefElem.arg && node.DefElem.arg.Boolean.boolval !== true)
    );
  });
}
