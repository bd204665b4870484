import { badInputs, nearest, type Problem } from '@slipway/action';
import type { Model } from '@slipway/docker';

/** Service to image by digest. @throws Failure `bad-input` naming every wrong line */
export function parseImages(lines: readonly string[], model: Pick<Model, 'services'>): Record<string, string> {
  const images: Record<string, string> = {};
  const problems: Problem[] = [];
  const wrong = (message: string): void => void problems.push({ input: 'images', message });
  if (lines.length === 0) wrong('is missing. Example: backend=ghcr.io/acme/notes/backend@sha256:0f3c…');
  for (const line of lines) {
    const [, service = '', image = ''] = /^([^=\s]+)=(\S+)$/.exec(line) ?? [];
    if (!service) wrong(`'${line}' is not service=image@sha256:…`);
    else if (!(service in model.services)) {
      const near = nearest(service, Object.keys(model.services));
      wrong(`the compose file has no service ${service}${near ? `; did you mean ${near}?` : ''}`);
    } else if (!/^[a-z0-9][\w.:/-]*@sha256:[0-9a-f]{64}$/.test(image)) {
      wrong(`${service} needs an image by digest, like name@sha256:…: a tag can be moved between the scan and the release`);
    } else if (service in images) wrong(`${service} is given twice`);
    else images[service] = image;
  }
  if (problems.length > 0) throw badInputs(problems);
  return images;
}
