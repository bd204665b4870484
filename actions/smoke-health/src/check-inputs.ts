import { checkTarget, escapes, type Problem } from '@slipway/action';
import type { Inputs } from './contract.ts';

type Rule = (inputs: Inputs) => readonly (Problem | false | undefined)[];

/** Problems that show only when inputs are looked at closely or together. */
export function checkInputs(inputs: Inputs): Problem[] {
  const found = [where, request, expectations, reach, measurement].flatMap((rule) => rule(inputs));
  return [...found.filter((problem) => problem !== undefined && problem !== false), ...(inputs.via === 'ssh' ? checkTarget(inputs) : [])];
}

const where: Rule = (inputs) => {
  const { url, via, host } = inputs;
  const many = inputs['checks-file'] !== undefined || inputs.pack.length > 0;
  return [
    url === undefined && !many && { input: 'url', message: 'is required without checks-file. Example: https://app.example.com/health' },
    url === undefined && inputs.pack.length > 0 && { input: 'url', message: 'is needed with pack, which asks below it' },
    url !== undefined &&
      !isAddress(url) && {
        input: 'url',
        message:
          'is not an address that begins with its scheme, such as https://, http:// or tcp://. Example: https://app.example.com/health',
      },
    via === 'ssh' && !host && { input: 'host', message: 'is needed with via: ssh, and is missing or empty' },
    via === 'runner' && host !== undefined && { input: 'host', message: 'is used only with via: ssh, and via is runner' },
    escapes(inputs['checks-file']) && { input: 'checks-file', message: 'leaves the repository. Example: .github/checks.yml' },
    escapes(inputs['junit-file']) && { input: 'junit-file', message: 'leaves the workspace. Example: reports/smoke.xml' },
  ];
};

const request: Rule = (inputs) => {
  const names = inputs.headers.map((line) => parseHeader(line)?.[0].toLowerCase());
  const logins = ['basic-auth', 'bearer', ...(names.includes('authorization') ? ['headers'] : [])].filter(
    (name) => name === 'headers' || inputs[name as 'basic-auth' | 'bearer'] !== undefined,
  );
  const lines = names.map((name, index) =>
    name === undefined ? { input: 'headers', message: `line ${index + 1} is not a header. Example: Authorization: Bearer abc` } : undefined,
  );
  return [
    ...lines,
    logins.length > 1 && { input: logins[0] ?? '', message: `and ${logins[1]} both say who asks; give one of them` },
    inputs['basic-auth'] !== undefined &&
      !/^[^:]+:./.test(inputs['basic-auth']) && {
        input: 'basic-auth',
        message: 'is not a user and a password with a colon between. Example: monitor:secret',
      },
    inputs.cookie !== undefined && names.includes('cookie') && { input: 'cookie', message: 'stands in headers too; give it once' },
    inputs.body !== undefined &&
      /^(GET|HEAD)$/.test(inputs.method) && {
        input: 'body',
        message: `is not sent with method ${inputs.method}. Example: method: POST`,
      },
    ...pair(inputs, 'client-cert', 'client-key'),
  ];
};

const expectations: Rule = (inputs) => [
  inputs['version-path'] !== undefined &&
    inputs['version-header'] !== undefined && {
      input: 'version-path',
      message: 'and version-header are both given; the version stands in one place',
    },
  inputs['expect-status'] !== undefined &&
    !/^[1-5]\d\d( *, *[1-5]\d\d)*$/.test(inputs['expect-status']) && {
      input: 'expect-status',
      message: 'is not a status, or several between commas. Example: 200, 204',
    },
  inputs['expect-body'] !== undefined &&
    inputs['expect-body'].length > 400 && {
      input: 'expect-body',
      message: 'is longer than 400 characters. Example: ok',
    },
  inputs['expect-digest'] !== undefined &&
    !/(^|@)sha256:[0-9a-f]{64}$/.test(inputs['expect-digest']) && {
      input: 'expect-digest',
      message: 'is not a digest: sha256: and 64 hexadecimal digits',
    },
];

