import { formatDuration } from '../../packages/action/src/duration.ts';
import { drawing } from './drawing.ts';
import { html, type Markup } from './markup.ts';
import type { DemoRelease } from './receipt.ts';
import { backupSentence, count, migrationSentence, notesSentence, outcomeWords, safetyNet, story } from './words.ts';

/** One release on the page. */
export function card(release: DemoRelease, colors: ReadonlyMap<string, string>): Markup {
  return html`
<article class="card">
<header><h2><span class="swatch ${colors.get(release.version) ?? 'v0'}"></span>${release.version}</h2>
<span class="pill ${release.outcome}">${outcomeWords[release.outcome]}</span></header>
<p class="story">${story(release)}</p>
${figures(release)}
${legend(release, colors)}
${drawing(release, colors)}
<dl class="facts">${facts(release).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
</article>`;
}

function figures(release: DemoRelease): Markup {
  const { version, previous, outcome, requests, failed, latency, lastOldMs, firstNewMs, notes, series } = release;
  if (series.length === 0) return html``;
  const box = (value: string, name: string, mood = ''): Markup => html`<li class="${mood}"><b>${value}</b><span>${name}</span></li>`;
  const trial = outcome === 'rolled-back' ? release.served.find((served) => served.version === version) : undefined;
  const saved = notes.missing === 0 ? 'notes saved, none missing' : `notes missing of ${count(notes.acknowledged)}`;
  return html`
<ul class="figures">
${box(count(requests), 'requests by users')}
${box(count(failed), 'failed', failed === 0 ? 'good' : 'bad')}
${box(count(notes.missing === 0 ? notes.acknowledged : notes.missing), saved, notes.missing === 0 ? 'good' : 'bad')}
${latency ? box(formatDuration(latency.p50), `typical answer; 99 of 100 within ${formatDuration(latency.p99)}`) : ''}
${trial ? box(formatDuration(trial.last - trial.first), `in which users were on ${version}`) : ''}
${firstNewMs === null ? '' : box(sinceSwitch(firstNewMs), `from the switch to the first answer of ${version}`)}
${lastOldMs === null ? '' : box(sinceSwitch(lastOldMs), `from the switch to the last request to ${previous}`)}
</ul>`;
}

function sinceSwitch(ms: number): string {
  return `${ms < 0 ? '−' : ''}${formatDuration(Math.abs(ms))}`;
}

function legend(release: DemoRelease, colors: ReadonlyMap<string, string>): Markup {
  if (release.series.length === 0) return html``;
  const entries = release.served.map(
    ({ version }) => html`<li><span class="swatch ${colors.get(version) ?? 'v0'}"></span>answered by ${version}</li>`,
  );
  return html`
<ul class="legend"><li class="what">Requests each second</li>${entries}<li><span class="swatch bad"></span>failed (${count(release.failed)})</li></ul>`;
}

function facts(release: DemoRelease): [string, Markup | string][] {
  const { backup, migration, images, scan, identity, rollbackCommand, notes, reason, message } = release;
  const rows: [string, Markup | string][] = [];
  if (message) rows.push(['What happened', html`${message} <code>${reason}</code>`]);
  if (backup) rows.push(['Backup', html`${backupSentence(backup)}. <code>${backup.id}</code>`]);
  if (migration) rows.push(['Database', migrationSentence(migration)]);
  if (notes.acknowledged > 0) rows.push(['Data', notesSentence(notes)]);
  if (release.failures.length > 0) rows.push(['First failures', html`<ul class="plain">${release.failures.slice(0, 3).map(failure)}</ul>`]);
  if (identity) rows.push(['Proof of version', identity]);
  const net = safetyNet(release);
  if (net) rows.push(['Safety net', net]);
  const made = Object.entries(images).map(
    ([service, image]) => html`<li>${service} <code title="${image}">${shortDigest(image)}</code> ${scan[service] ?? ''}</li>`,
  );
  if (made.length > 0) rows.push(['Images', html`<ul class="plain">${made}</ul>`]);
  if (rollbackCommand) rows.push(['To go back', html`<pre>${rollbackCommand}</pre>`]);
  return rows;
}

function failure({ at, took, method, path, connection, error }: DemoRelease['failures'][number]): Markup {
  const time = new Date(at).toISOString().slice(11, 23);
  return html`<li><code>${method} ${path}</code> at ${time} on a ${connection} connection: ${error}, after ${formatDuration(took)}</li>`;
}

/** Enough of a digest to recognise it; the whole of it is a hover away, and in receipt.json. */
function shortDigest(image: string): string {
  return image.replace(/^.*@(sha256:[0-9a-f]{12})[0-9a-f]{52}$/, '$1');
}
