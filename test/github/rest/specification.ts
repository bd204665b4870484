// GitHub's published description of its API, as the judge of both sides.
import { readFileSync } from 'node:fs';
import { type Document, OpenAPIBackend, type Operation, type Request } from 'openapi-backend';

export interface Call {
  /** GitHub's name of the operation, such as `repos/create-deployment`. */
  readonly operation: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** The parsed body; an empty object where there is none. */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Specification {
  /** The operation that a request is for; undefined where the description has none. */
  find(request: Request): Call | undefined;
  /** What is wrong with a request, in GitHub's manner; empty when nothing is. */
  checkRequest(request: Request, call: Call): readonly string[];
  /** What is wrong with an answer; empty when nothing is. */
  checkResponse(operation: string, status: number, body: unknown): readonly string[];
}

interface Schema {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly patternProperties?: unknown;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

/** Answers that GitHub gives everywhere without describing them everywhere. */
const everywhere = new Set([401, 403, 404, 409, 422]);

const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const formats = {
  // GitHub's own default for an address that is not there is the empty text.
  uri: (value: string) => value === '' || URL.canParse(value),
  email: (value: string) => value.includes('@'),
  'date-time': dateTime,
  date: /^\d{4}-\d\d-\d\d$/,
  'uri-template': () => true,
  timezone: () => true,
};

/** Compiling takes most of a second, and every fake of a process is held to the same description. */
let opened: Promise<Specification> | undefined;

export function openSpecification(): Promise<Specification> {
  opened ??= compile();
  return opened;
}

async function compile(): Promise<Specification> {
  const definition = JSON.parse(readFileSync(new URL('../openapi.json', import.meta.url), 'utf8')) as Document;
  const api = new OpenAPIBackend({ definition, quick: true, ajvOpts: { formats, allErrors: true }, coerceTypes: true });
  await api.init();
  return {
    find: (request) => {
      const operation = api.router.matchOperation(request);
      if (!operation?.operationId) return undefined;
      const parsed = api.router.parseRequest(request, operation);
      const body: unknown = parsed.requestBody;
      return {
        operation: operation.operationId,
        params: parsed.params as Record<string, string>,
        query: parsed.query as Record<string, string>,
        body: typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {},
      };
    },
    checkRequest: (request, call) => {
      const { errors } = api.validator.validateRequest(request, call.operation);
      const wrong = (errors ?? []).map((error) => `${error.instancePath.replace('/requestBody', '') || 'The body'} ${error.message}`);
      const allowed = bodyKeys(api.router.getOperation(call.operation));
      // GitHub refuses keys that it does not know; a misspelled option must not pass here either.
      const unknown = allowed ? Object.keys(call.body).filter((key) => !allowed.has(key)) : [];
      return [...wrong, ...unknown.map((key) => `"${key}" is not a permitted key.`)];
    },
    checkResponse: (operation, status, body) => {
      const described = api.router.getOperation(operation)?.responses ?? {};
      if (!(status in described) && !everywhere.has(status)) return [`${operation} answers ${status}, which GitHub does not describe`];
      const { errors } = api.validator.validateResponse(body ?? null, operation, status);
      return (errors ?? []).map((error) => `${operation} answers ${status} with ${error.instancePath || 'a body'} that ${error.message}`);
    },
  };
}

/** Names that a body may have; undefined where any may stand there. */
function bodyKeys(operation: Operation | undefined): Set<string> | undefined {
  const body = operation?.requestBody;
  if (!body || '$ref' in body) return undefined;
  const schema = body.content['application/json']?.schema as Schema | undefined;
  return schema ? keysOf(schema) : undefined;
}

function keysOf(schema: Schema): Set<string> {
  const parts = [...(schema.oneOf ?? []), ...(schema.anyOf ?? []), ...(schema.allOf ?? [])];
  return new Set([...Object.keys(schema.properties ?? {}), ...parts.flatMap((part) => [...keysOf(part)])]);
}
