import { badInputs, type Problem } from '@slipway/action';

/**
 * Service to what it runs, as the program understands it: `service=anything` without spaces. With no line, every service of `ports` as the version.
 * @throws Failure `bad-input` naming every wrong line
 */
export function commandImages(lines: readonly string[], services: readonly string[], version: string | undefined): Record<string, string> {
  if (lines.length === 0) {
    if (version) return Object.fromEntries(services.map((service) => [service, version]));
    throw badInputs([
      { input: 'version', message: 'is missing, and no commit is known: without images it says what is released. Example: v1' },
    ]);
  }
  const problems: Problem[] = [];
  const images: Record<string, string> = {};
  const wrong = (message: string): void => void problems.push({ input: 'images', message });
  for (const line of lines) {
    const [, service = '', image = ''] = /^([^=\s]+)=(\S+)$/.exec(line) ?? [];
    if (!service) wrong(`'${line}' is not service=image`);
    else if (service in images) wrong(`${service} is given twice`);
    else images[service] = image;
  }
  const missing = services.filter((service) => !(service in images));
  if (problems.length === 0 && missing.length > 0) wrong(`${missing.join(', ')} has a line in ports, and none here`);
  if (problems.length > 0) throw badInputs(problems);
  return images;
}
