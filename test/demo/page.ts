import { formatDuration } from '../../packages/action/src/duration.ts';
import { card } from './card.ts';
import { html, type Markup } from './markup.ts';
import { type DemoReceipt, totals } from './receipt.ts';
import { style } from './style.ts';
import { count, meaning, notesSentence, plainStep, verdict } from './words.ts';

/** The receipt as one page that needs nothing else: no script, no font, no picture from anywhere. */
export function renderPage(receipt: DemoReceipt): string {
  const { failed, notes, unsuccessful } = totals(receipt);
  const good = failed === 0 && notes.missing === 0 && unsuccessful === 0;
  const colors = colorsOf(receipt);
  return `<!doctype html>\n${html`
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Slipway release receipt: ${verdict(receipt)}</title>
<style>${style}</style>
</head>
<body>
<header class="top">
<p class="brand"><b>Slipway</b> release receipt</p>
<h1 class="${good ? 'good' : 'bad'}">${verdict(receipt)}</h1>
<p class="lead">${notesSentence(notes)} It took ${formatDuration(receipt.seconds * 1000)}, on ${day(receipt.madeAt)}.</p>
</header>
<main>${receipt.releases.map((release) => card(release, colors))}</main>
<footer>${method(receipt)}${glossary(receipt)}
<p class="quiet">Slipway ${receipt.slipway.version}${receipt.slipway.commit ? html`, commit <code>${receipt.slipway.commit}</code>` : ''}</p>
</footer>
</body>
</html>`.text.trim()}\n`;
}

/** A colour for each version, the same in every card. */
function colorsOf(receipt: DemoReceipt): ReadonlyMap<string, string> {
  const versions = new Set(receipt.releases.flatMap((release) => [...(release.previous ? [release.previous] : []), release.version]));
  return new Map([...versions].map((version, index) => [version, `v${(index % 4) + 1}`]));
}

function day(iso: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(new Date(iso)).concat(' UTC');
}

function method({ load }: DemoReceipt): Markup {
  return html`
<section><h3>How this was counted</h3>
<p>${count(load.clients)} clients asked the application for about ${count(load.rate)} requests a second, from before each release until after it: lists, single
notes, and new notes. Half of them opened a connection for every request, half kept one open. No request was ever repeated, and an answer counted only if it held
exactly what was asked for. Afterwards every note whose saving had been confirmed was read back and compared.</p></section>`;
}

function glossary(receipt: DemoReceipt): Markup {
  const names = new Set(receipt.releases.flatMap((release) => release.timeline.map((step) => plainStep(step.name))));
  const entries = [...names].flatMap((name) => {
    const text = meaning(name);
    return text ? [html`<div><dt>${name}</dt><dd>${text}</dd></div>`] : [];
  });
  return html`<section><h3>What the steps do</h3><dl class="glossary">${entries}</dl></section>`;
}
