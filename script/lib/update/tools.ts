import { Failure } from '../../../packages/action/src/failure.ts';

/** A tool that bootstrap installs, as script/lib/tools.sh or a manifest names it. */
export interface Tool {
  readonly kind: 'go' | 'npm' | 'python';
  /** What the registry knows it by: a Go module, a package. */
  readonly name: string;
  readonly version: string;
  /** The words in the file, and what they become for another version. */
  readonly written: string;
  readonly rewrite: (version: string) => string;
}

/** Pinned tools of script/lib/tools.sh. Ranges (`>=2,<3`) and bare names take what is new by themselves, and are no pins. */
export function readTools(text: string): Tool[] {
  const go = [...block(text, 'go_tools').matchAll(/^\s*(\S+)@(v\S+)\s*$/gm)].map(([, path = '', version = '']): Tool => {
    const written = `${path}@${version}`;
    return { kind: 'go', name: path.replace(/\/cmd\/.*$/, ''), version, written, rewrite: (next) => `${path}@${next}` };
  });
  const python = [...block(text, 'venv_packages').matchAll(/'([\w.-]+)(?:\[[\w,]+\])?==(\d+)\.(\d+)\.\*'/g)].map(
    ([written = '', name = '', major = '', minor = '']): Tool => ({
      kind: 'python',
      name,
      version: `${major}.${minor}.0`,
      written,
      rewrite: (next) => written.replace(/==.*/, `==${next.split('.').slice(0, 2).join('.')}.*'`),
    }),
  );
  const npm = [...text.matchAll(/^\w+_package=(@?[\w./-]+)@(\d\S*)$/gm)].map(
    ([, name = '', version = '']): Tool => ({
      kind: 'npm',
      name,
      version,
      written: `${name}@${version}`,
      rewrite: (next) => `${name}@${next}`,
    }),
  );
  return [...go, ...python, ...npm];
}

function block(text: string, name: string): string {
  const [, inside] = new RegExp(`^${name}=\\(([\\s\\S]*?)\\)$`, 'm').exec(text) ?? [];
  if (inside === undefined) {
    throw new Failure('no-tools', `script/lib/tools.sh has no list ${name}.`, {
      hint: 'Keep its form, or change script/lib/update/tools.ts too.',
    });
  }
  return inside;
}

/** Exact versions in a package.json; the workspaces' own names are not looked up anywhere. */
export function readManifest(text: string): Tool[] {
  const manifest = JSON.parse(text) as Partial<Record<'dependencies' | 'devDependencies', Record<string, string>>>;
  return Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
    .filter(([name, version]) => !name.startsWith('@slipway/') && /^\d+\.\d+\.\d+$/.test(version))
    .map(([name, version]) => {
      const write = (next: string): string => `${JSON.stringify(name)}: ${JSON.stringify(next)}`;
      return { kind: 'npm', name, version, written: write(version), rewrite: write };
    });
}

/** Versions of Trivy that workflows install: defaults of an input `trivy-version`. */
export function readTrivyDefaults(text: string): string[] {
  return [...text.matchAll(/^( +)trivy-version:\n(?:\1 +.*\n)*?\1 +default: (v\d+\.\d+\.\d+)$/gm)].map(([, , version = '']) => version);
}

/** @throws Failure where the words are not there exactly once */
export function replaceOnce(text: string, from: string, to: string): string {
  const [before, after, ...more] = text.split(from);
  if (after === undefined || more.length > 0) {
    throw new Failure('ambiguous', `${from} stands ${more.length + (after === undefined ? 0 : 1)} times where one was expected.`);
  }
  return `${before}${to}${after}`;
}
