/** One value as the runner's command files take it. The delimiter is a word that the value does not hold, so that no line of it can end it. */
export function assignment(name: string, value: string): string {
  let delimiter = 'slipway';
  while (value.includes(delimiter)) delimiter += '_';
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}
