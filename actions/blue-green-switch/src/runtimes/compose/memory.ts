import type { Decision, Model, Service } from '@slipway/docker';

/** Bytes of memory that second copies of services are going to need, and may need at the most where that is limited. */
export interface MemoryNeed {
  readonly needed: number;
  readonly most: number;
}

/** @param used bytes that each copy of a service that serves now holds */
export function memoryNeed(model: Model, decisions: readonly Decision[], used: (service: string) => readonly number[]): MemoryNeed {
  const doubled = decisions.filter(({ strategy }) => strategy === 'colours').map(({ service }) => service);
  const each = doubled.map((service) => needOf(model.services[service] ?? {}, used(service)));
  return {
    needed: each.reduce((sum, one) => sum + one.needed, 0),
    most: each.reduce((sum, one) => sum + one.most, 0),
  };
}

/** As much as the one that runs holds, at least what the file reserves, and never more than it allows. */
function needOf(service: Service, used: readonly number[]): MemoryNeed {
  const { reserved, limit } = declared(service);
  const needed = Math.min(Math.max(...used, reserved), limit);
  return { needed, most: Number.isFinite(limit) ? limit : needed };
}

/** Compose resolves sizes to bytes. */
function declared(service: Service): { reserved: number; limit: number } {
  type Size = { memory?: string } | undefined;
  const resources = (service['deploy'] as { resources?: { reservations?: Size; limits?: Size } } | undefined)?.resources;
  return {
    reserved: Number(service['mem_reservation'] ?? resources?.reservations?.memory ?? 0) || 0,
    limit: Number(service['mem_limit'] ?? resources?.limits?.memory ?? 0) || Number.POSITIVE_INFINITY,
  };
}
