import type { Color } from '@slipway/docker';
import type { Instance } from '../../runtime.ts';
import { type UnitOf, unitName } from './units.ts';

/** A unit as `systemctl show` tells it. */
export interface UnitState {
  readonly id: string;
  /** `loaded`, `not-found`, `bad-setting` … */
  readonly load: string;
  readonly active: string;
  readonly sub: string;
  readonly restarts: number;
  readonly exitStatus: number;
  readonly since: string;
  readonly invocation: string;
  /** `enabled`, `disabled`, `static` where it cannot be enabled. */
  readonly file: string;
  readonly stale: boolean;
  /** A job of systemd is under way for it. */
  readonly busy: boolean;
}

export const properties = [
  'Id',
  'LoadState',
  'ActiveState',
  'SubState',
  'NRestarts',
  'ExecMainStatus',
  'ActiveEnterTimestamp',
  'InvocationID',
  'UnitFileState',
  'NeedDaemonReload',
  'Job',
] as const;

/** One block for each unit, in the order that they were asked for. */
export function parseShow(text: string): UnitState[] {
  return text
    .split(/\n\s*\n/)
    .filter((block) => block.trim() !== '')
    .map((block) => {
      const values = new Map(block.split('\n').map((line) => line.split(/=(.*)/s) as [string, string]));
      const value = (name: (typeof properties)[number]): string => values.get(name)?.trim() ?? '';
      return {
        id: value('Id'),
        load: value('LoadState'),
        active: value('ActiveState'),
        sub: value('SubState'),
        restarts: Number(value('NRestarts')) || 0,
        exitStatus: Number(value('ExecMainStatus')) || 0,
        since: value('ActiveEnterTimestamp'),
        invocation: value('InvocationID'),
        file: value('UnitFileState'),
        stale: value('NeedDaemonReload') === 'yes',
        busy: !['', '0'].includes(value('Job')),
      };
    });
}

/** Running, or on its way to or from there: what has to be stopped. */
export function isUp(state: UnitState): boolean {
  return !['inactive', 'failed'].includes(state.active) || state.busy;
}

/** @param id of the release that the colour stands on */
export function instanceOf(of: UnitOf, color: Color, state: UnitState, id: string): Instance {
  const name = unitName(of, color);
  const status = state.active === 'active' ? 'running' : state.sub === 'auto-restart' ? 'restarting' : state.active;
  return {
    id: state.invocation || name,
    name,
    service: of.service,
    version: id,
    image: id,
    status,
    health: undefined,
    exitCode: state.exitStatus,
    restarts: state.restarts,
    startedAt: state.since,
  };
}
