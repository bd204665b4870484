import { competitors } from './subjects.ts';
import { measure } from './measure.ts';
import { quantile } from './saw.ts';
for (const c of (await competitors()).filter(({name}) => new RegExp(process.argv[2] ?? '.').test(name))) {
  const s = await c.start();
  // idle: orders without load
  const idle: number[] = [];
  if (process.argv[3]) for (let i = 0; i < 10; i++) { const n = await s.next(); idle.push(n.took ?? 0); }
  const f = await measure(s, 'keepalive'); await s.close();
  console.log(c.name, 'idle order', idle.join(' '), '| load order p50', quantile(f.took, .5), 'max', quantile(f.took,1), 'failed', f.failed, f.idleResets, 'of', f.asked, 'old', quantile(f.lastOld,.5), 'new', quantile(f.firstNew,.5), 'p99', quantile(f.near,.99), quantile(f.other,.99), 'outage', quantile(f.outages,.5));
}