const reach: Rule = (inputs) => [
  inputs.resolve !== undefined &&
    !/^[^\s:[\]]+:\d{1,5}:(\[[0-9a-fA-F:.]+\]|[0-9a-fA-F:.]+)$/.test(inputs.resolve) && {
      input: 'resolve',
      message: 'is not host:port:address. Example: app.example.com:443:203.0.113.7',
    },
  inputs['unix-socket'] !== undefined &&
    !inputs['unix-socket'].startsWith('/') && {
      input: 'unix-socket',
      message: 'is not an absolute path. Example: /run/app/http.sock',
    },
  inputs['unix-socket'] !== undefined &&
    inputs.resolve !== undefined && {
      input: 'unix-socket',
      message: 'and resolve both say where to connect; give one of them',
    },
  inputs.via === 'ssh' &&
    inputs.resolve !== undefined && {
      input: 'resolve',
      message: 'is not used with via: ssh: the server looks the host up. Give its address in url, and the name in host-header',
    },
];

const measurement: Rule = (inputs) => {
  const measures = (['samples', 'soak', 'compare-to'] as const).filter((name) => inputs[name] !== undefined);
  const http = inputs.url !== undefined && /^https?:/.test(inputs.url);
  return [
    ...measures.map((input) => !http && { input, message: 'needs url, an address that begins with http:// or https://' }),
    inputs.samples !== undefined &&
      inputs.soak !== undefined && {
        input: 'samples',
        message: 'and soak both say how long to measure; give one of them',
      },
    inputs['compare-to'] !== undefined &&
      !/^https?:/.test(URL.canParse(inputs['compare-to']) ? inputs['compare-to'] : '') && {
        input: 'compare-to',
        message: 'is not an address that begins with http:// or https://. Example: https://old.example.com/health',
      },
    inputs['compare-limits'].length > 0 &&
      inputs['compare-to'] === undefined && {
        input: 'compare-limits',
        message: 'is used only with compare-to',
      },
    ...inputs['compare-limits'].map((line, index) =>
      parseLimit(line) === undefined
        ? { input: 'compare-limits', message: `line ${index + 1} is not a limit. Example: p95 <= 1.5` }
        : undefined,
    ),
    parseShare(inputs['error-budget']) === undefined && {
      input: 'error-budget',
      message: 'is not a share from 0% to 100%. Example: 1%',
    },
  ];
};

function pair(inputs: Inputs, first: 'client-cert', second: 'client-key'): readonly (Problem | false)[] {
  return [
    inputs[first] !== undefined &&
      inputs[second] === undefined && { input: second, message: `is needed with ${first}, and is missing or empty` },
    inputs[second] !== undefined &&
      inputs[first] === undefined && { input: first, message: `is needed with ${second}, and is missing or empty` },
  ];
}

function isAddress(text: string): boolean {
  return /^[a-z][a-z0-9+]*:\/\//i.test(text) && URL.canParse(text);
}

/** `Name: value`; undefined where the line is none. */
export function parseHeader(line: string): readonly [name: string, value: string] | undefined {
  const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t\x20-\x7e\x80-\xff]*)$/.exec(line) ?? [];
  return name === undefined || value === undefined || value.trim() === '' ? undefined : [name, value.trim()];
}

const figures = { p50: 'p50', p95: 'p95', 'error-rate': 'errorRate' } as const;

/** `p95 <= 1.5`; undefined where the line is none. */
export function parseLimit(line: string): readonly [figure: 'p50' | 'p95' | 'errorRate', most: number] | undefined {
  const [, name, most] = /^(p50|p95|error-rate) *<= *(\d+(?:\.\d+)?)x?$/.exec(line) ?? [];
  return name === undefined || most === undefined ? undefined : [figures[name as keyof typeof figures], Number(most)];
}

/** `1%` or `0.01`, as 0 to 1; undefined where the text is none. */
export function parseShare(text: string): number | undefined {
  const [, number, percent] = /^(\d+(?:\.\d+)?) *(%?)$/.exec(text.trim()) ?? [];
  const share = Number(number) / (percent === '%' ? 100 : 1);
  return share >= 0 && share <= 1 ? share : undefined;
}
