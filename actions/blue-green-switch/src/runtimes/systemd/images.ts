import { badInputs, nearest, type Problem } from '@slipway/action';

/** A version that is the name of a folder, and stands in a file of environment variables without quotes. */
const idPattern = /^[A-Za-z0-9][\w.+-]{0,99}$/;

/**
 * Service to the id of its release folder, which is the version. One folder holds every service, so none is released alone.
 * @param lines of the input `images`; with none, every service of `units`
 * @throws Failure `bad-input` naming every wrong line
 */
export function releaseImages(lines: readonly string[], services: readonly string[], version: string | undefined): Record<string, string> {
  const problems: Problem[] = [];
  if (!version)
    problems.push({ input: 'version', message: 'is missing, and no commit is known: it names the release folder. Example: v1' });
  else if (!idPattern.test(version)) {
    problems.push({
      input: 'version',
      message: `'${version}' cannot name a release folder: letters, digits and . _ + - only, 100 at the most, starting with a letter or digit`,
    });
  }
  const named = new Set<string>();
  const wrong = (message: string): void => void problems.push({ input: 'images', message });
  for (const line of lines) {
    const [, service = '', value = ''] = /^([^=\s]+)=(\S+)$/.exec(line) ?? [];
    if (!service) wrong(`'${line}' is not service=version; with runtime systemd it may be left out`);
    else if (!services.includes(service)) {
      const near = nearest(service, services);
      wrong(`units has no service ${service}${near ? `; did you mean ${near}?` : ''}`);
    } else if (version && value !== version) {
      wrong(`${service}=${value} is not the version ${version}; with runtime systemd every service is released as the one version`);
    }
    named.add(service);
  }
  const missing = lines.length > 0 ? services.filter((service) => !named.has(service)) : [];
  if (missing.length > 0) wrong(`${missing.join(', ')} of units is missing: one release folder holds every service. Leave images out`);
  if (problems.length > 0 || !version) throw badInputs(problems);
  return Object.fromEntries(services.map((service) => [service, version]));
}
